import { outcomesOf } from '#domain/outcomes.ts';
import { rulesInForce } from '#domain/quorum.ts';
import type { IssuedRecord } from '#domain/record.ts';
import type { SessionId } from '#domain/ids.ts';
import type { SessionState, WorkshopState } from '#domain/state.ts';
import type { SessionParticipation, TableParticipation } from '#protocol/participation.ts';
import { annotationsOf } from '../ledger/bundle.ts';
import type { IssuedRow, Storage } from '../storage/storage.ts';
import type { Table } from '../workshops/table.ts';
import { inForceLabels } from '../workshops/view/state.ts';

/** How people took part in a table, in numbers by sector: nobody is named, and no vote is told. */
export async function participationOf(
	storage: Pick<Storage, 'log' | 'instanceLog'>,
	table: Table,
	state: WorkshopState,
	title: string,
): Promise<TableParticipation> {
	const issued = await storage.log.issuedBy(table.id);
	const inForce = new Map(issued.map((row) => [row.commitment, row]));
	const told = await Promise.all([...inForce.values()].map((row) => followedUp(storage, row)));
	const sum = (of: (each: (typeof told)[number]) => number) => told.reduce((all, each) => all + of(each), 0);
	const seated = [...state.people.values()].filter(({ removed, erased }) => !removed && !erased);
	return {
		...{ workshop: table.id, title, rulesAdoptedAt: state.rules.adopted?.at ?? null },
		sessions: state.sessions.map((session) => sessionOf(table, state, session)),
		seats: sectorsOf(table, state).map(({ id, label }) => ({
			sector: label,
			count: seated.filter(({ seat }) => seat?.sector === id).length,
		})),
		...{ firstIssuedAt: issued[0]?.at ?? null, issued: inForce.size },
		solutions: {
			...{ all: sum(({ all }) => all), answered: sum(({ answered }) => answered), owed: sum(({ owed }) => owed) },
		},
		accounts: sum(({ accounts }) => accounts),
	};
}

function sectorsOf(table: Table, state: WorkshopState) {
	const { labels } = inForceLabels(table, state);
	return rulesInForce(state).sectors.map(({ id }) => ({ id, label: labels.sectors[id]?.label ?? id }));
}

function sessionOf(table: Table, state: WorkshopState, session: SessionState): SessionParticipation {
	const invited = [...state.invitations.values()].filter((each) => each.session === session.id);
	const came = new Set(session.attendance.filter((each) => each.in).map(({ participant }) => participant));
	const sectorOf = (person: { seat: { sector: string } | null; sector: string | null } | undefined) =>
		person?.seat?.sector ?? person?.sector ?? null;
	const attended = [...came].map((participant) => sectorOf(state.people.get(participant)));
	return {
		...{ session: session.id, openedAt: session.openedAt, closedAt: session.closedAt },
		plannedAt: plannedAt(table, session.id),
		sectors: sectorsOf(table, state).map(({ id, label }) => ({
			sector: label,
			invited: invited.filter(({ sector }) => sector === id).length,
			attended: attended.filter((sector) => sector === id).length,
		})),
	};
}

function plannedAt({ events }: Table, id: SessionId): number | null {
	return events.find(({ body }) => body.type === 'session.planned' && body.id === id)?.at ?? null;
}

async function followedUp(storage: Pick<Storage, 'log' | 'instanceLog'>, row: IssuedRow) {
	const notes = (await annotationsOf(storage, row.commitment, row.workshop)).map(({ annotation }) => annotation);
	// These bytes were written by the domain and are kept by their hash.
	const outcomes = outcomesOf(JSON.parse(row.bytes) as IssuedRecord, notes);
	return {
		all: outcomes.length,
		answered: outcomes.filter(({ response }) => response !== null).length,
		owed: outcomes.filter(({ owed }) => owed !== null).length,
		accounts: notes.filter(({ body }) => body.kind === 'progress').length,
	};
}
