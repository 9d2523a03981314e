import type { WorkshopId } from '#domain/ids.ts';
import type { CommandAnswer, TableCreated, TableSnapshot } from '#protocol/api.ts';
import { PASSWORD, Person, tableBody } from '../../support/people.ts';
import type { ServerProcess } from './server-process.ts';

export interface ServedTable {
	readonly id: WorkshopId;
	/** Tokens of its guests, who may all write on the board. */
	readonly guests: readonly string[];
}

/** Sets the server up and opens tables whose boards take edits, over HTTP as any client would. */
export async function openTables(server: ServerProcess, tables: number, guests: number): Promise<ServedTable[]> {
	const person = (name: string) => new Person(name, (path, init) => fetch(`${server.origin}${path}`, init));
	const lucia = person('Lucía');
	const account = { token: server.setUpToken, username: 'lucia', name: 'Lucía', password: PASSWORD };
	expectOk(await lucia.signIn('/api/setup', account));
	const opened: ServedTable[] = [];
	for (let table = 0; table < tables; table++) {
		const { id } = expectOk(await lucia.post<TableCreated>('/api/workshops', tableBody())).body;
		const { state } = expectOk(await lucia.get<TableSnapshot>(`/api/workshops/${id}`)).body;
		expectOk(await lucia.command<CommandAnswer>(id, { type: 'movePhase', phase: 'p3' }));
		const tokens: string[] = [];
		for (let guest = 0; guest < guests; guest++) {
			const ana = person(`Ana ${guest}`);
			const form = { code: state.joining.code, name: ana.name, sector: 's1', organisation: '', observe: false };
			expectOk(await ana.signIn('/api/join', form));
			tokens.push(ana.token ?? '');
		}
		opened.push({ id, guests: tokens });
	}
	return opened;
}

function expectOk<Answer extends { status: number; body: unknown }>(answer: Answer): Answer {
	if (answer.status >= 300) throw new Error(`refused: ${JSON.stringify(answer.body)}`);
	return answer;
}
