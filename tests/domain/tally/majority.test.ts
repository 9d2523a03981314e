import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SectorId } from '#domain/ids.ts';
import type { MajorityAnswer, RuleCard } from '#domain/polls.ts';
import type { MajorityTerms } from '#domain/rule-card.ts';
import { CIVIL, GOVERNMENT, GUARANTOR } from '../test-table.ts';
import { cardOf, count, options, SECTORS, WEIGHTINGS } from './ballots.ts';

const majority = (terms: Partial<MajorityTerms> = {}, weighting: RuleCard['weighting'] = 'people') =>
	cardOf('majority', weighting, terms) as RuleCard & MajorityTerms;
const say = (sector: SectorId, answer: MajorityAnswer, n = 1) =>
	Array.from({ length: n }, () => ({ sector, choice: { method: 'majority' as const, answer } }));
const counted = (card: RuleCard & MajorityTerms, cast: ReturnType<typeof say>) => count(card, options('a'), cast);

describe('yes or no by majority', () => {
	it.each([
		['half', 1, 1, false],
		['half', 2, 1, true],
		['two-thirds', 2, 1, true],
		['two-thirds', 199, 100, false],
		['three-quarters', 3, 1, true],
		['all', 99, 1, false],
		['all', 99, 0, true],
	] as const)('[V23] %s: %i yes and %i no', (threshold, yes, no, reached) => {
		const cast = [...say(CIVIL, 'yes', yes), ...say(CIVIL, 'no', no), ...say(CIVIL, 'abstain', 50)];
		expect(counted(majority({ threshold }), cast)).toMatchObject({ reached, counts: { yes, no, abstain: 50 } });
	});

	it('[V18] weighs sectors as shares of yes, and leaves out a sector that said neither', () => {
		const cast = [...say(GOVERNMENT, 'no', 20), ...say(GUARANTOR, 'abstain'), ...say(CIVIL, 'yes')];
		expect(counted(majority({}, 'sectors'), cast)).toMatchObject({
			share: 0.5,
			reached: false,
			silentSectors: [GUARANTOR],
		});
		expect(counted(majority({}, 'people'), cast).share).toBe(0.047619);
	});

	it('[V24] no sector below the floor, and one that says neither yes nor no fails it', () => {
		const floor = { percent: 40, sectors: [GOVERNMENT, CIVIL] };
		const most = [...say(GOVERNMENT, 'yes', 18), ...say(CIVIL, 'yes', 2), ...say(CIVIL, 'no', 3)];
		expect(counted(majority({ floor }), most)).toMatchObject({ reached: true, below: [] });
		const fewer = [...most, ...say(CIVIL, 'no')];
		expect(counted(majority({ floor }), fewer)).toMatchObject({ reached: false, below: [CIVIL] });
		const silent = [...say(GOVERNMENT, 'yes', 18), ...say(CIVIL, 'abstain', 5)];
		expect(counted(majority({ floor }), silent)).toMatchObject({ share: 1, reached: false, below: [CIVIL] });
		// A sector that nobody could speak for when it opened does not fail it.
		expect(counted(majority({ floor }), most).below).not.toContain(GUARANTOR);
	});

	it('[V27] zero voters, or everybody abstains: it is not reached', () => {
		expect(counted(majority(), [])).toMatchObject({ share: null, reached: false, ballots: 0 });
		expect(counted(majority(), say(CIVIL, 'abstain', 5))).toMatchObject({
			share: null,
			reached: false,
			ballots: 5,
		});
	});

	const profiles = fc.array(
		fc.record({
			sector: fc.constantFrom(...SECTORS),
			choice: fc
				.constantFrom<MajorityAnswer>('yes', 'no', 'abstain')
				.map((answer) => ({ method: 'majority' as const, answer })),
		}),
		{ maxLength: 20 },
	);
	const terms = fc.record({
		threshold: fc.constantFrom<MajorityTerms['threshold']>('half', 'two-thirds', 'three-quarters', 'all'),
		floor: fc.option(fc.record({ percent: fc.integer({ min: 1, max: 100 }), sectors: fc.constant(SECTORS) })),
	});

	it('[V9] the order of ballots never changes it', () => {
		fc.assert(
			fc.property(profiles, terms, fc.constantFrom(...WEIGHTINGS), (cast, given, weighting) => {
				const card = majority(given, weighting);
				expect(counted(card, [...cast].reverse())).toEqual(counted(card, cast));
			}),
		);
	});

	it('[V23] a no that becomes a yes never turns a decision down', () => {
		fc.assert(
			fc.property(profiles, terms, fc.constantFrom(...WEIGHTINGS), (cast, given, weighting) => {
				const card = majority(given, weighting);
				if (!counted(card, cast).reached) return;
				const at = cast.findIndex(({ choice }) => choice.answer === 'no');
				if (at < 0) return;
				const more = cast.map((one, i) => (i === at ? say(one.sector, 'yes')[0]! : one));
				expect(counted(card, more).reached).toBe(true);
			}),
		);
	});

	it('[V23] yes and no are treated alike: by more than half at most one of them is reached', () => {
		fc.assert(
			fc.property(profiles, fc.constantFrom(...WEIGHTINGS), (cast, weighting) => {
				const turned = cast.map(
					({ sector, choice: { answer } }) =>
						say(sector, answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'abstain')[0]!,
				);
				const [yes, no] = [counted(majority({}, weighting), cast), counted(majority({}, weighting), turned)];
				expect(yes.reached && no.reached).toBe(false);
				if (yes.share !== null) expect((yes.share + (no.share ?? 0)).toFixed(5)).toBe('1.00000');
			}),
		);
	});
});
