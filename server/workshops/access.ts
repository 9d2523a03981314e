import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget, Lock, WriteContext, WriteOperation, WriteVerdict } from '#domain/permissions.ts';
import { mayWrite } from '#domain/permissions.ts';
import type { PersonState, WorkshopState } from '#domain/state.ts';
import type { Access, ReadVerdict } from '../rooms/access.ts';
import type { Table } from './table.ts';
import { writeContext } from '#domain/write-context.ts';
import { nameOf, statementOr } from './view/people.ts';
import { inForceLabels } from './view/state.ts';

/** Answers the rooms out of tables that this process has loaded. */
export function accessTo(loaded: (id: WorkshopId) => Table | undefined): Access {
	const tableOf = (id: WorkshopId): { table: Table; state: WorkshopState } => {
		const table = loaded(id);
		if (!table?.state) throw new RangeError(`table ${id} is not loaded here`);
		return { table, state: table.state };
	};
	// Asked for every letter that anybody types; a state never changes, a changed table has another.
	const contexts = new WeakMap<WorkshopState, WriteContext>();
	const contextOf = (state: WorkshopState): WriteContext => {
		const known = contexts.get(state);
		if (known) return known;
		const context = writeContext(state);
		contexts.set(state, context);
		return context;
	};
	return {
		epoch: (workshop) => tableOf(workshop).table.epoch,
		mayRead: (workshop, participant, target) => mayRead(tableOf(workshop).state, participant, target),
		verdict(workshop, participant, operation: WriteOperation, target, path, facts): WriteVerdict {
			const { state } = tableOf(workshop);
			const person = state.people.get(participant);
			if (!person || person.erased) return { ok: false, code: 'participant.unknown' };
			const writer = { id: person.id, role: person.role, removed: person.removed !== null };
			const context = contextOf(state);
			return mayWrite(writer, operation, target, path, facts ? { ...context, ...facts } : context);
		},
		lockNotice(workshop, lock: Lock) {
			const { table } = tableOf(workshop);
			const { target, at } = lock;
			return { by: nameOf(table, lock.by), at, reason: statementOr(table, lock.reason) ?? '', target };
		},
		identity: (workshop, participant) => identity(tableOf(workshop), participant),
		facilitates: (workshop, participant) => tableOf(workshop).state.people.get(participant)?.role === 'facilitator',
		onChange: (workshop, callback) => tableOf(workshop).table.onChange(callback),
	};
}

function mayRead(state: WorkshopState, participant: ParticipantId, target: DocumentTarget): ReadVerdict {
	const person = state.people.get(participant);
	if (!person || person.removed || person.erased || state.status === 'erased') return 'removed';
	switch (target.document) {
		case 'board':
			return 'yes';
		case 'draft':
			return state.commitments.has(target.commitment) ? 'yes' : 'unknown';
		case 'own':
			// To everybody else it is as if it were not there.
			return target.participant === participant && person.role !== 'observer' ? 'yes' : 'unknown';
	}
}

/** As the others see this person: by the table's rule on names, facilitators always by name. */
function identity(
	{ table, state }: { table: Table; state: WorkshopState },
	id: ParticipantId,
): ReturnType<Access['identity']> {
	const person: PersonState | undefined = state.people.get(id);
	const { rules, labels } = inForceLabels(table, state);
	const isNamed = person?.role === 'facilitator' || rules.namesShown === 'names';
	const sector = rules.namesShown === 'none' ? undefined : rules.sectors.find((rule) => rule.id === person?.sector);
	return {
		id,
		label: person && isNamed ? (table.records.person(person.person)?.name ?? null) : null,
		sector: sector
			? { id: sector.id, letter: labels.sectors[sector.id]?.letter ?? '', shape: sector.shape, tone: sector.tone }
			: null,
	};
}
