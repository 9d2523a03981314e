import type { OptionId, RecordRef, SectorId, TextHash } from '#domain/ids.ts';
import type { Choice, CountedBallot, Method, PollOption, RuleCard, Tally } from '#domain/polls.ts';
import type { MajorityTerms } from '#domain/rule-card.ts';
import type { Weighting } from '#domain/rules.ts';
import { tallyPoll } from '#domain/tally.ts';
import { CIVIL, GOVERNMENT, GUARANTOR, RULES } from '../test-table.ts';

export const SECTORS = [GOVERNMENT, GUARANTOR, CIVIL];
export const WEIGHTINGS: readonly Weighting[] = ['people', 'sectors', 'blocks'];

/** An option whose id is one letter, twenty times. */
export const option = (letter: string): OptionId => letter.toLowerCase().repeat(20) as OptionId;
export const options = (letters: string): OptionId[] => [...letters].map(option);
/** Ids as their letters, so that an order reads as in a paper: `['bd', 'ac']`. */
export const letters = (order: readonly (readonly OptionId[])[]): string[] =>
	order.map((tied) => tied.map((id) => id.charAt(0)).join(''));

export const frozen = (ids: readonly OptionId[]): PollOption[] =>
	ids.map((id) => ({ id, card: null, content: 'f'.repeat(64) as TextHash }));

export function ballots(cast: readonly { sector: SectorId; choice: Choice }[]): CountedBallot[] {
	return cast.map((one, n) => ({ ref: String(n).padStart(64, '0') as RecordRef, ...one }));
}

export function cardOf(
	method: Method,
	weighting: Weighting = 'people',
	majority: Partial<MajorityTerms> = {},
): RuleCard {
	const common = {
		eligible: 'seated',
		budget: null,
		cap: null,
		quorum: { total: 1, sectors: [] },
		weighting,
		secrecy: 'by-sector',
		turnout: 'by-sector',
		results: 'at-close',
		closes: 'by-hand',
		tie: 'kept',
		openSeats: false,
	} as const;
	if (method !== 'majority') return { ...common, method };
	return { ...common, threshold: 'half', floor: null, ...majority, method };
}

export function count<Counted extends Tally['method']>(
	card: RuleCard & { method: Counted },
	ids: readonly OptionId[],
	cast: readonly { sector: SectorId; choice: Choice }[],
): Extract<Tally, { method: Counted }> {
	const tally = tallyPoll(card, RULES, frozen(ids), ballots(cast));
	if (tally.method !== card.method) throw new Error(`counted as ${tally.method}`);
	return tally as Extract<Tally, { method: Counted }>; // the method was just compared
}
