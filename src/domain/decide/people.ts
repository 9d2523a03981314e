import type { CommandOf, InternalCommand } from '../commands.ts';
import type { EventBody } from '../events.ts';
import type { Outcome, Person, PrimaryRecord, Surroundings } from '../decision.ts';
import { canonicalJson, refOf, SALT_BYTES, utf8ToBytes } from '../hashing.ts';
import type { ParticipantId } from '../ids.ts';
import { rulesInForce } from '../quorum.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { LIMITS, sectorOf } from '../rules.ts';
import type { PersonState, WorkshopState } from '../state.ts';
import { decided, needFacilitator, newId, statementOf, type Asking } from './context.ts';

type Join = Omit<Extract<InternalCommand, { type: 'join' }>, 'type'>;

/** Joining makes a guest (or an observer, or an invited facilitator); a seat is another matter. */
export function joining(
	state: WorkshopState,
	participant: ParticipantId,
	command: Join,
	around: Surroundings,
): Outcome {
	const isFull = state.people.size >= LIMITS.people;
	if (!command.invited && (!state.joiningOpen || isFull)) return refuse('joining.closed');
	if (command.as === 'guest' && command.sector === null) return refuse('sector.required');
	if (command.sector !== null && !sectorOf(rulesInForce(state), command.sector)) return refuse('sector.unknown');
	const sector = command.as === 'facilitator' || command.as === 'device' ? null : command.sector;
	const record = personRecord(around, participant, { name: command.name, organisation: command.organisation });
	const events: EventBody[] = [
		{ type: 'participant.joined', participant, role: command.as, sector, person: record.ref },
	];
	const records = [record];
	for (const { name, organisation, sector: of } of command.people ?? []) {
		if (!sectorOf(rulesInForce(state), of)) return refuse('sector.unknown');
		const id = newId<ParticipantId>(around);
		const person = personRecord(around, id, { name, organisation });
		events.push({
			type: 'participant.entered',
			participant: id,
			sector: of,
			person: person.ref,
			device: participant,
		});
		records.push(person);
	}
	return decided(events, { records });
}

/** Name and organisation stand in a record that can be erased, never in the log. */
export function personRecord(around: Surroundings, participant: ParticipantId, person: Person): PrimaryRecord {
	const salt = around.random(SALT_BYTES);
	const bytes = utf8ToBytes(canonicalJson(person));
	return { kind: 'person', ref: refOf(salt, bytes), salt, bytes, participant };
}

export function declareSector({ state, person }: Asking, { sector }: CommandOf<'declareSector'>): Outcome {
	if (person.role === 'facilitator') return refuse('role.facilitator-has-no-seat');
	if (person.role === 'device') return refuse('role.device');
	if (person.convenes) return refuse('convener.sector');
	if (person.seat) return refuse('seat.held');
	if (!sectorOf(rulesInForce(state), sector)) return refuse('sector.unknown');
	if (person.sector === sector) return decided([]);
	return decided([{ type: 'participant.declared-sector', participant: person.id, sector }]);
}

export function declareAffiliation(asking: Asking, { sector, note }: CommandOf<'declareAffiliation'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, person, around } = asking;
	if (sector !== null && !sectorOf(rulesInForce(state), sector)) return refuse('sector.unknown');
	if (note === '') {
		return decided([{ type: 'facilitator.affiliated', participant: person.id, sector, statement: null }]);
	}
	const { ref, record } = statementOf(around, person.id, 'affiliation', note);
	return decided([{ type: 'facilitator.affiliated', participant: person.id, sector, statement: ref }], {
		records: [record],
	});
}

export function removeParticipant(asking: Asking, command: CommandOf<'removeParticipant'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, person, around } = asking;
	const target = state.people.get(command.participant);
	if (!target) return refuse('participant.unknown');
	if (target.removed) return refuse('participant.removed');
	const last = lastFacilitator(state, target);
	if (last) return last;
	const { ref, record } = statementOf(around, person.id, 'reason', command.reason);
	return decided([{ type: 'participant.removed', participant: target.id, reason: ref }], { records: [record] });
}

export function readmitParticipant(asking: Asking, command: CommandOf<'readmitParticipant'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, person, around } = asking;
	const target = state.people.get(command.participant);
	if (!target || target.erased) return refuse('participant.unknown');
	if (!target.removed) return refuse('participant.not-removed');
	const { ref, record } = statementOf(around, person.id, 'reason', command.reason);
	return decided([{ type: 'participant.readmitted', participant: target.id, reason: ref }], { records: [record] });
}

/** A table without anybody to facilitate it could never be closed or issued. */
export function lastFacilitator(state: WorkshopState, target: PersonState): Refusal | null {
	if (target.role !== 'facilitator' || state.status !== 'open') return null;
	const others = [...state.people.values()].some(
		(other) => other.id !== target.id && other.role === 'facilitator' && !other.removed && !other.erased,
	);
	return others ? null : refuse('participant.last-facilitator');
}
