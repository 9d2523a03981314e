import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { documentName, parseDocumentName } from '#board/document-names.ts';
import {
	addCard,
	addCards,
	addLinkedCard,
	cardText,
	markGone,
	mergeInto,
	moveCard,
	resizeCard,
	restack,
	restore,
	setKind,
} from '#board/edit-cards.ts';
import { link, linkBetween, unlink } from '#board/edit-links.ts';
import { addDrawing, readDrawings, removeDrawings, restoreDrawings, updateDrawing } from '#board/edit-drawings.ts';
import { editText, setText } from '#board/edit-text.ts';
import { linkId, parseLinkId, parseRecordId } from '#board/ids.ts';
import { CARD_TEXT_MAX } from '#board/limits.ts';
import { observeTree, type TreeChange } from '#board/observe-tree.ts';
import { readTree } from '#board/read-tree.ts';
import { boardOf, docOf, idsFrom, JALISCO, seen, sync } from './support/boards.ts';

const textOf = (doc: Y.Doc, id: Parameters<typeof cardText>[1]) => cardText(doc, id)?.toString();

describe('names of documents', () => {
	test('the three kinds of name lead to their document and back', () => {
		for (const name of ['board', 'draft-abcdefghijklmnop2345', 'own-abcdefghijklmnop2345']) {
			const target = parseDocumentName(name);
			expect(target && documentName(target)).toBe(name);
		}
	});

	test.each([
		['', 'nothing'],
		['Board', 'another case'],
		['board ', 'a trailing space'],
		['board\n', 'a trailing line end'],
		['board/..', 'a path'],
		['../board', 'a path upwards'],
		['%62oard', 'an escape'],
		['board%2f', 'an escaped slash'],
		['boárd', 'an accent'],
		['board\u0000', 'a null'],
		['b\u043eard', 'a Cyrillic letter'],
		['draft-', 'no id'],
		['draft-ABCDEFGHIJKLMNOP2345', 'an id in capitals'],
		['draft-abcdefghijklmnop2345 ', 'an id and a space'],
		['draft-abcdefghijklmnop234\u0065\u0301', 'an unusual unicode form'],
		['draft-abcdefghijklmnop23450', 'an id too long'],
		['draft-../../etc/passwd0', 'a path as id'],
		['own-abcdefghijklmnop2341', 'a digit that ids do not use'],
		['rules', 'another document'],
	])('F12 %j is refused: %s', (name) => {
		expect(parseDocumentName(name)).toBeNull();
	});
});

describe('ids', () => {
	test('the id of a link names its two ends, and a link from a card to itself has none', () => {
		const nextId = idsFrom(1);
		const [from, to] = [nextId(), nextId()];
		expect(parseLinkId(linkId(from, to))).toEqual({ id: linkId(from, to), from, to });
		expect(parseLinkId(linkId(from, from))).toBeNull();
		expect(parseLinkId(`${from}~${to}~${to}`)).toBeNull();
		expect(parseLinkId('__proto__')).toBeNull();
	});

	test('the id of a drawing holds nothing that could be markup or a path', () => {
		expect(parseRecordId('aB_3-x')).toBe('aB_3-x');
		for (const text of ['', 'a b', '../a', 'a/b', '<b>', 'a'.repeat(65)]) expect(parseRecordId(text)).toBeNull();
	});
});

