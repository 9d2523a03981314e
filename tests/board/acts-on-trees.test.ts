import { describe, expect, test } from 'vitest';
import type { Card } from '#board/card.ts';
import { setDetail } from '#board/details.ts';
import { areaOf } from '#board/drawn-size.ts';
import { addCard, cardText, markGone } from '#board/edit-cards.ts';
import { editText } from '#board/edit-text.ts';
import { groupUnder } from '#board/group.ts';
import { newCardId, type CardId } from '#board/ids.ts';
import { CARD_TEXT_MAX } from '#board/limits.ts';
import { mergeCards, separate } from '#board/merge.ts';
import { growObjectives } from '#board/objectives.ts';
import { readTree } from '#board/read-tree.ts';
import { linesOf, splitCard } from '#board/split.ts';
import type { ProblemTree } from '#board/tree.ts';
import { createUndo } from '#board/undo.ts';
import { boardOf, docOf, idsFrom, JALISCO, seen, sync } from './support/boards.ts';

const jalisco = () => boardOf(JALISCO.cards, JALISCO.links);
const textsOf = (tree: ProblemTree) => [...tree.cards.values()].map((card) => card.text).sort();
const tied = (tree: ProblemTree, from: CardId, to: CardId) =>
	tree.links.some((link) => link.from === from && link.to === to);
const write = (doc: ReturnType<typeof docOf>, id: CardId, insert: string) => {
	const text = cardText(doc, id);
	if (text) editText(text, { index: text.length, remove: 0, insert }, CARD_TEXT_MAX);
};

function overlaps(cards: Iterable<Card>): string[] {
	const areas = [...cards].map((card) => ({ text: card.text, ...areaOf(card) }));
	return areas.flatMap((a, index) =>
		areas
			.slice(index + 1)
			.filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
			.map((b) => `${a.text} × ${b.text}`),
	);
}

/** Two people who start from the same board and do not hear of each other until `meet`. */
function two({ doc }: { doc: ReturnType<typeof docOf> }) {
	const [ana, ben] = [docOf(11), docOf(12)];
	sync(doc, ana, ben);
	const meet = () => {
		sync(ana, ben);
		expect(seen(ana)).toEqual(seen(ben));
		return readTree(ana);
	};
	return { ana, ben, meet };
}

describe('[A3] cards that say the same become one', () => {
	test('the one that stays has their links, and their words are kept beside it', () => {
		const { doc, ids } = jalisco();
		expect(mergeCards(doc, ids.care, [ids.inspection, ids.care])).toEqual({ ok: true, value: undefined });
		const tree = readTree(doc);
		expect(tree.cards.has(ids.inspection)).toBe(false);
		expect(tree.merged.get(ids.care)?.map((card) => card.text)).toEqual([JALISCO.cards.inspection[1]]);
		expect(tied(tree, ids.registry, ids.care)).toBe(true);
	});

	test('one undo brings them all back, with their own links', () => {
		const { doc, ids } = jalisco();
		const undo = createUndo(doc);
		const before = seen(doc);
		mergeCards(doc, ids.care, [ids.inspection, ids.reports]);
		expect(readTree(doc).cards.size).toBe(6);
		expect(undo.undo()).toBe('done');
		expect(seen(doc)).toEqual(before);
		undo.redo();
		expect(readTree(doc).merged.get(ids.care)).toHaveLength(2);
	});

	test('one of several is separated by itself, also out of a merge of merges', () => {
		const { doc, ids } = jalisco();
		mergeCards(doc, ids.inspection, [ids.reports]);
		mergeCards(doc, ids.care, [ids.inspection]);
		expect(readTree(doc).merged.get(ids.care)).toHaveLength(2);
		separate(doc, ids.reports);
		const tree = readTree(doc);
		expect(tree.cards.get(ids.reports)?.text).toBe(JALISCO.cards.reports[1]);
		expect(tree.merged.get(ids.care)?.map((card) => card.id)).toEqual([ids.inspection]);
	});

	test('the one that stays may have been merged before: it is the one that stays now', () => {
		const { doc, ids } = jalisco();
		mergeCards(doc, ids.care, [ids.inspection]);
		mergeCards(doc, ids.inspection, [ids.care]);
		const tree = readTree(doc);
		expect(tree.cards.has(ids.inspection)).toBe(true);
		expect(tree.merged.get(ids.inspection)?.map((card) => card.id)).toEqual([ids.care]);
	});

	test('nothing is done with nothing to merge, or with a card that is not there', () => {
		const { doc, ids } = jalisco();
		const before = seen(doc);
		expect(mergeCards(doc, ids.care, [ids.care])).toMatchObject({ code: 'card.into-itself' });
		expect(mergeCards(doc, ids.care, [newCardId(new Uint8Array(20))])).toMatchObject({ code: 'card.unknown' });
		expect(seen(doc)).toEqual(before);
	});

	test('two people who merge two cards into each other at once keep both', () => {
		const { doc, ids } = jalisco();
		const { ana, ben, meet } = two({ doc });
		mergeCards(ana, ids.care, [ids.inspection]);
		mergeCards(ben, ids.inspection, [ids.care]);
		write(ben, ids.inspection, ' ni multa');
		const tree = meet();
		expect(textsOf(tree)).toContain(`${JALISCO.cards.inspection[1]} ni multa`);
		expect(textsOf(tree)).toContain(JALISCO.cards.care[1]);
	});

	test('words that somebody adds to a card while it is merged are kept with it', () => {
		const { doc, ids } = jalisco();
		const { ana, ben, meet } = two({ doc });
		mergeCards(ana, ids.care, [ids.inspection]);
		write(ben, ids.inspection, ', tampoco en el campo');
		expect(meet().merged.get(ids.care)?.[0]?.text).toContain('tampoco en el campo');
	});
});

