import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { addCard } from '#board/edit-cards.ts';
import { newCardId } from '#board/ids.ts';
import { ID_BYTES } from '#domain/ids.ts';
import type { CommandAnswer, TableCreated, TableSnapshot } from '#protocol/api.ts';
import { MESSAGE } from '#protocol/sync.ts';
import { createLog } from '../../server/log.ts';
import { person } from '../support/gate-desk.ts';
import { PASSWORD, Person, tableBody } from '../support/people.ts';
import { RawClient } from '../support/raw-client.ts';
import { databaseFile, Server } from './rooms/table.ts';

vi.setConfig({ testTimeout: 60_000 });

const WORDS = 'Me despidieron por embarazo en la empresa Tal';
const ORGANISATION = 'Colectiva Secreta';
const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
	for (const clean of cleanUp.splice(0).reverse()) await clean();
});

/** Every line is one JSON object and holds none of these texts, whatever field it stands in. */
function expectSilence(lines: readonly string[], secrets: Readonly<Record<string, string>>): void {
	for (const line of lines) {
		expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), time: expect.any(Number) });
		for (const [what, secret] of Object.entries(secrets)) {
			expect(line.toLowerCase().includes(secret.toLowerCase()), `${what} in ${line}`).toBe(false);
		}
	}
}

/** Writes a card with those words, whatever the server thinks of it. */
function write(client: RawClient, number: number): void {
	const id = newCardId(Uint8Array.from({ length: ID_BYTES }, (_, at) => (at === 0 ? number : 0)));
	const send = (update: Uint8Array, origin: unknown) => {
		if (origin !== client) client.sendUpdate(update);
	};
	client.doc.on('update', send);
	addCard(client.doc, { id, kind: 'cause', pos: [0, 0], text: WORDS });
	client.doc.off('update', send);
}

/** What no honest client sends, one after another. */
function harass(client: RawClient): void {
	client.sendPresence(client.doc.clientID, 2 ** 40, { cursor: [0, 0], who: { id: 'x', label: WORDS } });
	client.sendUpdate(new Uint8Array([1, 2, 3, 250, 251]));
	client.sendBytes(new TextEncoder().encode(WORDS));
	client.sendMessage(MESSAGE.saved);
}

test('the documents lane logs no person and no word, whatever a hostile client sends and however the disk fails', async () => {
	const lines: string[] = [];
	const log = createLog({ logLevel: 'trace' }, { write: (line: string) => void lines.push(line) });
	const database = databaseFile();
	cleanUp.push(() => database.drop());
	let fails = false;
	const server = await Server.start(database.file, {
		...{ log, saveWithinMs: 500 },
		documents: (real) => ({
			...real,
			append: async (batches) => {
				// As a driver does that tells which row it was about.
				const detail = `Key (participant)=(${person('ana')}) of ${WORDS}`;
				if (fails) throw Object.assign(new Error('disk I/O error'), { detail, code: 'SQLITE_IOERR' });
				await real.append(batches);
			},
		}),
	});
	cleanUp.push(() => server.stop());

	const ana = await server.raw('ana');
	write(ana, 1);
	await ana.until(() => ana.saved.length > 0);
	server.table.lockBoard();
	write(ana, 2);
	await ana.until(() => ana.resets.length > 0);
	const stock = await server.raw('ben', ['mesa.1']);
	write(stock, 3);
	await stock.closeCode();
	server.table.unlock();
	const chela = await server.raw('chela');
	harass(chela);
	await chela.closeCode();

	fails = true;
	const late = await server.raw('dora');
	write(late, 4);
	await late.closeCode();

	expect(lines.some((line) => line.includes('SQLITE_IOERR'))).toBe(true);
	const people = ['ana', 'ben', 'chela', 'dora'].map((name) => [name, person(name)] as const);
	expectSilence(lines, { ...Object.fromEntries(people), WORDS, reason: 'Vamos a votar', token: 'bearer.' });
});

