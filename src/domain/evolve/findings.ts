import type { EventOf, WorkshopEvent } from '../events.ts';
import type { WorkshopState } from '../state.ts';

/** More at once no table has: the oldest are asked again, most of them about cards that are long gone. */
export const DISMISSED_KEPT = 100;

type FindingChange = EventOf<'finding.dismissed' | 'finding.reopened'>;

export function applyFinding(state: WorkshopState, event: WorkshopEvent, body: FindingChange): WorkshopState {
	const dismissed = new Map(state.dismissed);
	dismissed.delete(body.finding);
	if (body.type === 'finding.dismissed') dismissed.set(body.finding, { by: event.actor, at: event.at });
	for (const oldest of dismissed.keys()) {
		if (dismissed.size <= DISMISSED_KEPT) break;
		dismissed.delete(oldest);
	}
	return { ...state, dismissed };
}
