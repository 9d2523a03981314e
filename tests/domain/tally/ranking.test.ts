import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OptionId, SectorId } from '#domain/ids.ts';
import type { RuleCard } from '#domain/polls.ts';
import { CIVIL, GOVERNMENT, GUARANTOR } from '../test-table.ts';
import { cardOf, count, letters, option, options, SECTORS, WEIGHTINGS } from './ballots.ts';

type Cast = { sector: SectorId; choice: { method: 'ranking'; ranks: OptionId[][] } };

/** `8 acdb` is eight ballots with a first; `ab-c` ties nothing, `(ab)c` ties a and b. */
function voters(profile: string, sector: SectorId = CIVIL): Cast[] {
	return profile.split(',').flatMap((line) => {
		const [, n, order] = /^\s*(\d+)\s+(\S+)\s*$/.exec(line) ?? [];
		const ranks = [...(order ?? '').matchAll(/\((\w+)\)|(\w)/g)].map(([, tied, one]) => options(tied ?? one ?? ''));
		return Array.from({ length: Number(n) }, () => ({ sector, choice: { method: 'ranking' as const, ranks } }));
	});
}

const ranking = (weighting: RuleCard['weighting'] = 'people') =>
	cardOf('ranking', weighting) as RuleCard & { method: 'ranking' };
const orderOf = (profile: string, ids: string) => letters(count(ranking(), options(ids), voters(profile)).order);

describe('ranking by Schulze’s method', () => {
	it('[V21] reproduces the 45 voters of Schulze’s own example: E A C B D', () => {
		const tally = count(
			ranking(),
			options('abcde'),
			voters('5 acbed, 5 adecb, 8 bedac, 3 cabed, 7 caebd, 2 cbade, 7 dceba, 8 ebadc'),
		);
		expect(letters(tally.order)).toEqual(['e', 'a', 'c', 'b', 'd']);
		// The pairwise matrix and the strongest paths as published, in voters.
		const inVoters = (matrix: readonly (readonly number[])[]) =>
			matrix.map((row) => row.map((n) => Math.round(n * 45)));
		expect(inVoters(tally.pairwise)).toEqual([
			[0, 20, 26, 30, 22],
			[25, 0, 16, 33, 18],
			[19, 29, 0, 17, 24],
			[15, 12, 28, 0, 14],
			[23, 27, 21, 31, 0],
		]);
		expect(inVoters(tally.paths)).toEqual([
			[0, 28, 28, 30, 24],
			[25, 0, 28, 33, 24],
			[25, 29, 0, 29, 24],
			[25, 28, 28, 0, 24],
			[25, 28, 28, 31, 0],
		]);
	});

	it('[V21] reproduces the 21 voters of example 1 of the paper (section 3.1): d a c b', () => {
		expect(orderOf('8 acdb, 2 badc, 4 cdba, 4 dbac, 3 dcba', 'abcd')).toEqual(['d', 'a', 'c', 'b']);
	});

	it('[V21] reproduces the 9 voters between whom b and d stay tied: a tie is kept', () => {
		const tally = count(ranking(), options('abcd'), voters('3 abcd, 2 dabc, 2 dbca, 2 cbda'));
		expect(letters(tally.order)).toEqual(['bd', 'ac']);
		expect(tally.options.map(({ beats, beatenBy }) => [beats, beatenBy])).toEqual([
			[0, 1],
			[1, 0],
			[0, 1],
			[1, 0],
		]);
	});

	it('[V21] takes ties in a ballot, and what a ballot leaves out stands last in it', () => {
		expect(orderOf('2 (ab)c, 1 cab', 'abc')).toEqual(['a', 'b', 'c']);
		expect(orderOf('1 a', 'abc')).toEqual(['a', 'bc']);
		expect(orderOf('1 (abc)', 'abc')).toEqual(['abc']);
	});

	it('[V19] each sector weighs alike, whatever its number; by blocks, each block', () => {
		const cast = [...voters('20 ab', GOVERNMENT), ...voters('1 ba', CIVIL)];
		expect(letters(count(ranking('people'), options('ab'), cast).order)).toEqual(['a', 'b']);
		const even = count(ranking('sectors'), options('ab'), cast);
		expect(letters(even.order)).toEqual(['ab']);
		expect(even.silentSectors).toEqual([GUARANTOR]);
		const three = [...cast, ...voters('1 ab', GUARANTOR)];
		expect(letters(count(ranking('sectors'), options('ab'), three).order)).toEqual(['a', 'b']);
		expect(letters(count(ranking('blocks'), options('ab'), three).order)).toEqual(['ab']);
	});

	it('[V27] nobody voted, or a hundred options: there is an order all the same', () => {
		expect(letters(count(ranking(), options('abc'), []).order)).toEqual(['abc']);
		const many = Array.from(
			{ length: 100 },
			(_, n) =>
				`${String(n)
					.padStart(4, 'a')
					.replace(/\d/g, (d) => 'bcdefghijk'[Number(d)] ?? '')}`.padEnd(20, 'x') as OptionId,
		);
		const cast = SECTORS.map((sector, shift) => ({
			sector,
			choice: { method: 'ranking' as const, ranks: many.map((_, n) => [many[(n + shift) % 100]!]) },
		}));
		expect(count(ranking('sectors'), many, cast).order.flat()).toHaveLength(100);
	});
});

