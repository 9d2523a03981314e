import type { ParticipantId, SectorId, WorkshopId } from '#domain/ids.ts';
import type { CommandAnswer, SignedIn, TableCreated, TableSnapshot } from '#protocol/api.ts';
import type { E2eServer } from '../support/e2e-server.ts';
import { PASSWORD, Person, tableBody } from '../support/people.ts';
import { JALISCO } from './actors.ts';

export interface OpenTable {
	readonly id: WorkshopId;
	readonly code: string;
	/** Lucía as a program; her browser signs in as `lucia`. */
	readonly lucia: Person;
	command(person: Person, command: unknown): Promise<CommandAnswer>;
	look(): Promise<TableSnapshot>;
}

/**
 * What a test needs before it begins, made over HTTP: Lucía's account and her table with so many seats a sector, an affiliation
 * declared, no session open.
 */
export async function openTable(server: E2eServer, seats = 1): Promise<OpenTable> {
	const lucia = personAt(server, 'Lucía');
	const token = new URL(server.setUpPath, server.origin).searchParams.get('token');
	await lucia.signIn('/api/setup', { token, username: 'lucia', name: 'Lucía', password: PASSWORD });
	const body = tableBody(JALISCO.title);
	const sectors = body.rules.sectors.map((sector) => ({ ...sector, seats }));
	const made = await lucia.post<TableCreated>('/api/workshops', { ...body, rules: { ...body.rules, sectors } });
	const { id } = made.body;
	const look = async (): Promise<TableSnapshot> => (await lucia.get<TableSnapshot>(`/api/workshops/${id}`)).body;
	const table: OpenTable = {
		id,
		code: (await look()).state.joining.code ?? '',
		lucia,
		look,
		async command(person, command) {
			const { status, body } = await person.command<CommandAnswer>(id, command);
			if (status !== 200) throw new Error(`${person.name} was refused: ${JSON.stringify(body)}`);
			return body;
		},
	};
	await table.command(lucia, { type: 'declareAffiliation', sector: null, note: '' });
	return table;
}

export async function openSession({ command, lucia }: OpenTable): Promise<void> {
	const setup = { title: '', place: 'Guadalajara', mode: 'in-person', date: '2026-11-20', videoLink: null };
	await command(lucia, { type: 'openSession', setup });
}

/** Three people, one of each sector, adopt the drafted rules in a session of their own. */
export async function adoptRules(server: E2eServer, table: OpenTable): Promise<void> {
	const { command, lucia } = table;
	await openSession(table);
	const members: Person[] = [];
	for (const { id: sector } of (await table.look()).state.rules.rules.sectors) {
		const member = personAt(server, `Integrante ${sector}`);
		const participant = await joinAs(member, table.code, sector);
		await command(lucia, { type: 'offerSeat', participant, sector });
		await command(member, { type: 'checkIn', participant: null });
		members.push(member);
	}
	const content = (await table.look()).state.rules.draft?.content;
	const { made } = await command(lucia, { type: 'openRulesRound', question: '¿Adoptamos estas reglas?', content });
	for (const member of members) {
		await command(member, { type: 'castConsensus', poll: made['poll'], answer: 'agree', reason: '' });
	}
	await command(lucia, { type: 'closePoll', poll: made['poll'] });
}

const personAt = (server: E2eServer, name: string): Person =>
	new Person(name, (path, init) => fetch(`${server.origin}${path}`, init));

async function joinAs(person: Person, code: string, sector: SectorId): Promise<ParticipantId> {
	const form = { code, name: person.name, sector, organisation: '', observe: false };
	const { participant }: SignedIn = (await person.signIn('/api/join', form)).body;
	if (participant === null) throw new Error(`${person.name} did not get in`);
	return participant;
}
