import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
	addCard,
	addLinkedCard,
	cardText,
	markGone,
	mergeInto,
	moveCard,
	restore,
	setKind,
} from '#board/edit-cards.ts';
import { linkBetween, unlink } from '#board/edit-links.ts';
import { editText } from '#board/edit-text.ts';
import { CARD_KINDS } from '#board/kinds.ts';
import { layoutTree } from '#board/layout.ts';
import { CARD_TEXT_MAX } from '#board/limits.ts';
import { observeTree } from '#board/observe-tree.ts';
import { readTree } from '#board/read-tree.ts';
import { createUndo } from '#board/undo.ts';
import { docOf, idsFrom, randomFrom, seen, sync } from './support/boards.ts';

/** Three people at one table; their updates reach the others late and out of order. */
function workshop(seed: number) {
	const random = randomFrom(seed);
	const nextId = idsFrom(seed);
	const people = ['Ana', 'Ben', 'Chela'].map((name, index) => {
		const doc = docOf(index + 1);
		return { name, doc, undo: createUndo(doc), observed: observeTree(doc) };
	});
	const inFlight: { to: Y.Doc; update: Uint8Array }[] = [];
	for (const { doc } of people) {
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === 'remote') return;
			for (const other of people) if (other.doc !== doc) inFlight.push({ to: other.doc, update });
		});
	}
	const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
	return { random, nextId, people, inFlight, pick };
}

function doSomething({ random, nextId, people, pick }: ReturnType<typeof workshop>): void {
	const person = pick(people);
	if (!person) return;
	const { doc, undo } = person;
	const tree = readTree(doc);
	const ids = [...tree.cards.keys()];
	const [a, b, tie] = [pick(ids), pick(ids), pick(tree.links)];
	const place = [Math.round(random() * 2_000), Math.round(random() * 2_000)] as const;
	const deed = random();
	if (a === undefined || b === undefined || deed < 0.15) {
		addCard(doc, { id: nextId(), kind: pick(CARD_KINDS) ?? 'cause', pos: place });
	} else if (deed < 0.25) addLinkedCard(doc, a, { id: nextId() });
	else if (deed < 0.4) linkBetween(doc, a, b);
	else if (deed < 0.45 && tie) unlink(doc, tie.id);
	else if (deed < 0.5) setKind(doc, a, pick(CARD_KINDS) ?? 'note');
	else if (deed < 0.6) moveCard(doc, a, place);
	else if (deed < 0.66) markGone(doc, [a]);
	else if (deed < 0.7)
		restore(
			doc,
			tree.gone.slice(0, 1).map((card) => card.id),
		);
	else if (deed < 0.73) mergeInto(doc, a, b);
	else if (deed < 0.8) undo.undo();
	else if (deed < 0.83) undo.redo();
	else {
		const text = cardText(doc, a);
		const index = Math.floor(random() * 20);
		if (text) editText(text, { index, remove: Math.floor(random() * 4), insert: '¿a👍b?' }, CARD_TEXT_MAX);
	}
}

describe('three people who work at once and hear of each other late end with the same board', () => {
	test.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %i', (seed) => {
		const table = workshop(seed);
		for (let step = 0; step < 250; step++) {
			if (table.random() < 0.6) doSomething(table);
			else if (table.inFlight.length > 0) {
				const [letter] = table.inFlight.splice(Math.floor(table.random() * table.inFlight.length), 1);
				if (letter) Y.applyUpdate(letter.to, letter.update, 'remote');
			}
		}
		sync(...table.people.map(({ doc }) => doc));
		const [ana, ben, chela] = table.people;
		if (!ana || !ben || !chela) throw new Error('the table is not complete');
		expect(seen(ben.doc)).toEqual(seen(ana.doc));
		expect(seen(chela.doc)).toEqual(seen(ana.doc));
		expect(layoutTree(readTree(ben.doc))).toEqual(layoutTree(readTree(ana.doc)));
		for (const { doc, observed } of table.people) expect(observed.current).toEqual(readTree(doc));
		expect(readTree(ana.doc).setAside).toEqual([]);
		for (const record of Object.values(ana.doc.getMap('cards').toJSON())) {
			expect(Object.keys(record).sort()).toEqual(['gone', 'into', 'kind', 'pos', 'size', 'text', 'z']);
		}
		expect(readTree(ana.doc).cards.size).toBeGreaterThan(5);
	});
});