describe('cards and links', () => {
	test('the Jalisco tree reads as people drew it', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const tree = readTree(doc);
		expect(tree.roots).toEqual([ids.problem]);
		expect(tree.places.get(ids.problem)?.children).toEqual([
			ids.unpublished,
			ids.pensions,
			ids.care,
			ids.poverty,
			ids.inspection,
		]);
		expect([...tree.places].map(([id, place]) => [tree.cards.get(id)?.kind, place.level])).toEqual(
			expect.arrayContaining([
				['effect', 1],
				['problem', 0],
				['cause', -1],
				['cause', -2],
				['solution', -2],
			]),
		);
	});

	test('a cause that feeds two others stands once, under the first, and is known to feed both', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const place = readTree(doc).places.get(ids.registry);
		expect(place?.parent).toBe(ids.unpublished);
		expect(place?.feeds).toHaveLength(2);
		expect(place?.feeds).toEqual(expect.arrayContaining([ids.unpublished, ids.inspection]));
	});

	test('“+” on a card adds what usually grows there, tied the right way round', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P'], s: ['note', 'N'] });
		const nextId = idsFrom(50);
		const [cause, effect, solution, onNote] = [nextId(), nextId(), nextId(), nextId()];
		addLinkedCard(doc, ids.p, { id: cause });
		addLinkedCard(doc, ids.p, { id: effect, kind: 'effect' });
		addLinkedCard(doc, cause, { id: solution, kind: 'solution' });
		addLinkedCard(doc, ids.s, { id: onNote });
		const tree = readTree(doc);
		expect(tree.cards.get(cause)?.kind).toBe('cause');
		expect(tree.links.map(({ from, to }) => [from, to])).toEqual(
			expect.arrayContaining([
				[cause, ids.p],
				[ids.p, effect],
				[solution, cause],
				[onNote, ids.s],
			]),
		);
		expect(tree.cards.get(effect)?.pos[1]).toBeLessThan(tree.cards.get(ids.p)?.pos[1] ?? NaN);
	});

	test('children added one after the other stand side by side', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P', [0, 0]] });
		const nextId = idsFrom(51);
		const added = [nextId(), nextId(), nextId()];
		for (const id of added) addLinkedCard(doc, ids.p, { id });
		const lefts = added.map((id) => readTree(doc).cards.get(id)?.pos[0] ?? NaN);
		expect(lefts[1]).toBeGreaterThanOrEqual((lefts[0] ?? NaN) + 220);
		expect(lefts[2]).toBeGreaterThanOrEqual((lefts[1] ?? NaN) + 220);
	});

	test('a link between two cards is turned as the tree runs, whichever was touched first', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P'], c: ['cause', 'C'], e: ['effect', 'E'], n: ['note', 'N'] });
		expect(linkBetween(doc, ids.p, ids.c)).toEqual({ ok: true, value: linkId(ids.c, ids.p) });
		expect(linkBetween(doc, ids.e, ids.p)).toEqual({ ok: true, value: linkId(ids.p, ids.e) });
		expect(linkBetween(doc, ids.c, ids.n)).toEqual({ ok: true, value: linkId(ids.n, ids.c) });
	});

	test('a link from a card to itself is refused, and one to an unknown card', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P'] });
		expect(linkBetween(doc, ids.p, ids.p)).toEqual({ ok: false, code: 'link.itself' });
		expect(link(doc, ids.p, idsFrom(9)())).toEqual({ ok: false, code: 'card.unknown' });
	});

	test('causes that feed each other in a circle still have a place each', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P'], a: ['cause', 'A'], b: ['cause', 'B'], c: ['cause', 'C'] }, [
			['a', 'p'],
			['b', 'a'],
			['a', 'b'],
			['c', 'c' as 'a'],
		]);
		const tree = readTree(doc);
		expect(tree.places.get(ids.a)?.parent).toBe(ids.p);
		expect(tree.places.get(ids.b)?.parent).toBe(ids.a);
		expect([...tree.loops]).toEqual([linkId(ids.a, ids.b)]);
	});

	test('a link that was cut comes back as the same link', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P'], c: ['cause', 'C'] }, [['c', 'p']]);
		const id = linkId(ids.c, ids.p);
		unlink(doc, id);
		expect(readTree(doc).links).toEqual([]);
		linkBetween(doc, ids.p, ids.c);
		expect(readTree(doc).links.map((tie) => tie.id)).toEqual([id]);
	});

	test('a card taken off the board is listed as gone, its children stay, and it comes back whole', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const before = seen(doc);
		markGone(doc, [ids.unpublished]);
		expect(readTree(doc).gone.map((card) => card.id)).toEqual([ids.unpublished]);
		expect(readTree(doc).places.get(ids.reports)?.parent).toBeNull();
		restore(doc, [ids.unpublished]);
		expect(seen(doc)).toEqual(before);
	});

	test('a merged card hides behind the other, which takes over its links', () => {
		const { doc, ids } = boardOf(
			{ p: ['problem', 'P'], a: ['cause', 'A'], b: ['cause', 'A bis'], s: ['solution', 'S'] },
			[
				['a', 'p'],
				['b', 'p'],
				['s', 'b'],
			],
		);
		mergeInto(doc, ids.b, ids.a);
		const tree = readTree(doc);
		expect(tree.cards.has(ids.b)).toBe(false);
		expect(tree.places.get(ids.s)?.parent).toBe(ids.a);
		expect(tree.merged.get(ids.a)?.map((card) => card.text)).toEqual(['A bis']);
		markGone(doc, [ids.a]);
		expect(readTree(doc).cards.has(ids.b)).toBe(true);
		expect(mergeInto(doc, ids.b, ids.b)).toEqual({ ok: false, code: 'card.into-itself' });
	});

	test('two cards merged into each other at the same time both stay', () => {
		const { doc, ids } = boardOf({ a: ['cause', 'A'], b: ['cause', 'B'] });
		const other = docOf(2);
		sync(doc, other);
		mergeInto(doc, ids.a, ids.b);
		mergeInto(other, ids.b, ids.a);
		sync(doc, other);
		expect([...readTree(doc).cards.keys()].sort()).toEqual([ids.a, ids.b].sort());
		expect(seen(other)).toEqual(seen(doc));
	});

	test('an id that is taken is refused, and nothing is written', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P'] });
		const before = seen(doc);
		expect(addCard(doc, { id: ids.p, kind: 'cause', pos: [0, 0] })).toEqual({ ok: false, code: 'card.exists' });
		expect(setKind(doc, idsFrom(8)(), 'cause')).toEqual({ ok: false, code: 'card.unknown' });
		expect(seen(doc)).toEqual(before);
	});

	test('a creation inside another act is a mistake of the caller', () => {
		const doc = docOf(1);
		expect(() => doc.transact(() => addCard(doc, { id: idsFrom(1)(), kind: 'cause', pos: [0, 0] }))).toThrow();
	});

	test('F25 a position is one key, and a card that stays where it is writes nothing', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P', [0, 0]] });
		const updates: Uint8Array[] = [];
		doc.on('update', (update: Uint8Array) => updates.push(update));
		moveCard(doc, ids.p, [10.004, 20]);
		moveCard(doc, ids.p, [10, 20]);
		moveCard(doc, ids.p, [NaN, 20]);
		expect(updates).toHaveLength(1);
		for (let step = 0; step < 1_000; step++) moveCard(doc, ids.p, [step, step]);
		expect(Y.encodeStateAsUpdate(doc).byteLength).toBeLessThan(2_000);
	});

	test('size and stacking stay within what the board can show', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P'] });
		resizeCard(doc, ids.p, [1, 1e9]);
		restack(doc, [
			[ids.p, 'not an index!'],
			[ids.p, 'a5'],
		]);
		expect(readTree(doc).cards.get(ids.p)).toMatchObject({ size: [40, 4_000], z: 'a5' });
	});

	test('pasted cards come with their links and their own text', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P'] });
		const nextId = idsFrom(60);
		const [a, b] = [nextId(), nextId()];
		addCards(
			doc,
			[
				{ id: a, kind: 'cause', pos: [0, 0], text: 'A' },
				{ id: b, kind: 'cause', pos: [0, 0], text: 'B' },
			],
			[
				{ from: b, to: a },
				{ from: a, to: ids.p },
			],
		);
		const tree = readTree(doc);
		expect(tree.places.get(b)?.level).toBe(-2);
		expect(new Set([...tree.cards.values()].map((card) => card.z)).size).toBe(3);
	});
});

