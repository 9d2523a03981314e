import type { EventOf, WorkshopEvent } from '../events.ts';
import type { PersonState, WorkshopState } from '../state.ts';
import type { ParticipantId } from '../ids.ts';
import { withoutCompanions } from './companions.ts';
import { touchThreadsOf } from './comments.ts';
import { touchSuggestionsOf } from './suggestions.ts';
import { changePerson } from './change-person.ts';
import { endConvening } from './conveners.ts';
import { floorLeft } from './leading.ts';

type PeopleChange = EventOf<
	| 'participant.joined'
	| 'participant.declared-sector'
	| 'participant.removed'
	| 'participant.readmitted'
	| 'participant.erased'
	| 'participant.entered'
	| 'facilitator.affiliated'
	| 'seat.offered'
	| 'seat.granted'
	| 'seat.released'
>;

export function applyPeople(state: WorkshopState, event: WorkshopEvent, body: PeopleChange): WorkshopState {
	switch (body.type) {
		case 'participant.joined':
		case 'participant.entered': {
			const person: PersonState = {
				id: body.participant,
				role: body.type === 'participant.joined' ? body.role : 'guest',
				sector: body.sector,
				person: body.person,
				joinedAt: event.at,
				removed: null,
				erased: false,
				seatOffer: null,
				seat: null,
				present: false,
				convenes: false,
				convenerOffer: null,
				entered: body.type === 'participant.entered' ? { device: body.device, isClaimed: false } : null,
				affiliation: null,
			};
			return { ...state, people: new Map(state.people).set(person.id, person) };
		}
		case 'participant.declared-sector':
			return changePerson(state, body.participant, { sector: body.sector, seatOffer: null, convenerOffer: null });
		case 'participant.removed': {
			const removed = { at: event.at, by: event.actor, reason: body.reason };
			const silent = silenced(endConvening(state, body.participant), body.participant, event.at);
			return changePerson(silent, body.participant, { removed, ...LEFT });
		}
		case 'participant.readmitted':
			return changePerson(state, body.participant, { removed: null });
		case 'participant.erased':
			return erased(state, body.participant, event.at);
		case 'facilitator.affiliated': {
			const affiliation = { sector: body.sector, statement: body.statement };
			return changePerson(state, body.participant, { affiliation });
		}
		case 'seat.offered': {
			const seatOffer = { sector: body.sector, by: event.actor };
			return changePerson(state, body.participant, { sector: body.sector, seatOffer });
		}
		case 'seat.granted': {
			const seat = { sector: body.sector, voucher: body.voucher, at: event.at };
			return changePerson(state, body.participant, { sector: body.sector, seat, seatOffer: null });
		}
		case 'seat.released':
			return changePerson(state, body.participant, { seat: null, seatOffer: null });
	}
}

const LEFT = { present: false, seatOffer: null, seat: null, convenerOffer: null } as const;

/** What somebody was at the table ends, and what they wrote outside of an issued text goes with them. */
function erased(before: WorkshopState, id: ParticipantId, at: number): WorkshopState {
	let state = withoutCompanions(before, id);
	state = endConvening(state, id);
	state = silenced(state, id, at);
	state = withoutOwn(state, id);
	state = changePerson(state, id, { erased: true, ...LEFT });
	state = touchThreadsOf(state, id);
	return touchSuggestionsOf(state, id);
}

/** Whoever left the table speaks no more. */
function silenced(state: WorkshopState, id: ParticipantId, at: number): WorkshopState {
	return state.floor?.participant === id ? floorLeft(state, at) : state;
}

/** Own cards that nobody was shown are erased with their author. */
function withoutOwn(state: WorkshopState, id: ParticipantId): WorkshopState {
	return {
		...state,
		offered: new Map([...state.offered].filter(([, author]) => author !== id)),
		returned: new Map([...state.returned].filter(([, { participant }]) => participant !== id)),
	};
}
