import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCard } from '#board/edit-cards.ts';
import { newCardId } from '#board/ids.ts';
import { ID_BYTES } from '#domain/ids.ts';
import { MESSAGE } from '#protocol/sync.ts';
import { createHealth } from '../../server/health.ts';
import { RawClient } from '../support/raw-client.ts';
import { serveTable, type ServedTable } from './sockets/table.ts';

const TOKEN = 'una-llave-para-medir';
let table: ServedTable;
let quiet: ServedTable;
beforeAll(async () => {
	table = await serveTable({ METRICS_TOKEN: TOKEN });
	quiet = await serveTable();
});
afterAll(async () => {
	await table.server.stop();
	await quiet.server.stop();
});

const ask = (authorization?: string, { server } = table) =>
	fetch(`${server.origin}/metrics`, authorization === undefined ? {} : { headers: { authorization } });
const figures = async (): Promise<string> => (await ask(`Bearer ${TOKEN}`)).text();

/** The value of one figure; with labels given as Prometheus writes them. */
async function figure(name: string): Promise<number> {
	const line = (await figures()).split('\n').find((text) => text.startsWith(`${name} `));
	return line === undefined ? 0 : Number(line.slice(name.length + 1));
}

async function connected(name: string): Promise<RawClient> {
	const person = await table.join(name);
	const protocols = ['mesa.2', 'mesa.1', `bearer.${person.token}`];
	return await new RawClient(`${table.sockets}/sync/${table.id}/board`, protocols).sync();
}

describe('the figures for whoever runs the server', () => {
	it('are not there unless a token is set', async () => {
		expect((await ask(`Bearer ${TOKEN}`, quiet)).status).toBe(404);
	});

	it('are for whoever knows the token', async () => {
		expect((await ask()).status).toBe(401);
		expect((await ask('Bearer ')).status).toBe(401);
		expect((await ask(`Bearer ${TOKEN}x`)).status).toBe(401);
		expect((await ask(`Bearer ${TOKEN.slice(0, -1)}`)).status).toBe(401);
		const answer = await ask(`Bearer ${TOKEN}`);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toContain('text/plain');
	});

	it('tell who is there, what was saved and what went over the line', async () => {
		const ana = await connected('Ana');
		const saves = await figure('mesa_save_seconds_count');
		ana.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== ana) ana.sendUpdate(update);
		});
		addCard(ana.doc, { id: newCardId(new Uint8Array(ID_BYTES)), kind: 'cause', pos: [0, 0] });
		await ana.until(() => ana.saved.length > 0);
		expect(await figure('mesa_save_seconds_count')).toBeGreaterThan(saves);
		expect(await figure('mesa_tick_seconds_count')).toBeGreaterThan(0);
		expect(await figure('mesa_rooms')).toBe(1);
		expect(await figure('mesa_people')).toBe(1);
		expect(await figure('mesa_document_connections')).toBe(1);
		expect(await figure('mesa_received_bytes_total')).toBeGreaterThan(100);
		expect(await figure('mesa_sent_bytes_total')).toBeGreaterThan(100);
		expect(await figure('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
		ana.close();
	});

	it('count what was refused, by code and by the fault that it belongs to', async () => {
		const malformed = 'mesa_refusals_total{code="malformed",fault="F2,F3,F5,F7,F8,F9,F11"}';
		const before = await figure(malformed);
		const ben = await connected('Ben');
		ben.sendMessage(MESSAGE.saved);
		await ben.closeCode();
		expect(await figure(malformed)).toBe(before + 1);

		const foreign = 'mesa_refusals_total{code="origin.foreign",fault="F13"}';
		const stranger = new RawClient(`${table.sockets}/sync/${table.id}/board`, ['mesa.2']);
		await stranger.closeCode();
		expect(await figure(foreign)).toBe(1);
	});

	it('count whoever is told to start afresh, and why', async () => {
		const dora = await connected('Dora');
		const lock = { target: { kind: 'board' }, reason: 'Vamos a votar' };
		expect((await table.lucia.command(table.id, { type: 'setLock', ...lock })).status).toBe(200);
		dora.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== dora) dora.sendUpdate(update);
		});
		addCard(dora.doc, { id: newCardId(new Uint8Array(ID_BYTES).fill(1)), kind: 'cause', pos: [0, 0] });
		await dora.until(() => dora.resets.length > 0 || dora.closed !== null);
		expect(await figure('mesa_resets_total')).toBe(1);
		expect(await figure('mesa_refusals_total{code="lock.held",fault="F30"}')).toBe(1);
		await table.lucia.command(table.id, { type: 'liftLock', ...lock });
		dora.close();
	});

	it('name no person, no table and no document', async () => {
		const chela = await connected('Chela Ríos');
		const text = await figures();
		expect(text).not.toContain(table.id);
		expect(text).not.toContain('Chela');
		expect(text).not.toMatch(/[a-z2-7]{20}/);
		chela.close();
	});
});

describe('healthz', () => {
	const count = () => ({ rooms: 2, connections: 5, people: 4 });
	const storage = { ping: () => Promise.resolve() };

	it('says that the server works, and how much is going on', async () => {
		const answer = await fetch(`${quiet.server.origin}/healthz`);
		expect(answer.status).toBe(200);
		// The board was read when its table's first session opened; a room that nobody is in closes by itself.
		const health = async (): Promise<unknown> => (await fetch(`${quiet.server.origin}/healthz`)).json();
		await expect
			.poll(health, { timeout: 20_000 })
			.toEqual({ ok: true, database: true, saving: true, rooms: 0, people: 0 });
	});

	it('says when the database is gone', async () => {
		const gone = { ping: () => Promise.reject(new Error('gone')) };
		const health = createHealth({ storage: gone, count, clock: () => 0 });
		expect(await health.report()).toEqual({ ok: false, database: false, saving: true, rooms: 2, people: 4 });
	});

	it('F23 says when documents can not be saved, until one can or a minute has passed without a try', async () => {
		let now = 0;
		const health = createHealth({ storage, count, clock: () => now });
		health.observer.notSaved();
		expect(await health.report()).toMatchObject({ ok: false, saving: false });
		health.observer.saved(1);
		expect(await health.report()).toMatchObject({ ok: true, saving: true });
		health.observer.notSaved();
		now = 61_000;
		expect(await health.report()).toMatchObject({ ok: true, saving: true });
	});
});
