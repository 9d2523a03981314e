import { cardPanel } from '$lib/list/parts.ts';
import type { BoardMode } from './board-mode.ts';

/**
 * Fetches what the board is worked with while the board itself is still on its way. Resolves when it is there, or could not come:
 * whoever needs it then asks again, and says so.
 */
export async function fetchAhead(mode: BoardMode): Promise<void> {
	if (mode === 'list') return cardPanel.ask();
	await Promise.allSettled([
		import('./canvas-host.svelte'),
		import('$lib/canvas/Board.svelte'),
		import('$lib/canvas/mount-board.tsx'),
	]);
}
