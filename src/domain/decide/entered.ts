import type { CommandOf, InternalCommand } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import type { ParticipantId } from '../ids.ts';
import { rulesInForce } from '../quorum.ts';
import { refuse } from '../refusals.ts';
import { LIMITS, sectorOf } from '../rules.ts';
import type { PersonState, WorkshopState } from '../state.ts';
import { decided, needFacilitator, newId, type Asking } from './context.ts';
import { lastFacilitator, personRecord } from './people.ts';

/** Somebody without a device: entered by a facilitator, or named on a shared computer by those who use it. */
export function enterPerson(asking: Asking, command: CommandOf<'enterPerson'>): Outcome {
	const { state, person, around } = asking;
	const isDevice = person.role === 'device';
	const refusal = isDevice ? null : needFacilitator(asking);
	if (refusal) return refusal;
	const { name, organisation, sector } = command;
	if (!sectorOf(rulesInForce(state), sector)) return refuse('sector.unknown');
	if (state.people.size >= LIMITS.people) return refuse('joining.closed');
	if (isDevice && namedOn(state, person.id).length >= LIMITS.peopleOfDevice) return refuse('device.full');
	const participant = newId<ParticipantId>(around);
	const record = personRecord(around, participant, { name, organisation });
	const device = isDevice ? person.id : null;
	return decided([{ type: 'participant.entered', participant, sector, person: record.ref, device }], {
		records: [record],
	});
}

/** "Erase me" of somebody who has no way to press it: by a facilitator, or on the computer that names them. */
export function eraseEntered(asking: Asking, { participant }: CommandOf<'eraseEntered'>): Outcome {
	const target = asking.state.people.get(participant);
	if (!target || target.erased) return refuse('participant.unknown');
	if (target.entered?.device !== asking.person.id) {
		const refusal = needFacilitator(asking);
		if (refusal) return refusal;
	}
	if (!isWithoutDevice(target)) return refuse('participant.has-device');
	return erased(asking.state, target);
}

/** Name, organisation, words, and the names of those who came with them. */
export function erased(state: WorkshopState, person: PersonState): Outcome {
	const companions = [...state.companions.values()].filter(({ participant }) => participant === person.id);
	return (
		lastFacilitator(state, person) ??
		decided([{ type: 'participant.erased', participant: person.id }], {
			erasePerson: person.id,
			eraseAlso: companions.map(({ id }) => ownId(id)),
		})
	);
}

type GiveCode = Extract<InternalCommand, { type: 'giveCode' }>;

/** A code opens everything that is theirs: only for who has come by no device yet, and on the record. */
export function giveCode(asking: Asking, { participant }: GiveCode): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const target = asking.state.people.get(participant);
	if (!target || target.erased) return refuse('participant.unknown');
	if (target.removed) return refuse('participant.removed');
	if (!isWithoutDevice(target)) return refuse('participant.has-device');
	return decided([{ type: 'participant.code-given', participant }]);
}

/** On another device, by a code: the first time for who was entered, again for a facilitator. */
export function comeBack({ person }: Asking): Outcome {
	if (person.role === 'facilitator') return decided([{ type: 'facilitator.resumed', participant: person.id }]);
	return decided(isWithoutDevice(person) ? [{ type: 'participant.claimed', participant: person.id }] : []);
}

export function isWithoutDevice({ entered }: PersonState): boolean {
	return entered !== null && !entered.isClaimed;
}

export function namedOn(state: WorkshopState, device: ParticipantId): readonly PersonState[] {
	return [...state.people.values()].filter(({ entered, erased }) => entered?.device === device && !erased);
}

/** Records of companions and of who was invited are kept, and erased, under ids of their own. */
export function ownId(id: string): ParticipantId {
	return id as ParticipantId; // a random id like every other; nobody takes part under it
}
