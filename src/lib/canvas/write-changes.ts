import type { TLShapeId, TLStore } from 'tldraw';
import type * as Y from 'yjs';
import { act } from '#board/acts.ts';
import { NO_DETAILS } from '#board/details.ts';
import { addCards, markGone, moveCards, resizeCard, restack, type NewCard, type NewLink } from '#board/edit-cards.ts';
import { addDrawing, readDrawing, removeDrawings, updateDrawing } from '#board/edit-drawings.ts';
import { unlink } from '#board/edit-links.ts';
import { toPosition, type Position } from '#board/geometry.ts';
import { parseCardId, parseLinkId, parseRecordId, type CardId, type LinkId, type RecordId } from '#board/ids.ts';
import type { BoardRefusal, Outcome } from '#board/outcome.ts';
import { readTree } from '#board/read-tree.ts';
import type { BoardRights } from '#board/rights.ts';
import type { Card } from '#board/tree.ts';
import { drawingBody, isDrawingShape, type DrawingShape } from './drawing-shape.ts';
import { isCardShape, recordIdOf, shapeIdOf, type CardShape } from './records.ts';

interface Known {
	readonly doc: Y.Doc;
	readonly store: TLStore;
	readonly makeId: () => CardId;
	readonly rights: BoardRights;
	readonly cardOf: (id: TLShapeId) => Card | undefined;
	readonly isLink: (id: TLShapeId) => boolean;
	readonly isDrawing: (id: TLShapeId) => boolean;
}

export interface Written {
	readonly copied: ReadonlyMap<TLShapeId, TLShapeId>;
	/** Copies that were not made, since their kind is not written now. */
	readonly notCopied: number;
	readonly refused: readonly BoardRefusal[];
}

/**
 * Writes what a person did in the canvas: what is new, what changed and what they took away, each by the board's own
 * operations. Cards that the canvas copied (duplicate, Alt-drag) become cards of their own, with a copy of the text and of
 * the links among them. A link's shape is never written: links are tied and untied, not moved. What this person may not change
 * is passed over, also where a lock fell while it was in hand.
 */
export function writeChanges(known: Known, ids: ReadonlySet<TLShapeId>): Written {
	const { doc, store, rights } = known;
	let notCopied = 0;
	const copies: CardShape[] = [];
	const drawn: DrawingShape[] = [];
	const changedCards: [Card, CardShape][] = [];
	const changedDrawings: DrawingShape[] = [];
	const goneCards: CardId[] = [];
	const goneLinks: LinkId[] = [];
	const goneDrawings: RecordId[] = [];
	for (const id of ids) {
		const shape = store.get(id);
		const card = known.cardOf(id);
		if (shape === undefined) {
			const link = known.isLink(id) ? parseLinkId(recordIdOf(id)) : null;
			const drawing = known.isDrawing(id) ? parseRecordId(recordIdOf(id)) : null;
			if (card && rights.card(card.id) === null) goneCards.push(card.id);
			if (link && rights.link(link.from, link.to) === null) goneLinks.push(link.id);
			if (drawing && rights.drawing(drawing) === null) goneDrawings.push(drawing);
		} else if (isShapeRecord(shape)) {
			if (isCardShape(shape)) {
				if (card) {
					if (rights.move(card.id) === null) changedCards.push([card, shape]);
				} else if (rights.add(shape.props.kind) === null) copies.push(shape);
				else notCopied++;
			} else if (isDrawingShape(shape) && rights.drawing(recordIdOf(shape.id)) === null) {
				(known.isDrawing(id) ? changedDrawings : drawn).push(shape);
			}
		}
	}

	const refused: BoardRefusal[] = [];
	const tell = (outcome: Outcome) => {
		if (!outcome.ok) refused.push(outcome.code);
		return outcome.ok;
	};
	act(doc, () => {
		if (goneCards.length > 0) tell(markGone(doc, goneCards));
		for (const link of goneLinks) tell(unlink(doc, link));
		if (goneDrawings.length > 0) tell(removeDrawings(doc, goneDrawings));
		writeCards(doc, changedCards);
		for (const shape of changedDrawings) tell(writeDrawing(doc, shape));
	});
	// New records go apart: a creation may not run inside another act, or undo would lose it.
	for (const shape of drawn) {
		const id = parseRecordId(recordIdOf(shape.id));
		if (id) tell(addDrawing(doc, { id, pos: [shape.x, shape.y], z: shape.index, body: drawingBody(shape) }));
	}
	const copied = new Map<TLShapeId, TLShapeId>();
	if (copies.length > 0) {
		const { cards, links, origins } = cardsFromCopies(doc, copies, known.makeId);
		if (tell(addCards(doc, cards, links))) for (const [from, to] of origins) copied.set(from, to);
	}
	return { copied, notCopied, refused };
}

const isShapeRecord = (record: { readonly typeName: string }): record is CardShape | DrawingShape =>
	record.typeName === 'shape';

function writeCards(doc: Y.Doc, changed: readonly [Card, CardShape][]): void {
	const moves: [CardId, Position][] = [];
	const order: [string, string][] = [];
	for (const [card, shape] of changed) {
		const { w, h } = shape.props;
		if (w !== card.size[0] || h !== card.size[1]) resizeCard(doc, card.id, [w, h]);
		moves.push([card.id, [shape.x, shape.y]]);
		if (shape.index !== card.z) order.push([card.id, shape.index]);
	}
	if (moves.length > 0) moveCards(doc, moves);
	if (order.length > 0) restack(doc, order);
}

function writeDrawing(doc: Y.Doc, shape: DrawingShape): Outcome {
	const id = parseRecordId(recordIdOf(shape.id));
	const before = id && readDrawing(doc, id);
	if (!before) return { ok: false, code: 'record.unknown' };
	const body = drawingBody(shape);
	const pos = toPosition([shape.x, shape.y]);
	const moved = pos !== null && (pos[0] !== before.pos[0] || pos[1] !== before.pos[1]);
	return updateDrawing(doc, before.id, {
		...(moved ? { pos } : {}),
		...(shape.index === before.z ? {} : { z: shape.index }),
		...(JSON.stringify(body) === JSON.stringify(before.body) ? {} : { body }),
	});
}

/** The canvas gives its copies ids of its own kind; the board's are taken in their stead, and the text is copied as it reads. */
function cardsFromCopies(doc: Y.Doc, copies: readonly CardShape[], makeId: () => CardId) {
	const origins = new Map<TLShapeId, TLShapeId>();
	const copyOf = new Map<CardId, CardId>();
	const tree = readTree(doc);
	const cards = copies.map((shape): NewCard => {
		const id = makeId();
		const original = parseCardId(shape.meta['card']);
		if (original) copyOf.set(original, id);
		origins.set(shape.id, shapeIdOf(id));
		const { kind, text, w, h } = shape.props;
		const { details = NO_DETAILS } = (original && tree.cards.get(original)) ?? {};
		return { id, kind, text, size: [w, h], pos: [shape.x, shape.y], z: shape.index, details };
	});
	const links: NewLink[] = [];
	for (const link of tree.links) {
		const from = copyOf.get(link.from);
		const to = copyOf.get(link.to);
		if (from && to) links.push({ from, to });
	}
	return { cards, links, origins };
}
