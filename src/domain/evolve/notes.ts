import type { EventOf, WorkshopEvent } from '../events.ts';
import type { WorkshopState } from '../state.ts';

export function applyNote(
	state: WorkshopState,
	{ at, actor }: WorkshopEvent,
	{ session, text }: EventOf<'record.noted'>,
): WorkshopState {
	return { ...state, notes: [...state.notes, { session, by: actor, at, text }] };
}
