import type { ParticipantId } from '../ids.ts';
import type { PersonState, WorkshopState } from '../state.ts';

export function changePerson(state: WorkshopState, id: ParticipantId, change: Partial<PersonState>): WorkshopState {
	const person = state.people.get(id);
	if (!person) throw new RangeError('an event about nobody at this table');
	return { ...state, people: new Map(state.people).set(id, { ...person, ...change }) };
}
