import * as Y from 'yjs';
import { act, bear } from './acts.ts';
import { cleanText, cutText } from './clean-text.ts';
import { CARD_SIZE, toPosition, toSize, type Position, type Size } from './geometry.ts';
import { saidDetails, type CardDetails } from './details.ts';
import { placeBeside } from './free-place.ts';
import { linkId, type CardId } from './ids.ts';
import { CHILD_KINDS, isCardKind, rises, runsBackwards, type CardKind } from './kinds.ts';
import { CARD_TEXT_MAX, CARDS_MAX } from './limits.ts';
import type { LinkValue } from './link.ts';
import { isOrderKey, orderAbove, orderBetween } from './order.ts';
import { DONE, refuse, type Outcome } from './outcome.ts';
import { cardsOf, drawingsOf, entryOf, linksOf, textOf } from './roots.ts';

export interface NewCard {
	readonly id: CardId;
	readonly kind: CardKind;
	readonly pos: Position;
	/** Default: the kind's own. */
	readonly size?: Size;
	/** Default: empty. */
	readonly text?: string;
	/** Default: above all others. */
	readonly z?: string;
	/** Default: nothing is said of it. */
	readonly details?: Partial<CardDetails>;
	/** The card that it was turned from. Default: none. */
	readonly mirrors?: CardId | null;
}

/** Ends of a link, already oriented: *from* feeds *to*. */
export type NewLink = Pick<LinkValue, 'from' | 'to'>;

/** Puts one card on the board. `card.exists`, `board.full`. */
export function addCard(doc: Y.Doc, card: NewCard): Outcome {
	return addCards(doc, [card]);
}

/** What else belongs to the act by which cards come: records that are made gone and then shown, and changes to what is there. */
export interface Besides {
	readonly create?: () => void;
	readonly reveal?: () => void;
}

/**
 * Puts cards and links on the board as one act: nobody sees one without the other, and undo takes back all (by marking them
 * gone). For "+", paste and duplicate. Not inside another transaction. `card.exists`, `board.full`, `link.itself`.
 */
export function addCards(
	doc: Y.Doc,
	cards: readonly NewCard[],
	links: readonly NewLink[] = [],
	besides: Besides = {},
): Outcome {
	const cardRoot = cardsOf(doc);
	const linkRoot = linksOf(doc);
	if (cards.some((card) => cardRoot.has(card.id))) return refuse('card.exists');
	if (cardRoot.size + cards.length > CARDS_MAX) return refuse('board.full');
	if (links.some((link) => link.from === link.to)) return refuse('link.itself');
	let top = topOrder(doc);
	const entries = cards.map((card) => {
		const entry = newEntry(card, isOrderKey(card.z) ? card.z : top);
		top = orderBetween(top, null);
		return { id: card.id, entry };
	});
	bear(
		doc,
		() => {
			for (const { id, entry } of entries) cardRoot.set(id, entry);
			for (const { from, to } of links) {
				const id = linkId(from, to);
				if (!linkRoot.has(id)) linkRoot.set(id, { from, to, gone: true } satisfies LinkValue);
			}
			besides.create?.();
		},
		() => {
			for (const { entry } of entries) entry.set('gone', false);
			for (const { from, to } of links) {
				linkRoot.set(linkId(from, to), { from, to, gone: false } satisfies LinkValue);
			}
			besides.reveal?.();
		},
	);
	return DONE;
}

/**
 * Adds a card tied to another: an effect or an end on top of it, a cause, a means or a solution below it. The kind defaults to the first of
 * `CHILD_KINDS`. `card.unknown`, `card.exists`, `board.full`.
 */
export function addLinkedCard(
	doc: Y.Doc,
	near: CardId,
	card: Omit<NewCard, 'kind' | 'pos'> & Partial<NewCard>,
): Outcome {
	const entry = entryOf(cardsOf(doc), near);
	const nearKind: unknown = entry?.get('kind');
	if (entry === null || !isCardKind(nearKind)) return refuse('card.unknown');
	const kind = card.kind ?? CHILD_KINDS[nearKind][0] ?? 'note';
	const pos = card.pos ?? placeBeside(doc, near, kind);
	const isFed = kind === nearKind ? rises(kind) : runsBackwards(kind, nearKind);
	const link = isFed ? { from: near, to: card.id } : { from: card.id, to: near };
	return addCards(doc, [{ ...card, kind, pos }], [link]);
}

