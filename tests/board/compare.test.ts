// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { boardPicture, treeOfPicture } from '#board/board-picture.ts';
import { compareBoards, isUnchanged } from '#board/compare.ts';
import { setDetail } from '#board/details.ts';
import { addCard, cardText, markGone, mergeInto, moveCard, restore, setKind } from '#board/edit-cards.ts';
import { link, unlink } from '#board/edit-links.ts';
import { linkId, parseRecordId, type RecordId } from '#board/ids.ts';
import { readTree } from '#board/read-tree.ts';
import { renderTreeSvg } from '#board/render-svg.ts';
import { textOf } from '#domain/hashing.ts';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import { marksOf } from '../../src/routes/w/[id]/history/marks.ts';
import { BODY_VERSION } from '#board/drawing-body.ts';
import { addDrawing, removeDrawings } from '#board/edit-drawings.ts';
import { boardOf, idsFrom, JALISCO } from './support/boards.ts';

overwriteGetLocale(() => 'es');

/** A board as it was, kept and read again, and the document as people go on with it. */
function kept() {
	const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
	const before = treeOfPicture(boardPicture(doc));
	const changes = () => compareBoards(before, treeOfPicture(boardPicture(doc)));
	return { doc, ids, before, changes };
}

describe('the board as it was', () => {
	it('[N8] is kept whole: what people see of the tree is what they see of the document', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		setDetail(doc, ids.care, 'basis', 'data');
		mergeInto(doc, ids.care, ids.problem);
		const stored = JSON.parse(textOf(boardPicture(doc)).text) as ReturnType<typeof boardPicture>;
		const [tree, read] = [readTree(doc), treeOfPicture(stored)];
		expect([...read.cards.keys()].sort()).toEqual([...tree.cards.keys()].sort());
		expect(read.links).toEqual(tree.links);
		expect(read.merged.get(ids.problem)?.map(({ id, details }) => [id, details.basis])).toEqual([
			[ids.care, 'data'],
		]);
		expect(isUnchanged(compareBoards(read, tree))).toBe(true);
	});

	it('[N11] counts the drawings that lay on the canvas, and not those that were taken off', () => {
		const { doc } = boardOf(JALISCO.cards, JALISCO.links);
		const body = {
			...{ v: BODY_VERSION, type: 'frame', rotation: 0, opacity: 1 },
			props: { w: 400, h: 300, name: 'Ideas', color: 'black' },
		};
		const ids = ['marco1', 'marco2'].map((name) => parseRecordId(name) as RecordId);
		for (const id of ids) addDrawing(doc, { id, pos: [0, 0], body });
		expect(boardPicture(doc).drawings).toBe(2);
		removeDrawings(doc, ids.slice(1));
		expect(boardPicture(doc).drawings).toBe(1);
		expect(treeOfPicture(boardPicture(doc)).cards.size).toBe(8);
	});

	it('[N8] is kept by the same hash as long as nothing changed, in whatever order it was written', () => {
		const { doc } = boardOf(JALISCO.cards, JALISCO.links);
		const copy = new Y.Doc();
		Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
		expect(textOf(boardPicture(copy)).hash).toBe(textOf(boardPicture(doc)).hash);
	});
});

