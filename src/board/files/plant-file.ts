import type * as Y from 'yjs';
import { DETAIL_KEYS, type CardDetails } from '../details.ts';
import { addCards, topOrder, type NewCard } from '../edit-cards.ts';
import { newDrawing } from '../edit-drawings.ts';
import { besideAll } from '../extent.ts';
import type { Position } from '../geometry.ts';
import { linkId, parseRecordId, type CardId, type RecordId } from '../ids.ts';
import { CARDS_MAX } from '../limits.ts';
import { orderBetween } from '../order.ts';
import { done, refuse, type Outcome } from '../outcome.ts';
import { cardsOf, drawingsOf, entryOf, linksOf } from '../roots.ts';
import type { BoardFile, FileCard } from './board-file.ts';

export interface PlantingFile {
	readonly newId: () => CardId;
	/** Facilitators alone pin; what others bring comes loose. */
	readonly mayPin: boolean;
}

/**
 * Puts a file's board on this one, as one act. An empty board becomes the file's, ids and places included; beside cards that are
 * there already it stands to their right, with ids of its own. Gives the cards that can be seen. `board.full`, `card.exists`.
 */
export function plantFile(doc: Y.Doc, file: BoardFile, { newId, mayPin }: PlantingFile): Outcome<readonly CardId[]> {
	const isBare = cardsOf(doc).size === 0 && linksOf(doc).size === 0 && drawingsOf(doc).size === 0;
	const cardIds = new Map(file.cards.map(({ id }) => [id, isBare ? id : newId()]));
	const drawingIds = new Map(file.drawings.map(({ id }) => [id, isBare ? id : freshRecord(newId)]));
	/** One that the file has not stays unknown, under an id that is as unknown here. */
	const idOf = (id: CardId): CardId => {
		const known = cardIds.get(id) ?? (isBare ? id : newId());
		cardIds.set(id, known);
		return known;
	};
	const moved = isBare ? ([0, 0] as const) : shift(doc, file);
	const orders = isBare ? null : ordersAbove(doc, file);
	const cards = file.cards.map((card): NewCard => {
		const { id, kind, text, pos, size, z, mirrors } = card;
		return {
			...{ id: idOf(id), kind, text, size, pos: add(pos, moved), z: orders?.get(id) ?? z },
			mirrors: mirrors ? idOf(mirrors) : null,
			details: detailsOf(card),
		};
	});
	const links = file.links.map(({ from, to, gone }) => ({ from: idOf(from), to: idOf(to), gone: gone === true }));
	if (drawingsOf(doc).size + file.drawings.length > CARDS_MAX) return refuse('board.full');
	const drawings = file.drawings.map(({ id, pos, z, body, gone, pinned }) => ({
		id: drawingIds.get(id) ?? freshRecord(newId),
		entry: newDrawing({ pos: add(pos, moved), z: orders?.get(id) ?? z, body }),
		isPinned: mayPin && pinned === true,
		isGone: gone === true,
	}));
	const pinned = mayPin ? file.cards.filter((card) => card.pinned).map(({ id }) => idOf(id)) : [];
	const outcome = addCards(
		doc,
		cards,
		links.filter(({ gone }) => !gone),
		{
			create: () => {
				for (const { from, to, gone } of links)
					if (gone) linksOf(doc).set(linkId(from, to), { from, to, gone });
				for (const { id, entry, isPinned } of drawings) {
					drawingsOf(doc).set(id, entry);
					if (isPinned) entry.set('pinned', null);
				}
				for (const id of pinned) entryOf(cardsOf(doc), id)?.set('pinned', null);
			},
			reveal: () => {
				for (const { entry, isGone, isPinned } of drawings) {
					if (!isGone) entry.set('gone', false);
					if (isPinned) entry.set('pinned', true);
				}
				for (const id of pinned) entryOf(cardsOf(doc), id)?.set('pinned', true);
				for (const { id, gone, into } of file.cards) {
					const entry = entryOf(cardsOf(doc), idOf(id));
					if (gone) entry?.set('gone', true);
					if (into) entry?.set('into', idOf(into));
				}
			},
		},
	);
	return outcome.ok ? done(file.cards.flatMap(({ id, gone }) => (gone ? [] : [idOf(id)]))) : outcome;
}

const add = ([x, y]: Position, [dx, dy]: Position): Position => [x + dx, y + dy];

function freshRecord(newId: () => CardId): RecordId {
	const id = parseRecordId(`import-${newId()}`);
	if (id === null) throw new Error('a random id with letters before it is an id of a drawing');
	return id;
}

const detailsOf = (card: FileCard): Partial<CardDetails> =>
	Object.fromEntries(DETAIL_KEYS.flatMap((key) => (card[key] === undefined ? [] : [[key, card[key]]])));

/** How far the file's board moves, to stand to the right of what is there. */
function shift(doc: Y.Doc, file: BoardFile): Position {
	const places = [...file.cards, ...file.drawings].flatMap(({ gone, pos }) => (gone ? [] : [pos]));
	if (places.length === 0) return [0, 0];
	return besideAll(doc, [Math.min(...places.map(([x]) => x)), Math.min(...places.map(([, y]) => y))]);
}

/** Keys above all that is there, in the file's own order. */
function ordersAbove(doc: Y.Doc, file: BoardFile): ReadonlyMap<string, string> {
	let z = topOrder(doc);
	const inOrder = [...file.cards, ...file.drawings].sort((a, b) =>
		a.z < b.z ? -1 : a.z > b.z ? 1 : a.id < b.id ? -1 : 1,
	);
	return new Map(
		inOrder.map(({ id }) => {
			const own = z;
			z = orderBetween(z, null);
			return [id as string, own];
		}),
	);
}
