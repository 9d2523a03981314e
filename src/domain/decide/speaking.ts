import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import type { HandId } from '../ids.ts';
import { rulesInForce } from '../quorum.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { LIMITS, sectorOf } from '../rules.ts';
import { decided, needFacilitator, newId, type Asking } from './context.ts';

/** Signs change nothing in the log; giving somebody the floor is a method act and stands there. */
function outsider({ person }: Asking): Refusal | null {
	if (person.role === 'observer') return refuse('role.observer');
	// Its people speak in the room, or are entered by name: a sign of the computer would be nobody's.
	return person.role === 'device' ? refuse('sign.of-a-person') : null;
}

export function raiseHand(asking: Asking): Outcome {
	const { person, around } = asking;
	const refusal = outsider(asking);
	if (refusal) return refusal;
	const { hands } = around.signs;
	if (hands.some(({ participant }) => participant === person.id)) return refuse('hand.raised');
	if (hands.length >= LIMITS.hands) return refuse('hand.too-many');
	const sector = person.seat?.sector ?? person.sector;
	const hand = { id: newId<HandId>(around), participant: person.id, sector, at: around.now };
	return decided([], { sign: { is: 'hand-up', hand } });
}

/** Somebody who asked in the room takes their place in the same queue. */
export function enterHand(asking: Asking, command: CommandOf<'enterHand'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, around } = asking;
	const { hands } = around.signs;
	if (hands.length >= LIMITS.hands) return refuse('hand.too-many');
	const id = newId<HandId>(around);
	if (command.participant === null) {
		const { sector } = command;
		if (sector === null || !sectorOf(rulesInForce(state), sector)) return refuse('sector.unknown');
		return decided([], { sign: { is: 'hand-up', hand: { id, participant: null, sector, at: around.now } } });
	}
	const person = state.people.get(command.participant);
	if (!person || person.removed || person.erased) return refuse('participant.unknown');
	if (person.role === 'device') return refuse('sign.of-a-person');
	if (hands.some(({ participant }) => participant === person.id)) return refuse('hand.raised');
	const sector = person.seat?.sector ?? person.sector;
	return decided([], { sign: { is: 'hand-up', hand: { id, participant: person.id, sector, at: around.now } } });
}

export function lowerHand(asking: Asking, command: CommandOf<'lowerHand'>): Outcome {
	const { person, around } = asking;
	const hand = around.signs.hands.find(({ id, participant }) =>
		command.hand === null ? participant === person.id : id === command.hand,
	);
	if (!hand) return refuse('hand.none');
	if (hand.participant !== person.id) {
		const refusal = needFacilitator(asking);
		if (refusal) return refusal;
	}
	return decided([], { sign: { is: 'hand-down', hand: hand.id } });
}

/** Whoever spoke before has ended by that. */
export function giveFloor(asking: Asking, command: CommandOf<'giveFloor'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const hand = asking.around.signs.hands.find(({ id }) => id === command.hand);
	if (!hand) return refuse('hand.none');
	const { participant, sector } = hand;
	return decided([{ type: 'floor.given', participant, sector }], { sign: { is: 'hand-down', hand: hand.id } });
}

export function endFloor(asking: Asking): Outcome {
	const { state, person } = asking;
	if (!state.floor) return refuse('floor.none');
	if (state.floor.participant !== person.id) {
		const refusal = needFacilitator(asking);
		if (refusal) return refusal;
	}
	return decided([{ type: 'floor.ended' }]);
}

export function markDone(asking: Asking, { done }: CommandOf<'markDone'>): Outcome {
	return givesSigns(asking) ?? decided([], { sign: { is: 'done', participant: asking.person.id, done } });
}

/** Asking twice counts once. */
export function askTime(asking: Asking): Outcome {
	return givesSigns(asking) ?? decided([], { sign: { is: 'more-time', participant: asking.person.id } });
}

/** Whoever sets the time does not ask for it. */
function givesSigns(asking: Asking): Refusal | null {
	if (asking.person.role === 'facilitator') return refuse('sign.participants-only');
	return outsider(asking);
}
