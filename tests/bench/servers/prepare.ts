import { mkdirSync } from 'node:fs';
import * as Y from 'yjs';
import type { WorkshopId } from '#domain/ids.ts';
import type { CommandAnswer, TableCreated, TableSnapshot } from '#protocol/api.ts';
import { readConfig } from '../../../server/config.ts';
import { openHouse, type House } from '../../../server/house.ts';
import { PASSWORD, Person, tableBody } from '../../support/people.ts';
import { boardOf } from '../board.ts';

export interface PreparedPerson {
	readonly token: string;
	readonly participant: string;
}

export interface PreparedTable {
	readonly workshop: WorkshopId;
	/** With which one joins. */
	readonly code: string;
	readonly people: readonly PreparedPerson[];
}

export interface Prepared {
	readonly facilitator: PreparedPerson;
	readonly tables: readonly PreparedTable[];
}

export interface Wanted {
	readonly tables: number;
	/** Guests at each. */
	readonly people: number;
	/** Cards on each board. */
	readonly cards: number;
	/** Boards of one's own making, table by table, in place of cards in rows. */
	readonly boards?: readonly Uint8Array[];
}

const ORIGIN = 'http://127.0.0.1';

/** Fills a data folder as people would: an account, tables in the phase of causes, guests who joined, cards on the boards. */
export async function prepare(dataDir: string, wanted: Wanted): Promise<Prepared> {
	mkdirSync(dataDir, { recursive: true });
	const house = await openHouse(readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'error', HOST: '127.0.0.1' }));
	try {
		return await fill(house, wanted);
	} finally {
		await house.close();
	}
}

async function fill(house: House, { tables, people, cards, boards = [] }: Wanted): Promise<Prepared> {
	const ask = (path: string, init?: RequestInit) => house.app.request(`${ORIGIN}${path}`, init);
	const lucia = new Person('Lucía', ask);
	const { secret } = await house.auth.tokens.mintSetup(null);
	const setup = { token: secret, username: 'lucia', name: 'Lucía', password: PASSWORD };
	expectOk(await lucia.signIn('/api/setup', setup));
	const board = boardOf(cards);
	const prepared: PreparedTable[] = [];
	let facilitator = '';
	for (let number = 0; number < tables; number++) {
		const { id } = expectOk(await lucia.post<TableCreated>('/api/workshops', tableBody(`Mesa ${number}`)));
		const snapshot = expectOk(await lucia.get<TableSnapshot>(`/api/workshops/${id}`));
		facilitator = snapshot.me.id;
		expectOk(await lucia.command<CommandAnswer>(id, { type: 'movePhase', phase: 'p3' }));
		await house.rooms.write(id, { document: 'board' }, (doc) => Y.applyUpdate(doc, boards[number] ?? board));
		const code = snapshot.state.joining.code ?? '';
		const guests: PreparedPerson[] = [];
		for (let guest = 0; guest < people; guest++) {
			const person = new Person(`Persona ${guest}`, ask);
			const form = { code, name: person.name, sector: 's1', organisation: '', observe: false };
			const { participant } = expectOk(await person.signIn('/api/join', form));
			guests.push({ token: person.token ?? '', participant: participant ?? '' });
		}
		prepared.push({ workshop: id, code, people: guests });
	}
	return { facilitator: { token: lucia.token ?? '', participant: facilitator }, tables: prepared };
}

function expectOk<Body>({ status, body }: { status: number; body: Body }): Body {
	if (status !== 200) throw new Error(`the server answered ${status}: ${JSON.stringify(body)}`);
	return body;
}
