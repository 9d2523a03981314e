import type { PollTerms } from '../commands.ts';
import type { RuleCard } from '../polls.ts';
import { LONGEST_MS, PRACTICE_MS } from '../polls.ts';
import { eligibleVoters, rulesInForce } from '../quorum.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { standingFor, type BlockId, type SectorId } from '../ids.ts';
import { EVERYONE, isOrdering, type Method, type Secrecy, type WeighedSector } from '../rule-card.ts';
import { requiredSectors, type TableRules } from '../rules.ts';
import type { WorkshopState } from '../state.ts';

/** Terms for who asks for nothing special: all as the table adopted it. */
export function plainTerms(method: Method): PollTerms {
	return {
		method,
		budget: null,
		cap: null,
		seatedLater: false,
		quorum: null,
		weighting: null,
		threshold: method === 'majority' ? 'half' : null,
		floor: null,
		secrecy: 'by-sector',
		results: 'at-close',
		tie: 'kept',
		closesAt: null,
	};
}

/** Why no poll can be held on these terms, or null. */
export function termsFault(state: WorkshopState, terms: PollTerms, now: number): Refusal | null {
	const { method, quorum, closesAt } = terms;
	const rules = rulesInForce(state);
	const [budget, cap] = [terms.budget ?? rules.dots.budget, terms.cap ?? rules.dots.cap];
	if (method === 'dots' ? cap > budget : terms.budget !== null) return refuse('poll.terms');
	if (method !== 'dots' && method !== 'approval' && terms.cap !== null) return refuse('poll.terms');
	if (method === 'majority' ? terms.threshold === null : terms.threshold !== null || terms.floor !== null) {
		return refuse('poll.terms');
	}
	// What decides is shown when it is decided; and only what is put in an order can be tied.
	if (!isOrdering(method) && (terms.results !== 'at-close' || terms.tie !== 'kept')) return refuse('poll.terms');
	if (quorum) {
		const unknown = Object.keys(quorum.bySector).some((id) => !rules.sectors.some((sector) => sector.id === id));
		if (unknown) return refuse('sector.unknown');
		if (quorum.total < rules.quorum) return refuse('poll.quorum-below', { least: rules.quorum });
	}
	if (closesAt !== null) return deadlineFault(closesAt, now);
	return null;
}

export function deadlineFault(closesAt: number, now: number): Refusal | null {
	return closesAt <= now || closesAt > now + LONGEST_MS ? refuse('poll.deadline') : null;
}

export function ruleCard(state: WorkshopState, terms: PollTerms): RuleCard {
	const rules = rulesInForce(state);
	const { method, quorum, closesAt } = terms;
	const common = {
		eligible: terms.seatedLater ? 'seated-later' : 'seated',
		budget: method === 'dots' ? (terms.budget ?? rules.dots.budget) : null,
		cap: method === 'dots' ? (terms.cap ?? rules.dots.cap) : method === 'approval' ? terms.cap : null,
		quorum: {
			total: quorum?.total ?? rules.quorum,
			sectors: requiredSectors(rules).map(({ id }) => id),
			...(quorum && Object.keys(quorum.bySector).length > 0 ? { bySector: quorum.bySector } : {}),
		},
		weighting: terms.weighting ?? rules.weighting,
		secrecy: terms.secrecy,
		turnout: 'by-sector',
		results: terms.results,
		closes: closesAt === null ? 'by-hand' : 'deadline',
		tie: terms.tie,
		openSeats: state.rules.adopted?.rules.openSeats ?? false,
		sectors: groupsOf(rules, terms.secrecy),
		...(closesAt === null ? {} : { closesAt }),
	} as const;
	if (method !== 'majority') return { ...common, method };
	const floor = terms.floor === null ? null : { percent: terms.floor, sectors: sectorsThatSpeak(state) };
	return { ...common, method, threshold: terms.threshold ?? 'half', floor };
}

/** Closes by itself after a minute, whatever was asked for, and needs nobody in particular. Nothing of it is kept, so nothing is secret. */
export function practiceCard(state: WorkshopState, terms: PollTerms, now: number): RuleCard {
	return { ...ruleCard(state, { ...terms, secrecy: 'by-sector', closesAt: now + PRACTICE_MS }), practice: true };
}

/** By what a ballot weighs, and is broken out: of a secret vote, what is stored beside it. */
function groupsOf({ sectors, blocks }: TableRules, secrecy: Secrecy): WeighedSector[] {
	switch (secrecy) {
		case 'secret-by-person':
			return [{ id: EVERYONE, block: standingFor<BlockId>(EVERYONE) }];
		case 'secret-by-block':
			return blocks.map(({ id }) => ({ id: standingFor<SectorId>(id), block: id }));
		case 'by-sector':
		case 'open':
		case 'secret':
			return sectors.map(({ id, block }) => ({ id, block }));
	}
}

/** The table adopted how people, sectors and blocks weigh; another way is an exception, and has a reason on the record (D6). */
export function departsFromRules(state: WorkshopState, card: RuleCard): boolean {
	return !card.practice && card.weighting !== rulesInForce(state).weighting;
}

/** Those required, and those with somebody who may vote: a sector with nobody can not be asked. */
function sectorsThatSpeak(state: WorkshopState) {
	const seated = new Set(eligibleVoters(state).map(({ sector }) => sector));
	return rulesInForce(state)
		.sectors.filter(({ id, required }) => required || seated.has(id))
		.map(({ id }) => id);
}
