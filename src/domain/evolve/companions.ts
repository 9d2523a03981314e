import type { EventOf } from '../events.ts';
import type { ParticipantId } from '../ids.ts';
import type { WorkshopState } from '../state.ts';

export function applyCompanion(
	state: WorkshopState,
	body: EventOf<'companion.named' | 'companion.left'>,
): WorkshopState {
	const companions = new Map(state.companions);
	if (body.type === 'companion.left') companions.delete(body.companion);
	else {
		const { companion: id, participant, kind, person } = body;
		companions.set(id, { id, participant, kind, person });
	}
	return { ...state, companions };
}

/** Who is erased takes along the names of those who came with them. */
export function withoutCompanions(state: WorkshopState, participant: ParticipantId): WorkshopState {
	if (![...state.companions.values()].some((one) => one.participant === participant)) return state;
	const companions = [...state.companions].filter(([, one]) => one.participant !== participant);
	return { ...state, companions: new Map(companions) };
}
