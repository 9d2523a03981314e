import type { CardId } from '#domain/ids.ts';

/**
 * What one device shows of its person in the awareness state of a board: the last value counts, nothing is kept. Beside these
 * fields the server writes whose it is (`PRESENCE_WHO`); whatever a client puts there itself counts for nothing (F17).
 */
export interface PresenceState {
	/** Page units of the canvas; null while the pointer is elsewhere, or in the list. */
	readonly cursor: readonly [x: number, y: number] | null;
	/** Where the cards stand that this person is dragging now; the document learns of it at pointer-up. */
	readonly drag: Readonly<Record<CardId, readonly [x: number, y: number]>> | null;
	/** The card whose text has this person's caret, in canvas or list. */
	readonly editing: CardId | null;
}

/** Cards whose drag one person shows at a time, so that a state stays under PRESENCE_MAX_BYTES; others move at pointer-up. */
export const DRAG_PREVIEW_MAX = 50;
