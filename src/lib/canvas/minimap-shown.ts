/** Of this device: whether the small map stands in its corner. It does not until somebody asks for it. */
const PLACE = 'mesa_minimap';

export function readMinimap(): boolean {
	try {
		return localStorage.getItem(PLACE) === 'on';
	} catch {
		return false; // storage is closed to this page: nothing was chosen
	}
}

export function keepMinimap(isOn: boolean): void {
	try {
		if (isOn) localStorage.setItem(PLACE, 'on');
		else localStorage.removeItem(PLACE);
	} catch {
		// It holds for as long as this canvas is open, then.
	}
}

/** Narrower pages have no room for it beside the tools. */
export const MAP_ROOM = '(min-width: 900px)';
