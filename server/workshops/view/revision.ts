import type { ParticipantId } from '#domain/ids.ts';
import type { WorkshopState } from '#domain/state.ts';

/**
 * The number by which one person's screen knows that it shows what they did: it moves with the table, and with their own ballots.
 * Nobody else's ballot moves it.
 */
export function revisionFor(state: WorkshopState, participant: ParticipantId): number {
	let revision = state.revision;
	for (const { ballots } of state.polls.values()) revision += ballots.get(participant)?.n ?? 0;
	return revision;
}
