import type { EventOf, WorkshopEvent } from '../events.ts';
import type { WorkshopState } from '../state.ts';

type Led = EventOf<
	'agenda.edited' | 'timer.extended' | 'wording.proposed' | 'wording.reopened' | 'floor.given' | 'floor.ended'
>;

export function applyLeading(state: WorkshopState, event: WorkshopEvent, body: Led): WorkshopState {
	const { at, actor: by } = event;
	switch (body.type) {
		case 'agenda.edited': {
			const phases = new Map(state.phases);
			for (const phase of body.agenda) phases.set(phase.id, phase);
			const isSilent = phases.get(state.phase)?.silent ?? false;
			const offered = isSilent ? state.offered : new Map();
			const hadSilence = state.hadSilence || isSilent;
			const agendaVersion = state.agendaVersion + 1;
			return { ...state, agenda: body.agenda, agendaVersion, phases, hadSilence, offered };
		}
		case 'timer.extended': {
			const { durationMs, endsAt } = body;
			return { ...state, timer: { startedAt: state.timer?.startedAt ?? at, durationMs, endsAt } };
		}
		case 'wording.proposed': {
			const { card, content, until } = body;
			return { ...state, wording: { card, content, by, at, until, reopened: null } };
		}
		case 'wording.reopened':
			return { ...state, wording: state.wording && { ...state.wording, reopened: { by, at } } };
		case 'floor.given': {
			const { participant, sector } = body;
			return { ...floorLeft(state, at), floor: { participant, sector, at } };
		}
		case 'floor.ended':
			return floorLeft(state, at);
	}
}

/** Nobody speaks any more; how long their sector did is added up, and no more than that is kept of it. */
export function floorLeft(state: WorkshopState, at: number): WorkshopState {
	const { floor } = state;
	if (!floor) return state;
	const { turns, ms } = state.spoken.get(floor.sector) ?? { turns: 0, ms: 0 };
	const spoken = new Map(state.spoken).set(floor.sector, { turns: turns + 1, ms: ms + at - floor.at });
	return { ...state, floor: null, spoken };
}
