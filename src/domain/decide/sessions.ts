import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { textOf } from '../hashing.ts';
import type { AttendanceMeans } from '../events.ts';
import type { ParticipantId, SessionId } from '../ids.ts';
import { refuse } from '../refusals.ts';
import type { PersonState } from '../state.ts';
import { decided, needFacilitator, newId, openSession, type Asking } from './context.ts';
import { isWithoutDevice } from './entered.ts';

export function openTableSession(asking: Asking, { setup }: CommandOf<'openSession'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	if (openSession(asking.state)) return refuse('session.already-open');
	const text = textOf(setup);
	return decided([{ type: 'session.opened', id: newId<SessionId>(asking.around), setup: text.hash }], {
		texts: [text],
	});
}

/** Closing ends everybody's attendance; polls, locks and phases go on to the next session. */
export function closeSession(asking: Asking): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const id = openSession(asking.state);
	return id ? decided([{ type: 'session.closed', id }]) : refuse('session.none-open');
}

export function checkIn(asking: Asking, command: CommandOf<'checkIn'>): Outcome {
	return attend(asking, command.participant, true);
}

export function checkOut(asking: Asking, command: CommandOf<'checkOut'>): Outcome {
	return attend(asking, command.participant, false);
}

/** Attendance is declared, by oneself or by a facilitator's tap; a dropped socket never ends it. */
function attend(asking: Asking, participant: ParticipantId | null, isIn: boolean): Outcome {
	const { state, person } = asking;
	const id = participant ?? person.id;
	const target = state.people.get(id);
	const isNamedHere = target?.entered?.device === person.id;
	if (id !== person.id && !isNamedHere) {
		const refusal = needFacilitator(asking);
		if (refusal) return refusal;
	}
	if (!openSession(state)) return refuse('session.none-open');
	if (!target || target.erased) return refuse('participant.unknown');
	if (target.removed) return refuse('participant.removed');
	if (target.role === 'device') return refuse('role.device');
	if (target.present === isIn) return refuse(isIn ? 'attendance.already' : 'attendance.not-present');
	const means = meansOf(target, person);
	return decided([{ type: isIn ? 'attendance.checked-in' : 'attendance.checked-out', participant: id, means }]);
}

function meansOf(target: PersonState, by: PersonState): AttendanceMeans {
	if (target.id === by.id) return 'self';
	if (by.role === 'device') return 'device';
	return isWithoutDevice(target) && target.entered?.device === null ? 'paper' : 'facilitator';
}
