import { isWithoutDevice } from '#domain/decide/entered.ts';
import type { ParticipantId, RecordRef } from '#domain/ids.ts';
import { rulesInForce } from '#domain/quorum.ts';
import type { PersonState, WorkshopState } from '#domain/state.ts';
import type { Audience, CompanionView, PersonView } from '#protocol/view.ts';
import type { Table } from '../table.ts';

/** Facilitators act on the record and are named to all; everybody else as the table's rules say (`TableRules.namesShown`). */
export function namesFor(state: WorkshopState, audience: Audience): (person: PersonState) => boolean {
	const all = audience === 'facilitator' || rulesInForce(state).namesShown === 'names';
	return (person) => all || person.role === 'facilitator';
}

export function peopleView(table: Table, state: WorkshopState, audience: Audience): PersonView[] {
	const isNamed = namesFor(state, audience);
	return [...state.people.values()]
		.filter((person) => audience === 'facilitator' || (!person.removed && !person.erased))
		.map((person) => {
			const known = isNamed(person) ? table.records.person(person.person) : undefined;
			return {
				id: person.id,
				name: known?.name ?? null,
				organisation: known?.organisation ?? null,
				role: person.role,
				sector: person.sector,
				seat: person.seat ? { sector: person.seat.sector, voucher: person.seat.voucher.by } : null,
				seatOffer: person.seatOffer?.sector ?? null,
				present: person.present,
				removed: person.removed !== null,
				erased: person.erased,
				convenes: person.convenes,
				convenerOffer: person.convenerOffer,
				withoutDevice: isWithoutDevice(person),
				device: person.entered?.device ?? null,
				companions: companionsOf(table, state, person.id, isNamed(person)),
				affiliation: affiliationView(table, person),
			};
		});
}

export function companionsOf(
	table: Table,
	state: WorkshopState,
	id: ParticipantId,
	isNamed: boolean,
): readonly CompanionView[] {
	return [...state.companions.values()]
		.filter(({ participant }) => participant === id)
		.map((one) => ({ id: one.id, kind: one.kind, name: isNamed ? statementOr(table, one.person) : null }));
}

export function affiliationView(table: Table, { affiliation }: PersonState): PersonView['affiliation'] {
	if (!affiliation) return null;
	const note = affiliation.statement ? (table.records.statement(affiliation.statement) ?? '') : '';
	return { sector: affiliation.sector, note };
}

/** The name on the roster, or '' once erased; for people who act on the record. */
export function nameOf(table: Table, id: ParticipantId): string {
	const person = table.state?.people.get(id);
	return (person && table.records.person(person.person)?.name) ?? '';
}

/** The name as the whole table sees it: null where the rules hide names, or the person was erased. */
export function nameOrNull(table: Table, state: WorkshopState, id: ParticipantId): string | null {
	const person = state.people.get(id);
	return person && namesFor(state, 'table')(person) ? nameOf(table, id) || null : null;
}

export function statementOr(table: Table, ref: RecordRef | null): string | null {
	return ref === null ? null : (table.records.statement(ref) ?? null);
}
