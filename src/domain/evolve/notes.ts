import type { EventOf, WorkshopEvent } from '../events.ts';
import type { WorkshopState } from '../state.ts';

export function applyScan(
	state: WorkshopState,
	{ at, actor }: WorkshopEvent,
	{ file, about }: EventOf<'scan.logged'>,
): WorkshopState {
	return { ...state, scans: [...state.scans, { file, about, by: actor, at }] };
}

export function applyNote(
	state: WorkshopState,
	{ at, actor }: WorkshopEvent,
	{ session, text }: EventOf<'record.noted'>,
): WorkshopState {
	return { ...state, notes: [...state.notes, { session, by: actor, at, text }] };
}