describe('text', () => {
	test('an edit touches only what changed', () => {
		const { doc, ids } = boardOf({ c: ['cause', 'El cuidado recae en las mujeres'] });
		const text = cardText(doc, ids.c);
		expect(text && setText(text, 'El cuidado recae sólo en las mujeres', CARD_TEXT_MAX)).toEqual({
			index: 17,
			remove: 0,
			insert: 'sólo ',
		});
	});

	test('of two equal letters, the one at the caret is the one that was typed', () => {
		const { doc, ids } = boardOf({ c: ['cause', 'aaa'] });
		const text = cardText(doc, ids.c);
		expect(text && setText(text, 'aaaa', CARD_TEXT_MAX, 2)).toMatchObject({ index: 1, insert: 'a' });
	});

	test('an emoji is never cut in half', () => {
		const { doc, ids } = boardOf({ c: ['cause', 'a👍🏽b'] });
		const text = cardText(doc, ids.c);
		if (!text) throw new Error('no text');
		editText(text, { index: 2, remove: 1, insert: '' }, CARD_TEXT_MAX);
		expect(textOf(doc, ids.c)?.isWellFormed()).toBe(true);
		editText(text, { index: 0, remove: 0, insert: '\ud83d' }, CARD_TEXT_MAX);
		setText(text, '👎b', CARD_TEXT_MAX);
		expect(textOf(doc, ids.c)).toBe('👎b');
	});

	test('text is cut at the limit, cleaned of control characters, and keeps its line ends', () => {
		const { doc, ids } = boardOf({ c: ['cause', ''] });
		const text = cardText(doc, ids.c);
		if (!text) throw new Error('no text');
		editText(text, { index: 0, remove: 0, insert: 'a\r\nb\u0000\u0007c\u2028' }, CARD_TEXT_MAX);
		expect(textOf(doc, ids.c)).toBe('a\nbc');
		editText(text, { index: 99, remove: 5, insert: 'x'.repeat(5_000) }, CARD_TEXT_MAX);
		expect(textOf(doc, ids.c)).toHaveLength(CARD_TEXT_MAX);
	});

	test('two people write in one card and both texts stay', () => {
		const { doc, ids } = boardOf({ c: ['cause', 'cuidado'] });
		const other = docOf(2);
		sync(doc, other);
		const [mine, theirs] = [cardText(doc, ids.c), cardText(other, ids.c)];
		if (!mine || !theirs) throw new Error('no text');
		setText(mine, 'El cuidado', CARD_TEXT_MAX);
		setText(theirs, 'cuidado recae', CARD_TEXT_MAX);
		sync(doc, other);
		expect(textOf(doc, ids.c)).toBe('El cuidado recae');
		expect(seen(other)).toEqual(seen(doc));
	});
});

