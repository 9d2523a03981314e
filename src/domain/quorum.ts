import type { QuorumCount } from './events.ts';
import type { ParticipantId, SectorId } from './ids.ts';
import type { RuleCard } from './rule-card.ts';
import type { TableRules } from './rules.ts';
import type { PersonState, WorkshopState } from './state.ts';

/** The rules in force: the adopted ones, or the draft, which governs its own adoption (design §6). */
export function rulesInForce(state: WorkshopState): TableRules {
	return state.rules.adopted?.rules ?? state.rules.draft;
}

export function isSeated(person: PersonState): boolean {
	return person.seat !== null && person.removed === null;
}

/** Seated people who are checked in, in the order in which they joined. */
export function seatedPresent(state: WorkshopState): readonly PersonState[] {
	return [...state.people.values()].filter((person) => isSeated(person) && person.present);
}

/**
 * Quorum over seated attendance, at this instant (guide, clauses of the STT; domain.md, "What the guide asks"): as the table adopted
 * it, or as a rule card asks for more.
 */
export function countQuorum(state: WorkshopState, asked?: RuleCard['quorum']): QuorumCount {
	const rules = rulesInForce(state);
	const bySector: Record<SectorId, number> = {};
	for (const sector of rules.sectors) bySector[sector.id] = 0;
	const people = seatedPresent(state);
	for (const { seat } of people) if (seat) bySector[seat.sector] = (bySector[seat.sector] ?? 0) + 1;
	const missing = rules.sectors
		.filter(({ id, required }) => (bySector[id] ?? 0) < Math.max(required ? 1 : 0, asked?.bySector?.[id] ?? 0))
		.map(({ id }) => id);
	const total = Math.max(rules.quorum, asked?.total ?? 0);
	return { present: people.length, bySector, missing, met: missing.length === 0 && people.length >= total };
}

/** Everybody who holds a seat when a poll opens, present or not: each may vote until the close. */
export function eligibleVoters(state: WorkshopState): { participant: ParticipantId; sector: SectorId }[] {
	const voters: { participant: ParticipantId; sector: SectorId }[] = [];
	for (const person of state.people.values()) {
		if (isSeated(person) && person.seat) voters.push({ participant: person.id, sector: person.seat.sector });
	}
	return voters;
}

export function seatsTaken(state: WorkshopState, sector: SectorId): number {
	return [...state.people.values()].filter((person) => isSeated(person) && person.seat?.sector === sector).length;
}