/** Up to eight ballots over four options, each a shuffle cut into tied groups. */
const ID = 'abcd';
const oneBallot = fc.record({
	sector: fc.constantFrom(...SECTORS),
	order: fc.shuffledSubarray([...ID], { minLength: 0, maxLength: 4 }),
	cuts: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
});
const profiles = fc.array(oneBallot, { minLength: 1, maxLength: 8 }).map((rows) =>
	rows.map(({ sector, order, cuts }): Cast => {
		const ranks: OptionId[][] = [];
		order.forEach((letter, i) => {
			const last = ranks.at(-1);
			if (last && !cuts[i]) last.push(option(letter));
			else ranks.push([option(letter)]);
		});
		return { sector, choice: { method: 'ranking', ranks } };
	}),
);
const weightings = fc.constantFrom(...WEIGHTINGS);
const place = (order: readonly (readonly OptionId[])[], id: OptionId) => order.findIndex((tied) => tied.includes(id));

describe('what never changes a ranking', () => {
	it('[V9] the order of the ballots', () => {
		fc.assert(
			fc.property(profiles, weightings, (cast, weighting) => {
				const tally = count(ranking(weighting), options(ID), cast);
				expect(count(ranking(weighting), options(ID), [...cast].reverse())).toEqual(tally);
			}),
		);
	});

	it('[V21] names: whatever the options are called, the same ones stand in the same place', () => {
		const other: Record<string, string> = { a: 'c', b: 'd', c: 'b', d: 'a' };
		const rename = (id: OptionId) => option(other[id.charAt(0)] ?? '');
		fc.assert(
			fc.property(profiles, weightings, (cast, weighting) => {
				const renamed = cast.map(({ sector, choice }): Cast => ({
					sector,
					choice: { method: 'ranking', ranks: choice.ranks.map((tied) => tied.map(rename)) },
				}));
				const before = count(ranking(weighting), options(ID), cast).order;
				const after = count(ranking(weighting), options(ID), renamed).order;
				for (const id of options(ID)) expect(place(after, rename(id))).toBe(place(before, id));
			}),
		);
	});
});

describe('what a ranking owes its voters (Schulze 2011, section 4)', () => {
	it('[V21] who beats everybody else one by one stands first, alone (Condorcet)', () => {
		fc.assert(
			fc.property(profiles, weightings, (cast, weighting) => {
				const tally = count(ranking(weighting), options(ID), cast);
				tally.options.forEach(({ id }, i) => {
					const winsAll = tally.options.every(
						(_, j) => i === j || tally.pairwise[i]![j]! > tally.pairwise[j]![i]!,
					);
					if (winsAll) expect(tally.order[0]).toEqual([id]);
				});
			}),
		);
	});

	it('[V21] what everybody puts above another never stands behind it (unanimity)', () => {
		fc.assert(
			fc.property(profiles, weightings, (cast, weighting) => {
				const { order } = count(ranking(weighting), options(ID), cast);
				for (const a of options(ID)) {
					for (const b of options(ID)) {
						if (a === b) continue;
						const above = cast.every(({ choice: { ranks } }) => {
							const [x, y] = [place(ranks, a), place(ranks, b)];
							return x !== -1 && (y === -1 || x < y);
						});
						if (above) expect(place(order, a)).toBeLessThan(place(order, b));
					}
				}
			}),
		);
	});

	it('[V21] ranking a winner higher never makes it lose (monotonicity)', () => {
		fc.assert(
			fc.property(profiles, weightings, fc.nat(7), (cast, weighting, n) => {
				const [winner] = count(ranking(weighting), options(ID), cast).order[0]!;
				const at = n % cast.length;
				const raised = cast.map((ballot, i): Cast => {
					if (i !== at) return ballot;
					const rest = ballot.choice.ranks
						.map((tied) => tied.filter((id) => id !== winner))
						.filter((tied) => tied.length > 0);
					return { ...ballot, choice: { method: 'ranking', ranks: [[winner!], ...rest] } };
				});
				expect(count(ranking(weighting), options(ID), raised).order[0]).toContain(winner);
			}),
		);
	});

	it('[V21] if all turn their ballots round, a winner who stood alone wins no more (reversal symmetry)', () => {
		fc.assert(
			fc.property(profiles, weightings, (cast, weighting) => {
				const [first] = count(ranking(weighting), options(ID), cast).order;
				if (first?.length !== 1) return;
				const turned = cast.map(({ sector, choice: { ranks } }): Cast => {
					const left = options(ID).filter((id) => !ranks.flat().includes(id));
					const whole = left.length > 0 ? [...ranks, left] : ranks;
					return { sector, choice: { method: 'ranking', ranks: [...whole].reverse() } };
				});
				expect(count(ranking(weighting), options(ID), turned).order[0]).not.toContain(first[0]);
			}),
		);
	});

	it('[V21] a copy put beside an option changes nothing among the others (independence of clones)', () => {
		const copy = option('e');
		fc.assert(
			fc.property(profiles, weightings, (cast, weighting) => {
				const cloned = cast.map(({ sector, choice: { ranks } }): Cast => ({
					sector,
					choice: {
						method: 'ranking',
						ranks: ranks.map((tied) => (tied.includes(option('d')) ? [...tied, copy] : tied)),
					},
				}));
				const before = count(ranking(weighting), options(ID), cast);
				const after = count(ranking(weighting), options(`${ID}e`), cloned);
				const beats = (tally: typeof before, a: OptionId, b: OptionId) => {
					const [i, j] = [a, b].map((id) => tally.options.findIndex((row) => row.id === id));
					return Math.sign(tally.paths[i!]![j!]! - tally.paths[j!]![i!]!);
				};
				for (const a of options('abc')) {
					for (const b of options('abc')) if (a !== b) expect(beats(after, a, b)).toBe(beats(before, a, b));
				}
			}),
		);
	});
});
