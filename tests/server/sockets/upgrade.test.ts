import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sessions } from '../../../server/auth/sessions.ts';
import { LiveLane } from '../../../server/http/live-lane.ts';
import { createUpgrades } from '../../../server/http/upgrade.ts';
import type { Person } from '../../support/people.ts';
import { serveTable, type ServedTable } from './table.ts';
import { tryUpgrade, type Attempt } from './upgrade.ts';

let table: ServedTable;
let ana: Person;
beforeAll(async () => {
	table = await serveTable();
	ana = await table.join('Ana');
});
afterAll(() => table.server.stop());

const tryAt = (path: string, attempt?: Attempt) => tryUpgrade(table.server.origin, path, attempt);
const lanes = () => [`/sync/${table.id}/board`, `/live/${table.id}`];

describe('F13 who may open a socket', () => {
	it('a browser with its cookie, from this server’s own pages only', async () => {
		const cookie = `mesa_session=${ana.token}`;
		for (const path of lanes()) {
			const from = (origin?: string) =>
				tryAt(path, { headers: { cookie, ...(origin === undefined ? {} : { origin }) } });
			expect((await from(table.server.origin)).status).toBe(101);
			for (const origin of [
				'https://evil.test',
				'null',
				undefined,
				table.server.origin.replace('http', 'https'),
			]) {
				expect(await from(origin)).toMatchObject({ status: 403, code: 'origin.foreign' });
			}
		}
	});

	it('a program with its token as a subprotocol, which is never sent back', async () => {
		for (const path of lanes()) {
			const answer = await tryAt(path, { protocols: ['mesa.1', `bearer.${ana.token}`] });
			expect(answer.status).toBe(101);
			expect(answer.headers).toContain('mesa.1');
			expect(answer.headers).not.toContain(ana.token);
			const alone = await tryAt(path, { protocols: [`bearer.${ana.token}`] });
			expect(alone).toMatchObject({ status: 400, code: 'body.invalid' });
		}
	});

	it('nobody by a token in the address, where it would end up in logs', async () => {
		for (const path of lanes()) {
			const headers = { origin: table.server.origin };
			const answer = await tryAt(`${path}?token=${ana.token}`, { headers });
			expect(answer).toMatchObject({ status: 404, code: 'not-found' });
		}
	});

	it('nobody without a session, with one that ended, or at another table', async () => {
		const headers = { origin: table.server.origin };
		const ben = await table.join('Ben');
		await ben.post('/api/logout');
		const stranger = await tryAt(lanes()[1] ?? '', { headers });
		expect(stranger).toMatchObject({ status: 401, code: 'session.required' });
		for (const path of lanes()) {
			const left = await tryAt(path, { protocols: ['mesa.1', `bearer.${ben.token}`] });
			expect(left).toMatchObject({ status: 401, code: 'session.expired' });
		}
		const elsewhere = await tryAt(`/live/${'a'.repeat(20)}`, { protocols: ['mesa.1', `bearer.${ana.token}`] });
		expect(elsewhere).toMatchObject({ status: 404, code: 'workshop.unknown' });
	});
});

describe('F12 the names of documents', () => {
	it('have one spelling: whatever else is asked for is not found', async () => {
		const protocols = ['mesa.1', `bearer.${ana.token}`];
		const { id } = table;
		for (const path of [
			`/sync/${id}/Board`,
			`/sync/${id}/board/`,
			`/sync/${id}/board%20`,
			`/sync/${id}/%62oard`,
			`/sync/${id}/../${id}/board`,
			`/sync/${id}/..%2fboard`,
			`/sync/${id}%2fboard`,
			`/sync/${id.toUpperCase()}/board`,
			`/sync/${id}/draft-`,
			`/sync/${id}/draft-${'a'.repeat(21)}`,
			`/sync/${id}/__proto__`,
			`/sync/${id}`,
			'/sync/',
			'/live/',
			`/live/${id}/`,
			`/live/${id}/board`,
			'/nada',
			'/',
			'/api/me',
		]) {
			expect([path, (await tryAt(path, { protocols })).status]).toEqual([path, 404]);
		}
	});
});

describe('F15 a flood before anybody is known', () => {
	it('is answered one by one and leaves nothing behind', async () => {
		const before = table.server.house.rooms.count();
		const flood = Array.from({ length: 300 }, () =>
			tryAt(`/live/${table.id}`, { protocols: ['mesa.1', `bearer.${'a'.repeat(40)}`] }),
		);
		const answers = await Promise.all(flood);
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
		expect(table.server.house.rooms.count()).toEqual(before);
		expect((await ana.get('/api/me')).status).toBe(200);
	});
});

describe('F15 more upgrades at once than the database answers', () => {
	it('are told to come back, and nobody who is in notices', async () => {
		const { deps, rooms, config } = table.server.house;
		const answers: (() => void)[] = [];
		const find = () => new Promise<null>((resolve) => answers.push(() => resolve(null)));
		const auth = {
			...deps.auth,
			sessions: Object.assign(Object.create(deps.auth.sessions) as Sessions, { find, onEnded: () => () => {} }),
		};
		const live = new LiveLane();
		const slow = createUpgrades({ ...deps, auth, settings: config, rooms, live });
		const server = createServer().on('upgrade', (request, socket, head) => slow.handle(request, socket, head));
		await once(server.listen(0, '127.0.0.1'), 'listening');
		const { port } = server.address() as AddressInfo; // a TCP server's address is never a text
		const path = `/live/${table.id}`;
		const protocols = ['mesa.1', `bearer.${'a'.repeat(40)}`];
		const waiting = Array.from({ length: 500 }, () => tryUpgrade(`http://127.0.0.1:${port}`, path, { protocols }));
		while (answers.length < 500) await new Promise((resolve) => setImmediate(resolve));
		const crowded = await tryUpgrade(`http://127.0.0.1:${port}`, path, { protocols });
		expect(crowded).toMatchObject({ status: 503, code: 'server.busy' });
		for (const answer of answers) answer();
		for (const { status } of await Promise.all(waiting)) expect(status).toBe(401);
		expect((await ana.get('/api/me')).status).toBe(200);
		slow.stop();
		live.stop();
		server.close();
	});
});

describe('F16 compression', () => {
	it('is never agreed to, so that a small message can not become a large one', async () => {
		for (const path of lanes()) {
			const headers = { 'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits' };
			const answer = await tryAt(path, { headers, protocols: ['mesa.1', `bearer.${ana.token}`] });
			expect(answer.status).toBe(101);
			expect(answer.headers).not.toContain('deflate');
		}
	});
});