describe('[N11] two moments of a board', () => {
	it('say what is new, what somebody took off and what reads otherwise; moving a card is no change', () => {
		const { doc, ids, changes } = kept();
		moveCard(doc, ids.problem, [900, 900]);
		expect(isUnchanged(changes())).toBe(true);
		const id = idsFrom(99)();
		addCard(doc, { id, kind: 'cause', text: 'Jornadas largas', pos: [0, 0] });
		link(doc, id, ids.problem);
		markGone(doc, [ids.care]);
		cardText(doc, ids.problem)?.insert(0, 'Persistente ');
		const found = changes();
		expect(found.added.map((card) => card.id)).toEqual([id]);
		expect(found.removed.map((card) => card.id)).toEqual([ids.care]);
		expect(found.reworded).toMatchObject([{ after: { id: ids.problem } }]);
		// A tie of a new card, or of one that is gone, goes without saying.
		expect([found.linked, found.unlinked]).toEqual([[], []]);
		restore(doc, [ids.care]);
		expect(changes().removed).toEqual([]);
	});

	it('say which cards are of another kind, which are known better, and which were merged or parted', () => {
		const { doc, ids, changes } = kept();
		const [one, other] = readTree(doc)
			.roots.flatMap((root) => readTree(doc).places.get(root)?.children ?? [])
			.filter((id) => id !== ids.care);
		if (!one || !other) throw new Error('the example has too few causes');
		setKind(doc, one, 'note');
		setDetail(doc, ids.problem, 'challenged', true);
		mergeInto(doc, ids.care, other);
		expect(changes().rekinded).toMatchObject([{ after: { id: one, kind: 'note' } }]);
		expect(changes().detailed).toMatchObject([{ after: { id: ids.problem } }]);
		expect(changes().merged).toMatchObject([{ card: { id: ids.care }, into: { id: other } }]);
		expect(changes().removed).toEqual([]);
		const [now, then] = [treeOfPicture(boardPicture(doc)), kept().before];
		expect(compareBoards(now, then).parted).toMatchObject([{ card: { id: ids.care }, from: { id: other } }]);
		expect(compareBoards(now, then).added).toEqual([]);
	});

	it('say which cards were tied and untied', () => {
		const { doc, before, changes } = kept();
		const [first] = before.links;
		if (!first) throw new Error('the example has no links');
		const { from, to } = first;
		unlink(doc, linkId(from, to));
		expect(changes().unlinked).toMatchObject([{ from: { id: from }, to: { id: to } }]);
		const [a, b] = [...before.cards.keys()].filter((id) => !before.links.some((l) => l.from === id || l.to === id));
		const [x, y] = a && b ? [a, b] : [to, from];
		link(doc, x, y);
		expect(changes().linked).toMatchObject([{ from: { id: x }, to: { id: y } }]);
	});

	it('read backwards, say the opposite', () => {
		const moves = fc.array(fc.tuple(fc.nat(6), fc.nat(9), fc.nat(9)), { maxLength: 12 });
		fc.assert(
			fc.property(moves, fc.nat(12), (acts, cut) => {
				const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
				const all = Object.values(ids);
				const fresh = idsFrom(5);
				let before = readTree(doc);
				for (const [index, [act, a, b]] of acts.entries()) {
					if (index === cut) before = readTree(doc);
					const [one, two] = [all[a % all.length], all[b % all.length]];
					if (!one || !two) continue;
					if (act === 0) addCard(doc, { id: fresh(), kind: 'cause', text: `n${index}`, pos: [0, 0] });
					if (act === 1) markGone(doc, [one]);
					if (act === 2) restore(doc, [one]);
					if (act === 3) mergeInto(doc, one, two);
					if (act === 4) link(doc, one, two);
					if (act === 5) unlink(doc, linkId(one, two));
					if (act === 6) cardText(doc, one)?.insert(0, 'x');
				}
				const after = readTree(doc);
				const [there, back] = [compareBoards(before, after), compareBoards(after, before)];
				const idsOf = (cards: readonly { readonly id: string }[]) => cards.map(({ id }) => id).sort();
				expect(idsOf(there.added)).toEqual(idsOf(back.removed));
				expect(idsOf(there.removed)).toEqual(idsOf(back.added));
				expect(idsOf(there.merged.map(({ card }) => card))).toEqual(idsOf(back.parted.map(({ card }) => card)));
				expect(there.reworded.length).toBe(back.reworded.length);
				expect(there.linked.length).toBe(back.unlinked.length);
				expect(isUnchanged(compareBoards(after, after))).toBe(true);
			}),
			{ numRuns: 200, seed: 4 },
		);
	});

	it('are marked on their pictures by icon, word and line: what goes on the earlier, what came on the later', () => {
		const { doc, ids, before } = kept();
		const id = idsFrom(99)();
		addCard(doc, { id, kind: 'cause', text: 'Jornadas largas', pos: [0, 0] });
		link(doc, id, ids.problem);
		markGone(doc, [ids.care]);
		cardText(doc, ids.problem)?.insert(0, 'Persistente ');
		const after = treeOfPicture(boardPicture(doc));
		const marks = marksOf(compareBoards(before, after), before, after);
		const kinds = {
			problem: 'P',
			cause: 'C',
			effect: 'E',
			solution: 'S',
			note: 'N',
			objective: 'O',
			means: 'M',
			end: 'F',
			actor: 'A',
		};
		const words = { title: 't', description: 'd', kinds, noText: '-', noCards: '-' };
		const draw = (side: 'before' | 'after') => {
			const svg = renderTreeSvg(side === 'before' ? before : after, {
				words,
				marks: marks[side],
				idPrefix: side,
			});
			return new DOMParser().parseFromString(svg, 'image/svg+xml');
		};
		const [earlier, later] = [draw('before'), draw('after')];
		expect(earlier.querySelector('parsererror') ?? later.querySelector('parsererror')).toBeNull();
		const badges = (picture: Document) =>
			[...picture.querySelectorAll('.mt-badge')].map((badge) => badge.textContent).sort();
		expect(badges(earlier)).toEqual(['Cambió', 'Quitada']);
		expect(badges(later)).toEqual(['Cambió', 'Nueva']);
		const icons = new Set(
			[...earlier.querySelectorAll('.mt-badge path'), ...later.querySelectorAll('.mt-badge path')].map((path) =>
				path.getAttribute('d'),
			),
		);
		expect(icons.size).toBe(3);
		expect([...earlier.querySelectorAll('.mt-ring')].map((ring) => ring.getAttribute('class')).sort()).toEqual([
			'mt-ring mt-ring-changed',
			'mt-ring mt-ring-removed',
		]);
		expect(later.querySelectorAll('.mt-halo')).toHaveLength(1);
	});
});
