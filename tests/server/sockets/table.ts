import type { WorkshopId } from '#domain/ids.ts';
import type { CommandAnswer, TableCreated, TableSnapshot } from '#protocol/api.ts';
import { PASSWORD, Person, tableBody } from '../../support/people.ts';
import { TestServer } from '../../support/server.ts';

export interface ServedTable {
	readonly server: TestServer;
	readonly lucia: Person;
	readonly id: WorkshopId;
	readonly code: string;
	/** `ws://127.0.0.1:port`. */
	readonly sockets: string;
	person(name: string): Person;
	/** A guest of the table. */
	join(name: string): Promise<Person>;
}

/** A whole server with one table on it, whose facilitator Lucía has opened the phase of causes: the board takes edits. */
export async function serveTable(settings: Readonly<Record<string, string>> = {}): Promise<ServedTable> {
	const server = await TestServer.start({ settings });
	const person = (name: string) => new Person(name, (path, init) => fetch(`${server.origin}${path}`, init));
	const lucia = person('Lucía');
	const token = await server.setupToken();
	await lucia.signIn('/api/setup', { token, username: 'lucia', name: 'Lucía', password: PASSWORD });
	const { id } = (await lucia.post<TableCreated>('/api/workshops', tableBody())).body;
	const { state } = (await lucia.get<TableSnapshot>(`/api/workshops/${id}`)).body;
	const code = state.joining.code ?? '';
	const moved = await lucia.command<CommandAnswer>(id, { type: 'movePhase', phase: 'p3' });
	if (moved.status !== 200) throw new Error(`the phase did not move: ${JSON.stringify(moved.body)}`);
	return {
		server,
		lucia,
		id,
		code,
		sockets: server.origin.replace('http', 'ws'),
		person,
		async join(name) {
			const guest = person(name);
			const form = { code, name, sector: 's1', organisation: '', observe: false };
			const answer = await guest.signIn('/api/join', form);
			if (answer.status !== 200) throw new Error(`${name} did not get in: ${JSON.stringify(answer.body)}`);
			return guest;
		},
	};
}