test('the whole server logs no name, no person, no word and no token in a day of attacks', async () => {
	const dataDir = mkdtempSync(join(tmpdir(), 'mesa-log-'));
	cleanUp.push(() => rmSync(dataDir, { recursive: true, force: true }));
	const token = 'el-secreto-de-la-primera';
	const env = { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', LANG: 'en', LOG_LEVEL: 'trace', SETUP_TOKEN: token };
	const child = spawn(process.execPath, ['server/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '';
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
	cleanUp.push(async () => {
		child.kill('SIGKILL');
		if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
	});
	while (!/Ctrl/.test(said)) await once(child.stdout, 'data');
	const origin = `http://127.0.0.1:${/localhost:(\d+)/.exec(said)?.[1]}`;
	const introduction = said.length;

	const ask = (path: string, init?: RequestInit) => fetch(`${origin}${path}`, init);
	const lucia = new Person('Lucía Ordóñez', ask);
	await lucia.signIn('/api/setup', { token, username: 'lucia.o', name: lucia.name, password: PASSWORD });
	const { id } = (await lucia.post<TableCreated>('/api/workshops', tableBody('Despidos por embarazo'))).body;
	const { code } = (await lucia.get<TableSnapshot>(`/api/workshops/${id}`)).body.state.joining;
	await lucia.command<CommandAnswer>(id, { type: 'movePhase', phase: 'p3' });
	const ana = new Person('Ana Quiñones', ask);
	const form = { code, name: ana.name, sector: 's1', organisation: ORGANISATION, observe: false };
	const { participant } = (await ana.signIn('/api/join', form)).body;

	await ana.post('/api/login', { username: 'lucia.o', password: `${PASSWORD} no` });
	await ana.post('/api/join', { ...form, code: 'AAAAAAAA' });
	await ana.command(id, { type: 'movePhase', phase: 'p4' });
	await ask('/api/login', {
		method: 'POST',
		body: `{"username":"${WORDS}`,
		headers: { 'content-type': 'application/json' },
	});
	await ask(`/api/workshops/${WORDS}`, { headers: { authorization: `Bearer ${ana.token}` } });

	const url = `${origin.replace('http', 'ws')}/sync/${id}/board`;
	const open = (protocols: readonly string[]) => new RawClient(url, protocols);
	await open(['mesa.2']).closeCode();
	await open(['mesa.2', `bearer.${WORDS.replaceAll(' ', '')}`]).closeCode();
	const hand = await open(['mesa.2', 'mesa.1', `bearer.${ana.token}`]).sync();
	write(hand, 1);
	await hand.until(() => hand.saved.length > 0);
	const locked = await lucia.command(id, { type: 'setLock', target: { kind: 'board' }, reason: WORDS });
	expect(locked.status).toBe(200);
	write(hand, 2);
	await hand.until(() => hand.resets.length > 0 || hand.closed !== null);
	harass(hand);
	await hand.closeCode();
	const raw = connect(Number(new URL(origin).port), '127.0.0.1');
	raw.write(`GET /${WORDS.replaceAll(' ', '/')} HTTP/9.9\r\n\r\n`);
	raw.resume();
	await once(raw, 'close');

	child.kill('SIGTERM');
	await once(child, 'exit');
	const lines = said.slice(introduction).split('\n');
	const secrets = {
		...{ WORDS, ORGANISATION, password: PASSWORD, title: 'embarazo', setUp: token, code: code ?? '' },
		...{ lucia: 'Ordóñez', username: 'lucia.o', ana: 'Quiñones', participant: participant ?? '' },
		...{ session: ana.token ?? '', sessionOfLucia: lucia.token ?? '' },
	};
	expect(Object.values(secrets).every((secret) => secret.length > 5)).toBe(true);
	expectSilence(
		lines.filter((line) => line.startsWith('{')),
		secrets,
	);
	// What it prints besides is for the terminal, and names nobody either.
	for (const secret of Object.values(secrets)) expect(said.slice(introduction)).not.toContain(secret);
});