describe('drawings', () => {
	test('a drawing is added, changed, taken off and brought back', () => {
		const doc = docOf(1);
		const id = parseRecordId('line-1');
		if (!id) throw new Error('no id');
		addDrawing(doc, { id, pos: [1, 2], body: { type: 'draw' } });
		updateDrawing(doc, id, { body: { type: 'draw', size: 'm' }, pos: [3, 4] });
		expect(readDrawings(doc)).toEqual([
			{ id, pos: [3, 4], z: 'a0', pinned: false, body: { type: 'draw', size: 'm' } },
		]);
		removeDrawings(doc, [id]);
		expect(readDrawings(doc)).toEqual([]);
		restoreDrawings(doc, [id]);
		expect(readDrawings(doc)).toHaveLength(1);
		expect(addDrawing(doc, { id, pos: [0, 0], body: 1 })).toEqual({ ok: false, code: 'record.exists' });
		expect(updateDrawing(doc, id, { body: 'x'.repeat(300_000) })).toEqual({ ok: false, code: 'record.too-long' });
	});
});

describe('a tree that follows its board', () => {
	test('it equals a fresh reading after every change, and says what changed', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const changes: TreeChange[] = [];
		const observed = observeTree(doc, (tree, change) => {
			changes.push(change);
			expect(tree).toEqual(readTree(doc));
		});
		expect(observed.current).toEqual(readTree(doc));
		const text = cardText(doc, ids.care);
		if (!text) throw new Error('no text');
		const placesBefore = observed.current.places;
		editText(text, { index: 0, remove: 0, insert: 'Hoy ' }, CARD_TEXT_MAX);
		expect(changes).toEqual([{ cards: new Set([ids.care]), structure: false }]);
		expect(observed.current.places).toBe(placesBefore);
		markGone(doc, [ids.care, ids.reports]);
		expect(changes).toHaveLength(2);
		expect(changes[1]).toEqual({ cards: new Set([ids.care, ids.reports]), structure: true });
		unlink(doc, linkId(ids.registry, ids.inspection));
		linkBetween(doc, ids.registry, ids.inspection);
		expect(changes).toHaveLength(4);
		observed.stop();
		restore(doc, [ids.care]);
		expect(changes).toHaveLength(4);
	});

	test('typing on a board of 2,000 cards reads one card again', () => {
		const doc = docOf(1);
		const nextId = idsFrom(77);
		const cards = Array.from({ length: 2_000 }, (_, n) => ({
			id: nextId(),
			kind: 'cause' as const,
			pos: [n, 0] as const,
		}));
		addCards(doc, cards);
		const observed = observeTree(doc);
		const text = cards[1_000] && cardText(doc, cards[1_000].id);
		if (!text) throw new Error('no text');
		const times = Array.from({ length: 100 }, (_, letter) => {
			const began = performance.now();
			editText(text, { index: letter, remove: 0, insert: 'x' }, CARD_TEXT_MAX);
			return performance.now() - began;
		});
		expect(Math.min(...times)).toBeLessThan(2); // reading all of them again takes ten times that
		expect(observed.current.cards.get(cards[1_000]?.id ?? nextId())?.text).toHaveLength(100);
	});
});
