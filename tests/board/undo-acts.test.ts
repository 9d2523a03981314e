import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addCard, cardText, markGone, mergeInto, moveCard, restore, setKind } from '#board/edit-cards.ts';
import { setDetail } from '#board/details.ts';
import { addIndicator, removeIndicator } from '#board/edit-draft.ts';
import { link, unlink } from '#board/edit-links.ts';
import { fieldText, indicatorText, readDraft } from '#board/draft.ts';
import { linkId, type CardId, type RecordId } from '#board/ids.ts';
import { ROOTS } from '#board/roots.ts';
import { readTree } from '#board/read-tree.ts';
import { seedDraft } from '#board/seed.ts';
import { undoActs } from '#board/undo-acts.ts';
import { countChanges } from '#board/undo-changes.ts';
import type { StoredAct } from '#board/undo-history.ts';

type Who = 'ana' | 'ben' | 'lucía';
const SLACK = 10_000;
const card = (name: string): CardId => name.padEnd(20, '2') as CardId;

/** A document as a room keeps it, with the log of who did what; every person writes on a device of their own. */
class Table {
	readonly doc = new Y.Doc();
	readonly rows: { bytes: Uint8Array; who: Who | null; at: number }[] = [];
	snapshot: Uint8Array | null = null;
	now = 1_000_000;
	readonly #document: 'board' | 'draft';
	readonly #devices = new Map<Who, Y.Doc>();

	constructor(document: 'board' | 'draft' = 'board') {
		this.#document = document;
		for (const root of ROOTS[document]) this.doc.getMap(root);
		this.doc.on('update', (bytes: Uint8Array, who: unknown) => {
			this.rows.push({
				bytes,
				who: who === 'ana' || who === 'ben' || who === 'lucía' ? who : null,
				at: this.now,
			});
		});
		if (document === 'draft') seedDraft(this.doc, { problem: 'Brecha salarial' });
	}

