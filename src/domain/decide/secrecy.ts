import { standingFor, type SectorId } from '../ids.ts';
import { eligibleVoters, rulesInForce } from '../quorum.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { EVERYONE, isSecret, type RuleCard } from '../rule-card.ts';
import type { WorkshopState } from '../state.ts';

/** Fewer than these of one group, and what the group chose tells what its people chose. */
export const FEWEST_TOGETHER = 5;

/**
 * Why a vote under this card could not keep its secret, or null. What is broken out or weighed by a group needs five who may vote in
 * each; who may come later could come to a group where nobody was.
 */
export function secrecyFault(state: WorkshopState, card: RuleCard): Refusal | null {
	if (!isSecret(card)) return null;
	// A result that moves with each ballot says what that ballot was.
	if (card.results === 'live') return refuse('poll.terms');
	const small = smallGroups(state, card);
	if (small.length > 0) return refuse('poll.secret-small', { sectors: small.join(' ') });
	if (card.secrecy === 'secret') return null;
	// A round asks each required sector, a floor each sector: neither can be counted where sectors are not stored.
	const asksSectors = card.method === 'consensus' || (card.method === 'majority' && card.floor !== null);
	const weighs = card.secrecy === 'secret-by-person' ? card.weighting === 'people' : card.weighting !== 'sectors';
	return asksSectors || !weighs ? refuse('poll.secret-groups') : null;
}

function smallGroups(state: WorkshopState, card: RuleCard): SectorId[] {
	const counts = new Map<SectorId, number>();
	for (const { sector } of eligibleVoters(state)) {
		const group = groupOf(state, card, sector);
		counts.set(group, (counts.get(group) ?? 0) + 1);
	}
	const groups = card.eligible === 'seated-later' ? (card.sectors ?? []).map(({ id }) => id) : [...counts.keys()];
	return groups.filter((id) => id !== EVERYONE && (counts.get(id) ?? 0) < FEWEST_TOGETHER).sort();
}

/** What a secret vote stores beside a ballot of somebody of this sector. */
export function groupOf(state: WorkshopState, { secrecy }: RuleCard, sector: SectorId): SectorId {
	switch (secrecy) {
		case 'secret-by-person':
			return EVERYONE;
		case 'secret-by-block': {
			const block = rulesInForce(state).sectors.find(({ id }) => id === sector)?.block;
			if (!block) throw new RangeError(`sector ${sector} has no block`);
			return standingFor<SectorId>(block);
		}
		case 'by-sector':
		case 'open':
		case 'secret':
			return sector;
	}
}
