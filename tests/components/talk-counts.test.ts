import { describe, expect, it } from 'vitest';
import { markGone, mergeInto } from '#board/edit-cards.ts';
import { readTree } from '#board/read-tree.ts';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import type { CardMark } from '../../src/lib/marks/card-marks.ts';
import { OpenCounts } from '../../src/lib/talk/open-counts.ts';
import { TalkMarks } from '../../src/lib/talk/talk-marks.ts';
import { boardOf } from '../board/support/boards.ts';

overwriteGetLocale(() => 'es');

describe('how much is said about each card', () => {
	const { doc, ids } = boardOf({ a: ['cause', 'A'], b: ['cause', 'B'], c: ['cause', 'C'] });

	it('[N3] counts open conversations, and those of a merged card at the one it became part of', () => {
		const counts = new OpenCounts();
		const said = {
			cards: { [ids.a]: [2, 9] as const, [ids.b]: [1, 4] as const, [ids.c]: [0, 3] as const },
			fields: {},
		};
		const before = counts.of(said, readTree(doc));
		expect([...before]).toEqual([
			[ids.a, 2],
			[ids.b, 1],
		]);
		expect(counts.of({ ...said }, readTree(doc))).toBe(before);
		mergeInto(doc, ids.b, ids.a);
		expect([...counts.of(said, readTree(doc))]).toEqual([[ids.a, 3]]);
		markGone(doc, [ids.c]);
		expect(counts.of(said, undefined).get(ids.b)).toBe(1);
	});

	it('stands after a card’s other marks, and draws nothing again that says the same', () => {
		const own: readonly CardMark[] = [{ key: 'x', icon: 'M0 0', short: 'x', long: 'x', tone: 'plain' }];
		const marks = new Map([[ids.a, own]]);
		const talk = new TalkMarks();
		expect(talk.with(marks, new Map())).toBe(marks);
		const counts = new Map([
			[ids.a, 2],
			[ids.b, 1],
		]);
		const first = talk.with(marks, counts);
		expect(first.get(ids.a)?.map(({ short, long }) => [short, long])).toEqual([
			['x', 'x'],
			['2', 'Comentarios (2)'],
		]);
		expect(talk.with(marks, counts)).toBe(first);
		const second = talk.with(marks, new Map(counts).set(ids.b, 4));
		expect(second.get(ids.a)).toBe(first.get(ids.a));
		expect(second.get(ids.b)?.[0]?.long).toBe('Comentarios (4)');
	});
});
