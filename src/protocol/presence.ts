import type { CardId, ParticipantId } from '#domain/ids.ts';

/** A place on the canvas, in page units. */
export type Point = readonly [x: number, y: number];

/**
 * What one device shows of its person on a board: the last value counts, nothing is kept. Stock clients say and hear it as their
 * awareness state, our own in a few bytes (`show-message.ts`, `peers-message.ts`). Whose it is says the server; whatever a client
 * says of that counts for nothing (F17).
 */
export interface PresenceState {
	/** Null while the pointer is elsewhere, or in the list. */
	readonly cursor: Point | null;
	/** Where the cards stand that this person is dragging now; the document learns of it at pointer-up. */
	readonly drag: Readonly<Record<CardId, Point>> | null;
	/** The card whose text has this person's caret, in canvas or list. */
	readonly editing: CardId | null;
	/** Where a facilitator has everybody look; the server takes it from nobody else. Shown for some seconds, see `BRING_MS`. */
	readonly brings?: PresenceView | null;
	/** Where a facilitator has the projector look, for as long as it follows; from nobody else. */
	readonly screen?: PresenceView | null;
	/** The cursor is the dot of a pointer that everybody should follow with their eyes; nothing without a cursor. */
	readonly laser?: boolean;
	/** Whose view this device goes along with. Told to all, so that whoever is followed knows. */
	readonly follows?: ParticipantId | null;
	/** What this person's canvas looks at; shown only while somebody follows them. */
	readonly looks?: PresenceView | null;
}

export const SHOWS_NOTHING: PresenceState = { cursor: null, drag: null, editing: null };

/** What one canvas looks at, in page units. */
export interface PresenceView {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** Milliseconds that a view is brought: long enough for the slowest round to carry it, short enough that latecomers are left alone. */
export const BRING_MS = 8_000;

/** Cards whose drag one person shows at a time, so that a state stays under PRESENCE_MAX_BYTES; others move at pointer-up. */
export const DRAG_PREVIEW_MAX = 50;

/**
 * Page units. The server cuts the canvas into squares of this side, and shows a receiver at once whoever is in a square that its
 * view touches: neighbours share one frame. Two cards wide, so a screen at life size is some twelve squares. A view is told anew
 * only when it touches other squares.
 */
export const PRESENCE_CELL = 512;

/** Page units from the origin; as far as a board reaches. What lies beyond is taken as being there. */
export const PRESENCE_REACH = 1_000_000;

export const presenceCell = (coordinate: number): number => Math.floor(coordinate / PRESENCE_CELL);
