import * as Y from 'yjs';
import { readDetails, type CardDetails } from './details.ts';
import { CARD_SIZE, toPosition, toSize, type Position, type Size } from './geometry.ts';
import { parseCardId, type CardId } from './ids.ts';
import { isCardKind, type CardKind } from './kinds.ts';
import { CARD_TEXT_READ_MAX } from './limits.ts';
import { FIRST_ORDER_KEY, isOrderKey } from './order.ts';
import { textOf } from './roots.ts';

/** A card as it reads at one moment. */
export interface Card {
	readonly id: CardId;
	readonly kind: CardKind;
	readonly text: string;
	readonly pos: Position;
	readonly size: Size;
	/** Fractional index: what lies above what. */
	readonly z: string;
	readonly gone: boolean;
	/** The card that this one was merged into. */
	readonly into: CardId | null;
	/** A facilitator holds it in its place. */
	readonly pinned: boolean;
	/** The card of the problem tree that this one was turned from, in the objectives tree. */
	readonly mirrors: CardId | null;
	/** What it rests on, who could do it, who says it. */
	readonly details: CardDetails;
}

/** A record that can't be read as what it should be, kept out of the way of the others (F27). */
export interface SetAside {
	readonly id: string;
	readonly why: 'id' | 'shape' | 'kind' | 'text';
}

/**
 * Reads one entry of `cards`. What people wrote must be whole (id, kind, text), or the card is set aside; where it lies is
 * less than what it says, so unreadable geometry falls back to a default. Keys that it doesn't know are left alone.
 */
export function readCard(id: string, value: unknown): Card | SetAside {
	const cardId = parseCardId(id);
	if (cardId === null) return { id: id.slice(0, 80), why: 'id' };
	if (!(value instanceof Y.Map)) return { id: cardId, why: 'shape' };
	const kind: unknown = value.get('kind');
	if (!isCardKind(kind)) return { id: cardId, why: 'kind' };
	const text = textOf(value, 'text');
	if (text === null || text.length > CARD_TEXT_READ_MAX) return { id: cardId, why: 'text' };
	const z: unknown = value.get('z');
	const into = parseCardId(value.get('into'));
	const mirrors = parseCardId(value.get('mirrors'));
	return {
		id: cardId,
		kind,
		text: text.toString(),
		pos: toPosition(value.get('pos')) ?? [0, 0],
		size: toSize(value.get('size')) ?? CARD_SIZE[kind],
		z: isOrderKey(z) ? z : FIRST_ORDER_KEY,
		gone: value.get('gone') === true,
		into: into === cardId ? null : into,
		pinned: value.get('pinned') === true,
		mirrors: mirrors === cardId ? null : mirrors,
		details: readDetails(value),
	};
}

export const isReadable = (read: Card | SetAside): read is Card => !('why' in read);
export const isSetAside = (read: Card | SetAside): read is SetAside => 'why' in read;
