import type { EventOf, WorkshopEvent } from '../events.ts';
import type { PersonState, SessionState, WorkshopState } from '../state.ts';
import type { ParticipantId } from '../ids.ts';
import { changePerson } from './change-person.ts';
import { floorLeft } from './leading.ts';

type SessionChange = EventOf<
	| 'session.planned'
	| 'session.called-off'
	| 'session.opened'
	| 'session.closed'
	| 'attendance.checked-in'
	| 'attendance.checked-out'
>;

export function applySession(state: WorkshopState, event: WorkshopEvent, body: SessionChange): WorkshopState {
	switch (body.type) {
		case 'session.planned': {
			const planned = { id: body.id, setup: body.setup, plannedBy: event.actor, plannedAt: event.at };
			return { ...state, planned: [...state.planned, planned] };
		}
		case 'session.called-off':
			return { ...state, planned: state.planned.filter(({ id }) => id !== body.id) };
		case 'session.opened': {
			const session: SessionState = {
				id: body.id,
				setup: body.setup,
				openedAt: event.at,
				openedBy: event.actor,
				closedAt: null,
				attendance: [],
				firstSeq: event.seq,
				lastSeq: null,
			};
			const planned = state.planned.filter(({ id }) => id !== body.id);
			return { ...state, planned, sessions: [...state.sessions, session], spoken: new Map() };
		}
		case 'session.closed':
			return {
				...floorLeft(state, event.at),
				people: new Map(
					[...state.people].map(([id, person]): [ParticipantId, PersonState] => [
						id,
						{ ...person, present: false },
					]),
				),
				sessions: state.sessions.map((session) =>
					session.id === body.id ? { ...session, closedAt: event.at, lastSeq: event.seq } : session,
				),
			};
		case 'attendance.checked-in':
		case 'attendance.checked-out': {
			const isIn = body.type === 'attendance.checked-in';
			const entry = { participant: body.participant, at: event.at, in: isIn, means: body.means, by: event.actor };
			const sessions = state.sessions.map((session) =>
				session.id === event.session ? { ...session, attendance: [...session.attendance, entry] } : session,
			);
			return changePerson({ ...state, sessions }, body.participant, { present: isIn });
		}
	}
}