describe('[A4] cards are grouped under a heading', () => {
	const heading = (seed = 5) => ({ id: idsFrom(seed)(), text: 'Nadie mira los salarios' });

	test('the heading feeds what they all fed, they feed the heading, other ties stay', () => {
		const { doc, ids } = jalisco();
		const title = heading();
		expect(groupUnder(doc, [ids.unpublished, ids.care], title).ok).toBe(true);
		const tree = readTree(doc);
		expect(tree.cards.get(title.id)).toMatchObject({ kind: 'cause', text: title.text });
		expect(tied(tree, title.id, ids.problem)).toBe(true);
		for (const id of [ids.unpublished, ids.care]) {
			expect(tied(tree, id, title.id)).toBe(true);
			expect(tied(tree, id, ids.problem)).toBe(false);
		}
		expect(tied(tree, ids.care, ids.pensions)).toBe(true);
		expect(tree.places.get(ids.care)?.parent).toBe(title.id);
		expect(overlaps(tree.cards.values())).toEqual([]);
	});

	test('of effects the heading comes from what they all came from', () => {
		const { doc, ids } = jalisco();
		const title = heading();
		groupUnder(doc, [ids.pensions, ids.poverty], title);
		const tree = readTree(doc);
		expect(tied(tree, ids.problem, title.id)).toBe(true);
		expect(tied(tree, title.id, ids.poverty)).toBe(true);
		expect(tied(tree, ids.problem, ids.poverty)).toBe(false);
		expect(tree.cards.get(title.id)?.pos[1]).toBeGreaterThan(tree.cards.get(ids.poverty)?.pos[1] ?? NaN);
		expect(overlaps(tree.cards.values())).toEqual([]);
	});

	test('a card is freed of the tie that somebody merged into it brought, too', () => {
		const { doc, ids } = jalisco();
		mergeCards(doc, ids.care, [ids.inspection]);
		const title = heading();
		groupUnder(doc, [ids.unpublished, ids.care], title);
		expect(tied(readTree(doc), ids.care, ids.problem)).toBe(false);
	});

	test('one undo takes the heading off and gives all ties and places back', () => {
		const { doc, ids } = jalisco();
		const undo = createUndo(doc);
		const { gone, ...before } = seen(doc) as Record<string, unknown>;
		groupUnder(doc, [ids.unpublished, ids.care], heading());
		expect(undo.undo()).toBe('done');
		const { gone: goneAfter, ...after } = seen(doc) as Record<string, unknown>;
		expect(after).toEqual(before);
		expect([gone, (goneAfter as unknown[]).length]).toEqual([[], 1]);
	});

	test('what may not be moved stays, and different kinds have no common heading', () => {
		const { doc, ids } = jalisco();
		groupUnder(doc, [ids.unpublished, ids.care], heading(), (id) => id !== ids.care);
		expect(readTree(doc).cards.get(ids.care)?.pos).toEqual(JALISCO.cards.care[2]);
		expect(overlaps(readTree(doc).cards.values())).toEqual([]);
		expect(groupUnder(doc, [ids.care, ids.pensions], heading(6))).toMatchObject({ code: 'group.kinds' });
		expect(groupUnder(doc, [], heading(6))).toMatchObject({ code: 'card.unknown' });
	});

	test('two people who group the same cards at once see both headings', () => {
		const { doc, ids } = jalisco();
		const { ana, ben, meet } = two({ doc });
		const [one, other] = [heading(21), { id: idsFrom(22)(), text: 'Lo que no se publica' }];
		groupUnder(ana, [ids.unpublished, ids.care], one);
		groupUnder(ben, [ids.unpublished, ids.inspection], other);
		const tree = meet();
		expect(tree.cards.size).toBe(10);
		expect(tied(tree, ids.unpublished, one.id) && tied(tree, ids.unpublished, other.id)).toBe(true);
		expect(tied(tree, ids.care, one.id) && tied(tree, ids.inspection, other.id)).toBe(true);
		const places = [...tree.cards.values()].map((card) => card.pos.join());
		expect(new Set(places).size).toBe(places.length);
	});
});

