import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OptionId, SectorId } from '#domain/ids.ts';
import type { OrderingTally, PlainChoice, RuleCard } from '#domain/polls.ts';
import { CIVIL, GOVERNMENT, GUARANTOR } from '../test-table.ts';
import { cardOf, count, letters, option, options, SECTORS, WEIGHTINGS } from './ballots.ts';

type Scale = 'dots' | 'approval' | 'score' | 'impact';
const SCALES: readonly Scale[] = ['dots', 'approval', 'score', 'impact'];
type Cast = { sector: SectorId; choice: PlainChoice };
const card = <Method extends Scale>(method: Method, weighting: RuleCard['weighting'] = 'people') =>
	cardOf(method, weighting) as RuleCard & { method: Method };
const tallied = (method: Scale, weighting: RuleCard['weighting'], cast: readonly Cast[], ids = options('abc')) =>
	count(card(method, weighting), ids, cast) as OrderingTally;

/** One person's numbers 0…5 for a, b and c as a ballot of the method; 0 is nothing. */
function ballotOf(method: Scale, given: Readonly<Record<OptionId, number>>): PlainChoice {
	const named = Object.entries(given).filter(([, n]) => n > 0) as [OptionId, number][];
	switch (method) {
		case 'dots':
			return { method, dots: Object.fromEntries(named) };
		case 'approval':
			return { method, approved: named.map(([id]) => id) };
		case 'score':
			return { method, scores: Object.fromEntries(named) };
		case 'impact':
			return {
				method,
				scores: Object.fromEntries(named.map(([id, n]) => [id, { impact: n, feasibility: 6 - n }])),
			};
	}
}

const profiles = fc.array(
	fc.record({
		sector: fc.constantFrom(...SECTORS),
		given: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 }),
	}),
	{ maxLength: 30 },
);
type Profile = typeof profiles extends fc.Arbitrary<infer Value> ? Value : never;
const cast = (method: Scale, profile: Profile, ids = options('abc')): Cast[] =>
	profile.map(({ sector, given }) => ({
		sector,
		choice: ballotOf(method, Object.fromEntries(ids.map((id, i) => [id, given[i] ?? 0]))),
	}));
const weightings = fc.constantFrom(...WEIGHTINGS);
const place = (order: readonly (readonly OptionId[])[], id: OptionId) => order.findIndex((tied) => tied.includes(id));
/** How many stand before it: others that are no longer tied with each other set nobody back. */
const ahead = (order: readonly (readonly OptionId[])[], id: OptionId) => order.slice(0, place(order, id)).flat().length;

describe.each(SCALES)('%s', (method) => {
	it('[V9] the order of ballots never changes it', () => {
		fc.assert(
			fc.property(profiles, weightings, (profile, weighting) => {
				const ballots = cast(method, profile);
				expect(tallied(method, weighting, [...ballots].reverse())).toEqual(tallied(method, weighting, ballots));
			}),
		);
	});

	it('[V20] does not care what options are called', () => {
		const [renamed, turned] = [options('cab'), options('abc')];
		fc.assert(
			fc.property(profiles, weightings, (profile, weighting) => {
				const before = tallied(method, weighting, cast(method, profile)).order;
				const after = tallied(method, weighting, cast(method, profile, renamed)).order;
				turned.forEach((id, i) => expect(place(after, renamed[i]!)).toBe(place(before, id)));
			}),
		);
	});

	it('[V27] nobody voted, or everybody gave nothing: all options stand tied', () => {
		const nothing = SECTORS.map((sector) => ({ sector, choice: ballotOf(method, {}) }));
		for (const weighting of WEIGHTINGS) {
			expect(letters(tallied(method, weighting, []).order)).toEqual(['abc']);
			expect(tallied(method, weighting, [])).toMatchObject({ ballots: 0, silentSectors: SECTORS });
			expect(letters(tallied(method, weighting, nothing).order)).toEqual(['abc']);
			expect(tallied(method, weighting, nothing).ballots).toBe(3);
		}
	});

	it('[V27] a hundred options are put in order', () => {
		const many = Array.from(
			{ length: 100 },
			(_, n) => `${'abcdefghij'[n % 10]}${'abcdefghij'[Math.floor(n / 10)]}`.padEnd(20, 'z') as OptionId,
		);
		const ballots = SECTORS.map((sector, s) => ({
			sector,
			choice: ballotOf(method, Object.fromEntries(many.map((id, n) => [id, ((n + s) % 5) + 1]))),
		}));
		expect(tallied(method, 'sectors', ballots, many).order.flat()).toHaveLength(100);
	});
});

describe.each(['dots', 'approval', 'score'] as const)('more for an option never sets it back: %s', (method) => {
	it('[V20] monotonicity', () => {
		fc.assert(
			fc.property(
				profiles.filter(({ length }) => length > 0),
				weightings,
				fc.nat(),
				(profile, weighting, n) => {
					const before = tallied(method, weighting, cast(method, profile));
					const at = n % profile.length;
					// A score that was not given says nothing: giving one may lower a mean. So only what was given is raised.
					const raised = profile.map((one, i) =>
						i === at && (one.given[0] ?? 0) > 0 ? { ...one, given: [5, ...one.given.slice(1)] } : one,
					);
					const after = tallied(method, weighting, cast(method, raised));
					const a = option('a');
					expect(ahead(after.order, a)).toBeLessThanOrEqual(ahead(before.order, a));
				},
			),
		);
	});
});

