import * as Y from 'yjs';
import { CARD_SIZE, toPosition, toSize, type Position, type Size } from './geometry.ts';
import type { CardId } from './ids.ts';
import { isCardKind, rises, type CardKind } from './kinds.ts';
import { cardsOf, entryOf } from './roots.ts';

const ROW_GAP = 80; // page units between a card and what grows from it
const COLUMN_GAP = 32;

/** Rows below the problem in which a new, untied card of each kind stands. */
const ROW: Readonly<Record<CardKind, number>> = {
	effect: -1,
	problem: 0,
	cause: 1,
	solution: 2,
	note: 0,
	objective: 0,
	means: 1,
	end: -1,
	actor: 0,
};
const ROW_HEIGHT = 220;

/** Where a card that grows from another is put: above or below it, right of what already stands there. */
export function placeBeside(doc: Y.Doc, near: CardId, kind: CardKind): Position {
	const entry = entryOf(cardsOf(doc), near);
	const [x, y] = toPosition(entry?.get('pos')) ?? [0, 0];
	const [width, height] = toSize(entry?.get('size')) ?? CARD_SIZE.note;
	const [ownWidth, ownHeight] = CARD_SIZE[kind];
	const top = rises(kind) ? y - ROW_GAP - ownHeight : y + height + ROW_GAP;
	return rightOfOthers(doc, [x + (width - ownWidth) / 2, top], [ownWidth, ownHeight]);
}

/** Where a card that nothing is tied to is put: in its kind's row, right of what already stands there. */
export function placeLoose(doc: Y.Doc, kind: CardKind): Position {
	let trunk: Position = [0, 0];
	for (const { pos, kind: other } of standing(doc)) if (other === 'problem') trunk = pos;
	return rightOfOthers(doc, [trunk[0], trunk[1] + ROW[kind] * ROW_HEIGHT], CARD_SIZE[kind]);
}

function rightOfOthers(doc: Y.Doc, [wantedX, y]: Position, [width, height]: Size): Position {
	let x = wantedX;
	const row = standing(doc)
		.filter(({ pos, size }) => pos[1] + size[1] > y && pos[1] < y + height)
		.sort((a, b) => a.pos[0] - b.pos[0]);
	for (const { pos, size } of row) {
		const [left, right] = [pos[0] - COLUMN_GAP, pos[0] + size[0] + COLUMN_GAP];
		if (x < right && x + width > left) x = right;
	}
	return [x, y];
}

function standing(doc: Y.Doc): { pos: Position; size: Size; kind: CardKind }[] {
	const cards: { pos: Position; size: Size; kind: CardKind }[] = [];
	cardsOf(doc).forEach((entry) => {
		if (!(entry instanceof Y.Map) || entry.get('gone') === true) return;
		const pos = toPosition(entry.get('pos'));
		const kind: unknown = entry.get('kind');
		if (pos && isCardKind(kind)) cards.push({ pos, size: toSize(entry.get('size')) ?? CARD_SIZE[kind], kind });
	});
	return cards;
}
