import { cardInAddress } from '$lib/list/card-address.ts';

/** How this device shows the board. */
export type BoardMode = 'list' | 'tree';

const KEY = 'mesa_board_mode';
/** Under this width a canvas is a keyhole: the page opens as a list (design §8). */
const NARROW_PX = 700;

/** What was chosen here last, else what fits the screen; a card that the address names stands in the list. */
export function boardModeOfDevice(): BoardMode {
	if (cardInAddress(location.hash) !== null) return 'list';
	const fits = window.innerWidth < NARROW_PX ? 'list' : 'tree';
	try {
		const kept = localStorage.getItem(KEY);
		return kept === 'list' || (kept === 'tree' && fits === 'tree') ? kept : fits;
	} catch {
		return fits; // storage is closed to this page: nothing is remembered, all else works
	}
}

export function keepBoardMode(mode: BoardMode): void {
	try {
		localStorage.setItem(KEY, mode);
	} catch {
		// As above.
	}
}