describe('[A5] a card that says several things is split', () => {
	const ids3 = () => idsFrom(31);

	test('it keeps the first part; the others have its kind, links and what is said of it', () => {
		const { doc, ids } = jalisco();
		const text = JALISCO.cards.unpublished[1];
		setDetail(doc, ids.unpublished, 'basis', 'data');
		const outcome = splitCard(
			doc,
			ids.unpublished,
			text,
			['Las empresas no publican', ' sus salarios ', ''],
			ids3(),
		);
		const tree = readTree(doc);
		const [fresh] = outcome.ok ? outcome.value : [];
		if (fresh === undefined) throw new Error('nothing was split');
		expect(tree.cards.get(ids.unpublished)?.text).toBe('Las empresas no publican');
		expect(tree.cards.get(fresh)).toMatchObject({
			kind: 'cause',
			text: 'sus salarios',
			details: { basis: 'data' },
		});
		expect(
			tied(tree, fresh, ids.problem) && tied(tree, ids.registry, fresh) && tied(tree, ids.reports, fresh),
		).toBe(true);
		expect(overlaps(tree.cards.values())).toEqual([]);
	});

	test('one undo makes it one card again', () => {
		const { doc, ids } = jalisco();
		const undo = createUndo(doc);
		const before = readTree(doc);
		splitCard(doc, ids.care, JALISCO.cards.care[1], ['El cuidado', 'recae', 'en las mujeres'], ids3());
		expect(readTree(doc).cards.size).toBe(10);
		expect(undo.undo()).toBe('done');
		expect(textsOf(readTree(doc))).toEqual(textsOf(before));
		expect(readTree(doc).links).toEqual(before.links);
	});

	test('words that somebody wrote meanwhile are not lost: nothing is done', () => {
		const { doc, ids } = jalisco();
		write(doc, ids.care, ' y las niñas');
		expect(splitCard(doc, ids.care, JALISCO.cards.care[1], ['a', 'b'], ids3())).toMatchObject({
			code: 'card.changed',
		});
		expect(splitCard(doc, ids.care, `${JALISCO.cards.care[1]} y las niñas`, ['a', ' '], ids3())).toMatchObject({
			code: 'split.nothing',
		});
		expect(readTree(doc).cards.size).toBe(8);
	});

	test('two people who split one card at once have each part, some twice', () => {
		const { doc, ids } = jalisco();
		const { ana, ben, meet } = two({ doc });
		const parts = ['El cuidado', 'recae en las mujeres'];
		splitCard(ana, ids.care, JALISCO.cards.care[1], parts, idsFrom(41));
		splitCard(ben, ids.care, JALISCO.cards.care[1], parts, idsFrom(42));
		const texts = textsOf(meet());
		expect(texts.filter((text) => text === 'recae en las mujeres')).toHaveLength(2);
		expect(texts).toContain('El cuidado');
	});

	test('lines are told from their bullets', () => {
		expect(linesOf('- uno\n\n  • dos\n3. tres\n2030 cuatro')).toEqual(['uno', 'dos', 'tres', '2030 cuatro']);
	});
});