describe('weights by sector and block', () => {
	it('[V20] a tie that others leave sets nobody back', () => {
		// Ana of s3 gives a fifth dot to a: b and c, tied before, part.
		const tally = (a: number) =>
			tallied('dots', 'sectors', [
				{
					sector: GOVERNMENT,
					choice: ballotOf('dots', { [option('a')]: 1, [option('b')]: 2, [option('c')]: 3 }),
				},
				{ sector: CIVIL, choice: ballotOf('dots', { [option('a')]: a, [option('b')]: 5, [option('c')]: 3 }) },
			]).order;
		expect(letters(tally(4))).toEqual(['bc', 'a']);
		expect(letters(tally(5))).toEqual(['c', 'b', 'a']);
	});

	it('[V18] approval: twenty officials who mark one option weigh as much as one organisation that marks another', () => {
		const officials = Array.from({ length: 20 }, () => ({
			sector: GOVERNMENT,
			choice: ballotOf('approval', { [option('a')]: 1 }),
		}));
		const all = [...officials, { sector: CIVIL, choice: ballotOf('approval', { [option('b')]: 1 }) }];
		const even = count(card('approval', 'sectors'), options('ab'), all);
		expect(even.options.map(({ share }) => share)).toEqual([0.5, 0.5]);
		expect(letters(even.order)).toEqual(['ab']);
		expect(even.silentSectors).toEqual([GUARANTOR]);
		expect(letters(count(card('approval'), options('ab'), all).order)).toEqual(['a', 'b']);
		const three = [...all, { sector: GUARANTOR, choice: ballotOf('approval', { [option('a')]: 1 }) }];
		expect(count(card('approval', 'blocks'), options('ab'), three).options.map(({ share }) => share)).toEqual([
			0.5, 0.5,
		]);
		expect(count(card('approval', 'sectors'), options('ab'), three).options[0]?.share).toBe(0.666667);
	});

	it('[V18] score: the mean of sectors, each the mean of its own scores; who did not score says nothing', () => {
		const score = (sector: SectorId, a: number, b = 0) => ({
			sector,
			choice: ballotOf('score', { [option('a')]: a, [option('b')]: b }),
		});
		const all = [score(GOVERNMENT, 5), score(GOVERNMENT, 4), score(CIVIL, 2, 3)];
		const tally = count(card('score', 'sectors'), options('ab'), all);
		expect(tally.options).toMatchObject([
			{ mean: 3.25, counts: [0, 1, 0, 1, 1], silentSectors: [GUARANTOR] },
			{ mean: 3, counts: [0, 0, 1, 0, 0], silentSectors: [GOVERNMENT, GUARANTOR] },
		]);
		expect(letters(count(card('score'), options('abc'), all).order)).toEqual(['a', 'b', 'c']);
		expect(count(card('score'), options('abc'), all).options[2]?.mean).toBeNull();
	});

	it('[V22] impact × feasibility: ordered by the product, each option in its quadrant', () => {
		const all = [
			{
				sector: CIVIL,
				choice: {
					method: 'impact',
					scores: {
						[option('a')]: { impact: 5, feasibility: 1 },
						[option('b')]: { impact: 3, feasibility: 3 },
						[option('c')]: { impact: 2, feasibility: 4 },
						[option('d')]: { impact: 1, feasibility: 2 },
					},
				},
			},
		] as const;
		const tally = count(card('impact'), options('abcde'), all);
		expect(letters(tally.order)).toEqual(['b', 'c', 'a', 'd', 'e']);
		expect(tally.options.map(({ product, quadrant }) => [product, quadrant])).toEqual([
			[5, 'plan'],
			[9, 'do-first'],
			[8, 'easy'],
			[2, 'leave'],
			[null, null],
		]);
	});

	it('[V9] what differs by less than a rounding is not tied, and what is equal is, whatever the fractions', () => {
		// 1/3 + 2/3 as sevenths and thirds: floating point would tell these apart, or not those.
		const dots = (sector: SectorId, a: number, b: number) => ({
			sector,
			choice: ballotOf('dots', { [option('a')]: a, [option('b')]: b }),
		});
		const equal = [dots(GOVERNMENT, 1, 2), dots(GUARANTOR, 2, 1), dots(CIVIL, 1, 1)];
		expect(letters(count(card('dots', 'sectors'), options('ab'), equal).order)).toEqual(['ab']);
		const near = (extra: number) => [
			{
				sector: CIVIL,
				choice: {
					method: 'dots',
					dots: { [option('a')]: 10_000_000 + extra, [option('b')]: 10_000_000 },
				} as const,
			},
		];
		const tally = count(card('dots'), options('ab'), near(1));
		expect(tally.options[0]?.share).toBe(tally.options[1]?.share);
		expect(letters(tally.order)).toEqual(['a', 'b']);
	});
});
