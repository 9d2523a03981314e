import { describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import {
	addCard,
	addLinkedCard,
	cardText,
	markGone,
	moveCard,
	moveCards,
	restore,
	setKind,
} from '#board/edit-cards.ts';
import { linkBetween, unlink } from '#board/edit-links.ts';
import { editText } from '#board/edit-text.ts';
import { linkId, type CardId } from '#board/ids.ts';
import { CARD_TEXT_MAX } from '#board/limits.ts';
import { readTree } from '#board/read-tree.ts';
import { createUndo } from '#board/undo.ts';
import { boardOf, docOf, idsFrom, seen, sync } from './support/boards.ts';

/** Ana and Ben look at one board; Ana can undo. */
function twoAtATable() {
	const { doc: ana, ids } = boardOf(
		{ p: ['problem', 'P', [0, 0]], c: ['cause', 'C', [0, 300]], d: ['cause', 'D', [300, 300]] },
		[['c', 'p']],
	);
	const ben = docOf(2);
	sync(ana, ben);
	return { ana, ben, ids, undo: createUndo(ana), meet: () => sync(ana, ben) };
}

const card = (doc: Y.Doc, id: CardId) => readTree(doc).cards.get(id);

function type(doc: Y.Doc, id: CardId, index: number, insert: string, remove = 0): void {
	const text = cardText(doc, id);
	if (!text) throw new Error('no text');
	editText(text, { index, remove, insert }, CARD_TEXT_MAX);
}

describe('undo takes back one’s own acts', () => {
	test('each kind of act is one step, back and forth', () => {
		const { ana, ids, undo } = twoAtATable();
		const nextId = idsFrom(70);
		const acts: (() => void)[] = [
			() => moveCard(ana, ids.c, [5, 5]),
			() => addLinkedCard(ana, ids.c, { id: nextId(), kind: 'solution' }),
			() => setKind(ana, ids.d, 'effect'),
			() => linkBetween(ana, ids.p, ids.d),
			() => type(ana, ids.c, 1, 'uidado'),
			() => unlink(ana, linkId(ids.c, ids.p)),
			() => markGone(ana, [ids.c, ids.d]),
			() => restore(ana, [ids.c]),
		];
		const states = [visible(ana)];
		for (const act of acts) {
			act();
			states.push(visible(ana));
		}
		for (let step = acts.length - 1; step >= 0; step--) {
			expect(undo.undo()).toBe('done');
			expect(visible(ana)).toEqual(states[step]);
		}
		expect(undo.undo()).toBe('nothing');
		for (let step = 1; step <= acts.length; step++) {
			expect(undo.redo()).toBe('done');
			expect(visible(ana)).toEqual(states[step]);
		}
	});

	test('letters typed in one go are one step; typing in another burst is another', () => {
		const { ana, ids, undo } = twoAtATable();
		type(ana, ids.c, 1, 'a');
		type(ana, ids.c, 2, 'b');
		undo.endBurst();
		type(ana, ids.c, 3, 'z');
		undo.undo();
		expect(card(ana, ids.c)?.text).toBe('Cab');
		undo.undo();
		expect(card(ana, ids.c)?.text).toBe('C');
	});

	test('what another person did is not one’s own to undo', () => {
		const { ana, ben, ids, undo, meet } = twoAtATable();
		moveCard(ben, ids.c, [9, 9]);
		meet();
		expect(undo.canUndo).toBe(false);
		expect(undo.undo()).toBe('nothing');
		expect(card(ana, ids.c)?.pos).toEqual([9, 9]);
	});

	test('an undone creation is marked gone, never deleted, and comes back with the text others wrote meanwhile', () => {
		const { ana, ben, undo, meet } = twoAtATable();
		const id = idsFrom(71)();
		addCard(ana, { id, kind: 'cause', pos: [0, 0], text: 'mía' });
		meet();
		undo.undo();
		meet();
		expect(readTree(ben).gone.map((gone) => gone.id)).toEqual([id]);
		type(ben, id, 3, ' y de Ben');
		meet();
		restore(ana, [id]);
		expect(card(ana, id)?.text).toBe('mía y de Ben');
	});
});

describe('undo never takes back what somebody else has written since', () => {
	test('a card that another has moved since stays where they put it', () => {
		const { ana, ben, ids, undo, meet } = twoAtATable();
		moveCard(ana, ids.c, [5, 5]);
		meet();
		moveCard(ben, ids.c, [9, 9]);
		meet();
		expect(undo.undo()).toBe('others-wrote');
		expect(card(ana, ids.c)?.pos).toEqual([9, 9]);
	});

	test('also where one moved it again afterwards: the second step goes back to theirs, and no further', () => {
		const { ana, ben, ids, undo, meet } = twoAtATable();
		moveCard(ana, ids.c, [5, 5]);
		meet();
		moveCard(ben, ids.c, [9, 9]);
		meet();
		moveCard(ana, ids.c, [7, 7]);
		expect(undo.undo()).toBe('done');
		expect(card(ana, ids.c)?.pos).toEqual([9, 9]);
		expect(undo.undo()).toBe('others-wrote');
		expect(card(ana, ids.c)?.pos).toEqual([9, 9]);
	});

	test('two who set one key at the same instant: undoing the loser or the winner never leaves it empty', () => {
		for (const first of [1, 2]) {
			const { ana, ben, ids, undo, meet } = twoAtATable();
			if (first === 2) ben.clientID = 0; // the other side of the tie
			moveCard(ana, ids.c, [5, 5]);
			moveCard(ben, ids.c, [9, 9]);
			meet();
			undo.undo();
			meet();
			const entry = ana.getMap('cards').toJSON()[ids.c] as { pos: unknown };
			expect(entry.pos).toEqual(expect.arrayContaining([expect.any(Number)]));
			expect(seen(ben)).toEqual(seen(ana));
		}
	});

	test('of a group that was moved together, only the cards that others left alone go back', () => {
		const { ana, ben, ids, undo, meet } = twoAtATable();
		moveCards(ana, [
			[ids.c, [5, 5]],
			[ids.d, [6, 6]],
		]);
		meet();
		moveCard(ben, ids.d, [9, 9]);
		meet();
		expect(undo.undo()).toBe('done');
		expect(card(ana, ids.c)?.pos).toEqual([0, 300]);
		expect(card(ana, ids.d)?.pos).toEqual([9, 9]);
	});

	test('letters that another typed among one’s own stay', () => {
		const { ana, ben, ids, undo, meet } = twoAtATable();
		type(ana, ids.c, 1, 'aaaa');
		meet();
		type(ben, ids.c, 3, 'BEN');
		meet();
		undo.undo();
		expect(card(ana, ids.c)?.text).toBe('CBEN');
	});

	test('a card in which another has written is not taken off by undoing its creation', () => {
		const { ana, ben, undo, meet } = twoAtATable();
		const id = idsFrom(72)();
		addCard(ana, { id, kind: 'cause', pos: [0, 0] });
		meet();
		type(ben, id, 0, 'de Ben');
		meet();
		expect(undo.undo()).toBe('others-wrote');
		meet();
		expect(card(ben, id)?.text).toBe('de Ben');
	});

	test('nor is one to which another has tied a card', () => {
		const { ana, ben, undo, meet } = twoAtATable();
		const nextId = idsFrom(73);
		const [id, child] = [nextId(), nextId()];
		addCard(ana, { id, kind: 'cause', pos: [0, 0] });
		meet();
		addLinkedCard(ben, id, { id: child });
		meet();
		expect(undo.undo()).toBe('others-wrote');
		expect(readTree(ana).places.get(child)?.parent).toBe(id);
	});

	test('a removal that is redone stops before a card in which another has written since it came back', () => {
		const { ana, ben, ids, undo, meet } = twoAtATable();
		markGone(ana, [ids.c]);
		undo.undo();
		meet();
		type(ben, ids.c, 1, ' de Ben');
		meet();
		expect(undo.redo()).toBe('others-wrote');
		expect(card(ana, ids.c)?.text).toBe('C de Ben');
	});

	test('a link that another has cut since is not tied again', () => {
		const { ana, ben, ids, undo, meet } = twoAtATable();
		unlink(ana, linkId(ids.c, ids.p));
		meet();
		linkBetween(ben, ids.c, ids.p);
		unlink(ben, linkId(ids.c, ids.p));
		meet();
		expect(undo.undo()).toBe('others-wrote');
		expect(readTree(ana).links).toEqual([]);
	});
});

/** What people see; stacking and gone cards without text don't count. */
function visible(doc: Y.Doc): unknown {
	const tree = readTree(doc);
	return { cards: [...tree.cards.values()], links: tree.links, places: [...tree.places] };
}
