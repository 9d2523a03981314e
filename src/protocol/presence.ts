import type { CardId, ParticipantId } from '#domain/ids.ts';
import type { SectorShape, SectorTone } from '#domain/rules.ts';

/**
 * What one device shows of its person in the awareness state of a board: last value counts, nothing is kept. The client
 * writes `cursor`, `drag` and `editing`; `person` is stamped by the server on the way out, and whatever a client puts there
 * itself counts for nothing (F17).
 */
export interface PresenceState {
	readonly person?: PresencePerson;
	/** Page units of the canvas; null while the pointer is elsewhere, or in the list. */
	readonly cursor: readonly [x: number, y: number] | null;
	/** Where the cards stand that this person is dragging now; the document learns of it at pointer-up. */
	readonly drag: Readonly<Record<CardId, readonly [x: number, y: number]>> | null;
	/** The card whose text has this person's caret, in canvas or list. */
	readonly editing: CardId | null;
}

export interface PresencePerson {
	readonly id: ParticipantId;
	/** null where the table's rules hide names. */
	readonly label: string | null;
	/** null for facilitators and observers without a sector, and where the rules show not even sectors. */
	readonly sector: { readonly letter: string; readonly shape: SectorShape; readonly tone: SectorTone } | null;
}

/** Cards whose drag preview one person may show at a time: beyond it others see them move at pointer-up. */
export const DRAG_PREVIEW_MAX = 50;
