import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { refuse } from '../refusals.ts';
import { LIMITS } from '../rules.ts';
import { keyOffered } from '../signing.ts';
import { isWithoutDevice } from './entered.ts';
import { decided, openSession, seatOf, type Asking } from './context.ts';

/** A person shows the key that they made on their own device. It signs nothing until it is confirmed. */
export function offerSigningKey({ state, person }: Asking, { key }: CommandOf<'offerSigningKey'>): Outcome {
	const seated = seatOf(person);
	if (!seated.ok) return seated;
	// Whoever is named on a shared computer has no device of their own, and so no key.
	if (isWithoutDevice(person)) return refuse('role.device');
	if (state.signingKeys.some((one) => one.key === key)) return refuse('signing-key.taken');
	const own = state.signingKeys.filter(({ participant }) => participant === person.id);
	if (own.length >= LIMITS.signingKeysOfOne) return refuse('signing-key.too-many');
	return decided([{ type: 'signing-key.offered', key, sector: seated.seat.sector }]);
}

/** In the room: a seated person of another sector compared the words on the owner's device with those on their own. */
export function confirmSigningKey({ state, person }: Asking, command: CommandOf<'confirmSigningKey'>): Outcome {
	const seated = seatOf(person);
	if (!seated.ok) return seated;
	const owner = state.people.get(command.participant);
	if (!owner || owner.removed || owner.erased) return refuse('participant.unknown');
	const offered = keyOffered(state.signingKeys, owner.id);
	if (!offered || !owner.seat) return refuse('signing-key.not-offered');
	if (offered.key !== command.key) return refuse('content.changed');
	const { sector, voucher } = seated.seat;
	if (sector === owner.seat.sector || sector === offered.sector) return refuse('signing-key.sector');
	if (!openSession(state)) return refuse('session.none-open');
	if (!person.present || !owner.present) return refuse('attendance.not-present');
	return decided([{ type: 'signing-key.confirmed', participant: owner.id, key: offered.key, sector, voucher }]);
}

/** Lost, or stolen: its owner gives it up. What it signed before stands. */
export function endSigningKey({ state, person }: Asking, { key }: CommandOf<'endSigningKey'>): Outcome {
	const own = state.signingKeys.find((one) => one.key === key && one.participant === person.id);
	if (!own || own.endedAt !== null) return refuse('signing-key.unknown');
	return decided([{ type: 'signing-key.ended', key }]);
}