	by(who: Who, change: (doc: Y.Doc) => unknown): void {
		this.now += 60_000;
		const device = this.#devices.get(who) ?? new Y.Doc();
		this.#devices.set(who, device);
		Y.applyUpdate(device, Y.encodeStateAsUpdate(this.doc));
		const before = Y.encodeStateVector(device);
		change(device);
		Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(device, before), who);
	}

	/** All until now becomes what nobody can undo. */
	fold(): void {
		this.snapshot = Y.encodeStateAsUpdate(this.doc);
		this.rows.length = 0;
	}

	undo(who: Who, from = 0, mayTouch: (path: readonly string[]) => boolean = () => true) {
		const acts: StoredAct[] = this.rows.map((row) => ({
			bytes: row.bytes,
			at: row.at,
			isTheirs: row.who === who && row.at >= from,
		}));
		const stored = { document: this.#document, snapshot: this.snapshot, acts };
		const { update, changes } = undoActs(stored, { mayTouch, taken: new Set(), slack: SLACK });
		this.now += 60_000;
		if (update) Y.applyUpdate(this.doc, update, 'lucía');
		expect(this.doc.store.pendingStructs).toBeNull();
		const reader = new Y.Doc();
		Y.applyUpdate(reader, Y.encodeStateAsUpdate(this.doc));
		for (const root of ROOTS[this.#document]) {
			expect(reader.getMap(root).toJSON()).toEqual(this.doc.getMap(root).toJSON());
		}
		return { changes, counts: countChanges(changes) };
	}

	get texts(): string[] {
		return [...readTree(this.doc).cards.values()].map(({ text }) => text).sort();
	}

	get links(): string[] {
		return readTree(this.doc).links.map(({ from, to }) => linkId(from, to));
	}
}

const put =
	(name: string, text = name) =>
	(doc: Y.Doc) =>
		addCard(doc, { id: card(name), kind: 'cause', pos: [0, 0], text });

describe('on the board', () => {
	it('F31 a wiped board comes back whole, and what others wrote meanwhile stays', () => {
		const table = new Table();
		const names = Array.from(
			{ length: 40 },
			(_, index) => `c${String.fromCharCode(97 + (index % 26))}${index > 25 ? 'z' : 'y'}`,
		);
		for (const name of names) table.by('ana', put(name));
		table.by('ana', (doc) => link(doc, card('cay'), card('cby')));
		table.fold();
		table.by('ben', (doc) => {
			markGone(doc, names.map(card));
			for (const name of names) cardText(doc, card(name))?.delete(0, 3);
			unlink(doc, linkId(card('cay'), card('cby')));
		});
		table.by('ana', put('meanwhile'));
		expect(table.texts).toEqual(['meanwhile']);
		const { counts, changes } = table.undo('ben');
		expect(table.texts).toEqual([...names, 'meanwhile'].sort());
		expect(table.links).toEqual([linkId(card('cay'), card('cby'))]);
		expect(counts).toEqual({ restored: 40, takenBack: 0, rewritten: 0, changed: 1 });
		expect(changes[0]).toMatchObject({ root: 'cards', how: 'restored', text: 'cay' });
	});

	it('what the person added is taken off the board with its words, and can be restored', () => {
		const table = new Table();
		table.by('ana', put('honest'));
		table.by('ben', put('spam'));
		table.by('ben', (doc) => {
			cardText(doc, card('spam'))?.insert(4, ' more');
			link(doc, card('spam'), card('honest'));
		});
		const { counts } = table.undo('ben');
		expect(table.texts).toEqual(['honest']);
		expect(table.links).toEqual([]);
		expect(counts).toEqual({ restored: 0, takenBack: 1, rewritten: 0, changed: 1 });
		table.by('ana', (doc) => restore(doc, [card('spam')]));
		expect(table.texts).toEqual(['honest', 'spam more']);
	});

	it('a card in which somebody else has written stays, without the words of the person', () => {
		const table = new Table();
		table.by('ben', put('spam', 'x'));
		table.by('ana', (doc) => cardText(doc, card('spam'))?.insert(1, ' honest words'));
		table.by('ben', put('tied'));
		table.by('ana', put('mine'));
		table.by('ana', (doc) => link(doc, card('mine'), card('tied')));
		table.by('lucía', (doc) => moveCard(doc, card('spam'), [5, 5]));
		table.undo('ben');
		expect(table.texts).toEqual(['', ' honest words', 'mine']);
	});

	it('arranging what the person added does not keep it there', () => {
		const table = new Table();
		table.by('ben', put('spam'));
		table.by('lucía', (doc) => moveCard(doc, card('spam'), [5, 5]));
		table.undo('ben');
		expect(table.texts).toEqual([]);
	});

	it('a text comes back where it was, around what others have written in it since', () => {
		const table = new Table();
		table.by('ana', put('one', 'Las mujeres ganan menos'));
		table.by('ben', (doc) => {
			const text = cardText(doc, card('one'));
			text?.delete(0, 12);
			text?.insert(0, 'Nadie ');
		});
		table.by('ana', (doc) =>
			cardText(doc, card('one'))?.insert(cardText(doc, card('one'))?.length ?? 0, ' en Jalisco'),
		);
		table.by('lucía', (doc) => cardText(doc, card('one'))?.insert(6, '¿'));
		const { counts } = table.undo('ben');
		expect(table.texts).toEqual(['Las mujeres ¿ganan menos en Jalisco']);
		expect(counts).toEqual({ restored: 0, takenBack: 0, rewritten: 1, changed: 0 });
	});

	it('values go back to what they were before the person, but not over what somebody else has set since', () => {
		const table = new Table();
		table.by('ana', put('one'));
		table.by('ana', put('two'));
		table.by('ana', (doc) => moveCard(doc, card('one'), [7, 7]));
		for (let i = 0; i < 3; i++) {
			table.by('ben', (doc) => {
				moveCard(doc, card('one'), [i, i]);
				moveCard(doc, card('two'), [i, i]);
				setKind(doc, card('one'), 'note');
				mergeInto(doc, card('two'), card('one'));
			});
		}
		table.by('ana', (doc) => moveCard(doc, card('two'), [9, 9]));
		table.undo('ben');
		const cards = readTree(table.doc).cards;
		expect(cards.get(card('one'))).toMatchObject({ pos: [7, 7], kind: 'cause' });
		expect(cards.get(card('two'))).toMatchObject({ pos: [9, 9] });
	});

	it('[B1] what the person said of a card goes back to what was said before, and to nothing where nobody had said anything', () => {
		const table = new Table();
		table.by('ana', put('one'));
		table.by('ana', (doc) => setDetail(doc, card('one'), 'basis', 'data'));
		table.by('ben', (doc) => setDetail(doc, card('one'), 'basis', 'hypothesis'));
		table.by('ben', (doc) => setDetail(doc, card('one'), 'source', 'mi primo'));
		table.by('ben', (doc) => setDetail(doc, card('one'), 'challenged', true));
		table.by('ben', (doc) => setDetail(doc, card('one'), 'level', 'other'));
		table.by('lucía', (doc) => setDetail(doc, card('one'), 'level', 'state'));
		table.undo('ben');
		expect(readTree(table.doc).cards.get(card('one'))?.details).toMatchObject({
			basis: 'data',
			source: null,
			challenged: false,
			level: 'state',
		});
	});

	it('only acts since the chosen moment are undone', () => {
		const table = new Table();
		table.by('ben', put('before'));
		const from = table.now + 1;
		table.by('ben', put('after'));
		table.by('ben', (doc) => cardText(doc, card('before'))?.insert(6, ' and more'));
		table.undo('ben', from);
		expect(table.texts).toEqual(['before']);
	});

	it('a card that somebody else removed since does not come back, and one that was brought back and used is not removed', () => {
		const table = new Table();
		table.by('ana', put('one'));
		table.by('ana', put('two'));
		table.by('ana', (doc) => markGone(doc, [card('two')]));
		table.by('ben', (doc) => {
			markGone(doc, [card('one')]);
			restore(doc, [card('two')]);
		});
		table.by('ana', (doc) => {
			restore(doc, [card('one')]);
			markGone(doc, [card('one')]);
			cardText(doc, card('two'))?.insert(0, 'now ');
		});
		table.undo('ben');
		expect(table.texts).toEqual(['now two']);
	});

	it('an undoing can itself be undone', () => {
		const table = new Table();
		table.by('ana', put('one', 'words'));
		table.by('ben', (doc) => {
			cardText(doc, card('one'))?.delete(0, 5);
			addCard(doc, { id: card('two'), kind: 'cause', pos: [0, 0], text: 'mine' });
		});
		table.undo('ben');
		expect(table.texts).toEqual(['words']);
		table.undo('lucía');
		expect(table.texts).toEqual(['', 'mine']);
	});

	it('places that may not be touched stay as they are', () => {
		const table = new Table();
		table.by('ana', put('one'));
		table.by('ana', put('two'));
		table.by('ben', (doc) => markGone(doc, [card('one'), card('two')]));
		table.undo('ben', 0, ([root, id]) => root !== 'cards' || id !== card('two'));
		expect(table.texts).toEqual(['one']);
	});

	it('drawings and what a raw client deleted outright come back too', () => {
		const table = new Table();
		table.by('ana', (doc) => {
			doc.getMap('drawings').set(
				'd',
				new Y.Map<unknown>([
					['pos', [0, 0]],
					['body', { type: 'line' }],
					['gone', false],
				]),
			);
			addCard(doc, { id: card('one'), kind: 'cause', pos: [0, 0], text: 'words' });
		});
		table.fold();
		const before = table.doc.getMap('drawings').toJSON();
		table.by('ben', (doc) => {
			doc.getMap('drawings').delete('d');
			doc.getMap('cards').delete(card('one'));
		});
		const { counts } = table.undo('ben');
		expect(table.doc.getMap('drawings').toJSON()).toEqual(before);
		expect(table.texts).toEqual(['words']);
		expect(counts).toEqual({ restored: 1, takenBack: 0, rewritten: 0, changed: 1 });
	});

	it('where there is nothing to undo, nothing changes', () => {
		const table = new Table();
		table.by('ana', put('one'));
		expect(table.undo('ben').changes).toEqual([]);
		expect(table.rows.filter(({ who }) => who === 'lucía')).toEqual([]);
	});
});

describe('in a draft', () => {
	it('F31 fields and indicators come back, and what the person added goes', () => {
		const table = new Table('draft');
		const [kept, spam] = ['kept' as RecordId, 'spam' as RecordId];
		table.by('ana', (doc) => fieldText(doc, 'problem')?.insert(0, 'La '));
		table.by('ana', (doc) => {
			addIndicator(doc, kept, 'result');
			indicatorText(doc, kept, 'text')?.insert(0, 'Brecha en %');
		});
		table.by('ben', (doc) => {
			fieldText(doc, 'problem')?.delete(0, 5);
			fieldText(doc, 'solution')?.insert(0, 'Nada');
			removeIndicator(doc, kept);
			addIndicator(doc, spam, 'management');
		});
		const { counts } = table.undo('ben');
		const draft = readDraft(table.doc);
		expect(draft.fields).toMatchObject({ problem: 'La Brecha salarial', solution: '' });
		expect(draft.indicators.map(({ text }) => text)).toEqual(['Brecha en %']);
		expect(counts).toEqual({ restored: 1, takenBack: 1, rewritten: 2, changed: 0 });
	});
});
