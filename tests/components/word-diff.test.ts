import { describe, expect, it } from 'vitest';
import { wordDiff, type WordRun } from '$lib/record/word-diff.ts';

const read = (runs: readonly WordRun[], side: 'removed' | 'added') =>
	runs
		.filter(({ was }) => was === 'kept' || was === side)
		.map(({ text }) => text)
		.join('');
const told = (before: string, after: string) =>
	wordDiff(before, after)
		.map(({ was, text }) => (was === 'kept' ? text : was === 'removed' ? `[-${text}]` : `[+${text}]`))
		.join('');

describe('[N11] two wordings of one card', () => {
	it('are told word by word', () => {
		expect(told('Faltan guarderías públicas', 'Faltan guarderías con horario largo')).toBe(
			'Faltan guarderías [-públicas][+con horario largo]',
		);
		expect(told('', 'Algo')).toBe('[+Algo]');
		expect(told('Algo', '')).toBe('[-Algo]');
		expect(told('Igual', 'Igual')).toBe('Igual');
		expect(wordDiff('', '')).toEqual([]);
	});

	it('show a word that changed as a whole, and what changed together in one piece', () => {
		expect(told('a b c d', 'a x y d')).toBe('a [-b c][+x y] d');
		expect(told('la causa', 'las causas')).toBe('[-la causa][+las causas]');
	});

	it('can always be read out of what is shown, each for itself', () => {
		let seed = 7;
		const random = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n;
		const words = ['uno', 'dos', 'tres', ' ', '  ', '\n', 'á', ''];
		const text = () =>
			Array.from({ length: random(14) }, () => words[random(words.length)]).join(random(3) ? ' ' : '');
		for (let round = 0; round < 500; round++) {
			const [before, after] = [text(), text()];
			const runs = wordDiff(before, after);
			expect([read(runs, 'removed'), read(runs, 'added')], JSON.stringify([before, after])).toEqual([
				before,
				after,
			]);
			for (const [index, { was, text: shown }] of runs.entries()) {
				expect(shown).not.toBe('');
				expect(runs[index + 1]?.was).not.toBe(was);
			}
		}
	});

	it('are told as wholes where they are too long to look through', () => {
		const [before, after] = ['a '.repeat(2_000), 'b '.repeat(2_000)];
		expect(wordDiff(before, after)).toEqual([
			{ was: 'removed', text: before },
			{ was: 'added', text: after },
		]);
	});
});