describe('[A6] a problem tree becomes an objectives tree', () => {
	const grown = () => {
		const board = jalisco();
		const undo = createUndo(board.doc);
		expect(growObjectives(board.doc, idsFrom(51))).toEqual({ ok: true, value: 7 });
		return { ...board, undo };
	};
	const mirrorOf = (tree: ProblemTree, id: CardId) => {
		const card = [...tree.cards.values()].find((other) => other.mirrors === id);
		if (!card) throw new Error('no counterpart');
		return card;
	};

	test('problem, causes and effects have one counterpart each, tied as they are; solutions stay', () => {
		const { doc, ids } = grown();
		const tree = readTree(doc);
		expect(tree.cards.size).toBe(15);
		for (const [name, kind] of [
			['problem', 'objective'],
			['care', 'means'],
			['pensions', 'end'],
		] as const) {
			expect(mirrorOf(tree, ids[name])).toMatchObject({ kind, text: JALISCO.cards[name][1] });
		}
		const originals = JALISCO.links.filter(([from]) => from !== 'registry');
		for (const [from, to] of originals) {
			expect(tied(tree, mirrorOf(tree, ids[from]).id, mirrorOf(tree, ids[to]).id)).toBe(true);
		}
		expect(tree.links).toHaveLength(JALISCO.links.length + originals.length);
		expect(tree.places.get(mirrorOf(tree, ids.reports).id)?.level).toBe(-2);
	});

	test('it stands beside the tree and covers nothing, however long the texts are', () => {
		const { doc, ids } = jalisco();
		write(doc, ids.care, `: ${'horas que no se pagan, '.repeat(30)}`);
		write(doc, ids.pensions, `: ${'y menos cada año, '.repeat(20)}`);
		growObjectives(doc, idsFrom(51));
		const tree = readTree(doc);
		const [old, fresh] = [false, true].map((isFresh) =>
			[...tree.cards.values()].filter((card) => (card.mirrors !== null) === isFresh),
		);
		const right = Math.max(...(old ?? []).map((card) => card.pos[0] + card.size[0]));
		for (const card of fresh ?? []) expect(card.pos[0]).toBeGreaterThan(right);
		expect(overlaps(fresh ?? [])).toEqual([]);
	});

	test('one undo takes it off; pressed again, it comes back as it was', () => {
		const { doc, undo, ids } = grown();
		expect(undo.undo()).toBe('done');
		expect(readTree(doc).cards.size).toBe(8);
		expect(growObjectives(doc, idsFrom(52))).toEqual({ ok: true, value: 7 });
		const tree = readTree(doc);
		expect([tree.cards.size, tree.gone.length]).toEqual([15, 0]);
		expect(tied(tree, mirrorOf(tree, ids.care).id, mirrorOf(tree, ids.problem).id)).toBe(true);
	});

	test('a second time adds only what has come since, and leaves what was reworded and retied', () => {
		const { doc, ids } = grown();
		const before = readTree(doc);
		const means = mirrorOf(before, ids.care);
		write(doc, means.id, ' (en positivo)');
		expect(growObjectives(doc, idsFrom(52))).toEqual({ ok: true, value: 0 });
		const late = idsFrom(60)();
		addCard(doc, { id: late, kind: 'cause', pos: [700, 900], text: 'No hay guarderías' });
		expect(growObjectives(doc, idsFrom(53))).toEqual({ ok: true, value: 1 });
		const tree = readTree(doc);
		expect(tree.cards.get(means.id)?.text).toContain('(en positivo)');
		expect(mirrorOf(tree, late).kind).toBe('means');
		expect(overlaps(tree.cards.values())).toEqual([]);
	});

	test('two people who press it at once have one tree, with the words of both', () => {
		const { doc, ids } = jalisco();
		const { ana, ben, meet } = two({ doc });
		growObjectives(ana, idsFrom(71));
		growObjectives(ben, idsFrom(72));
		write(ana, mirrorOf(readTree(ana), ids.care).id, ' — de Ana');
		write(ben, mirrorOf(readTree(ben), ids.care).id, ' — de Ben');
		const tree = meet();
		expect(tree.cards.size).toBe(15);
		const shown = mirrorOf(tree, ids.care);
		const words = [shown, ...(tree.merged.get(shown.id) ?? [])].map((card) => card.text.split(' — ')[1]);
		expect(words.sort()).toEqual(['de Ana', 'de Ben']);
		expect(overlaps(tree.cards.values())).toEqual([]);
		const [other] = tree.merged.get(shown.id) ?? [];
		if (!other) throw new Error('nothing was folded');
		separate(ana, other.id);
		expect(readTree(ana).cards.has(other.id)).toBe(true);
		expect(growObjectives(ana, idsFrom(73))).toEqual({ ok: true, value: 0 });
	});

	test('of two counterparts the other shows once the first is taken off', () => {
		const { doc, ids } = jalisco();
		const { ana, ben, meet } = two({ doc });
		growObjectives(ana, idsFrom(71));
		growObjectives(ben, idsFrom(72));
		const first = mirrorOf(meet(), ids.care);
		markGone(ana, [first.id]);
		expect(mirrorOf(readTree(ana), ids.care).id).not.toBe(first.id);
	});

	test('a board without problem, cause or effect has nothing to turn', () => {
		const { doc } = boardOf({ s: ['solution', 's'], n: ['note', 'n'] });
		expect(growObjectives(doc, idsFrom(51))).toMatchObject({ code: 'tree.nothing' });
	});
});