/** Changes what a card is; its links stay, and a check says where they no longer fit. `card.unknown`. */
export function setKind(doc: Y.Doc, id: CardId, kind: CardKind): Outcome {
	return setKey(doc, id, 'kind', kind);
}

export function moveCard(doc: Y.Doc, id: CardId, pos: Position): Outcome {
	return moveCards(doc, [[id, pos]]);
}

/**
 * Moves cards as one act. Called at pointer-up, not while dragging: every call stays in the document's history (F25).
 * Cards that stay where they are, positions that are not finite and unknown cards are passed over.
 */
export function moveCards(doc: Y.Doc, moves: Iterable<readonly [CardId, Position]>): Outcome {
	act(doc, () => {
		for (const [id, wanted] of moves) {
			const entry = entryOf(cardsOf(doc), id);
			const pos = toPosition(wanted);
			if (entry === null || pos === null) continue;
			const at = toPosition(entry.get('pos'));
			if (at?.[0] !== pos[0] || at[1] !== pos[1]) entry.set('pos', pos);
		}
	});
	return DONE;
}

/** `card.unknown`. A size that is not finite is passed over; one too small or too large is brought within limits. */
export function resizeCard(doc: Y.Doc, id: CardId, size: Size, pos?: Position): Outcome {
	const entry = entryOf(cardsOf(doc), id);
	if (entry === null) return refuse('card.unknown');
	const wanted = toSize(size);
	act(doc, () => {
		if (wanted) entry.set('size', wanted);
		if (pos) moveCard(doc, id, pos);
	});
	return DONE;
}

/** Sets what lies above what, for cards and drawings. Keys that are no fractional index are passed over. */
export function restack(doc: Y.Doc, order: Iterable<readonly [id: string, z: string]>): Outcome {
	act(doc, () => {
		for (const [id, z] of order) {
			const entry = entryOf(cardsOf(doc), id) ?? entryOf(drawingsOf(doc), id);
			if (entry !== null && isOrderKey(z) && entry.get('z') !== z) entry.set('z', z);
		}
	});
	return DONE;
}

/** Takes cards off the board as one act; they stay in the document and can be restored. */
export function markGone(doc: Y.Doc, ids: Iterable<CardId>): Outcome {
	act(doc, () => {
		for (const id of ids) setKey(doc, id, 'gone', true);
	});
	return DONE;
}

/** Brings cards back as one act, also out of a merge. */
export function restore(doc: Y.Doc, ids: Iterable<CardId>): Outcome {
	act(doc, () => {
		for (const id of ids) {
			setKey(doc, id, 'gone', false);
			setKey(doc, id, 'into', null);
		}
	});
	return DONE;
}

/** Merges a card into another that says the same; its links then count as the other's. `card.unknown`, `card.into-itself`. */
export function mergeInto(doc: Y.Doc, id: CardId, into: CardId): Outcome {
	if (id === into) return refuse('card.into-itself');
	if (entryOf(cardsOf(doc), into) === null) return refuse('card.unknown');
	return setKey(doc, id, 'into', into);
}

/** The text of a card, for a binding that follows it; null where there is none. */
export function cardText(doc: Y.Doc, id: CardId): Y.Text | null {
	return textOf(entryOf(cardsOf(doc), id), 'text');
}

/** An order key above every card and drawing. */
export function topOrder(doc: Y.Doc): string {
	const keys: unknown[] = [];
	for (const root of [cardsOf(doc), drawingsOf(doc)]) {
		root.forEach((entry) => keys.push(entry instanceof Y.Map ? entry.get('z') : null));
	}
	return orderAbove(keys);
}

function newEntry(card: NewCard, z: string): Y.Map<unknown> {
	const text = new Y.Text(cutText(cleanText(card.text ?? ''), CARD_TEXT_MAX));
	return new Y.Map<unknown>([
		['kind', card.kind],
		['pos', toPosition(card.pos) ?? [0, 0]],
		['size', toSize(card.size) ?? CARD_SIZE[card.kind]],
		['z', z],
		['text', text],
		['gone', true],
		['into', null],
		...saidDetails(card.details ?? {}),
		...((card.mirrors ?? null) === null ? [] : [['mirrors', card.mirrors] as const]),
	]);
}

function setKey(doc: Y.Doc, id: CardId, key: 'kind' | 'gone' | 'into', value: string | boolean | null): Outcome {
	const entry = entryOf(cardsOf(doc), id);
	if (entry === null) return refuse('card.unknown');
	if (entry.get(key) !== value) act(doc, () => entry.set(key, value));
	return DONE;
}
