import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { CLOSE } from '#protocol/sync.ts';
import { delayBefore } from '../../src/lib/live/backoff.ts';
import { WorkshopLink, type WorkshopLinkOptions } from '../../src/lib/live/workshop-link.ts';
import type { Person } from '../support/people.ts';
import { eventually } from './rooms/table.ts';
import { serveTable, type ServedTable } from './sockets/table.ts';

let table: ServedTable;
let links: WorkshopLink[];
beforeAll(async () => {
	table = await serveTable();
});
afterAll(() => table.server.stop());
beforeEach(() => {
	links = [];
});
afterEach(() => {
	for (const link of links) link.stop();
});

function open(who: Person, options: Partial<WorkshopLinkOptions> = {}): WorkshopLink {
	const link = new WorkshopLink({
		workshop: table.id,
		origin: table.sockets,
		protocols: ['mesa.1', `bearer.${who.token}`],
		fetch: fetchAs(who),
		random: () => 0,
		...options,
	});
	links.push(link);
	return link;
}

const fetchAs =
	(who: Person): typeof fetch =>
	(path, init) =>
		fetch(`${table.server.origin}${String(path)}`, {
			...init,
			headers: { ...Object.fromEntries(new Headers(init?.headers)), authorization: `Bearer ${who.token}` },
		});

test('a command answers once the screen shows what it did', async () => {
	const lucia = open(table.lucia);
	await eventually(() => lucia.view !== null);
	const outcome = await lucia.command({ type: 'startTimer', durationMs: 60_000 });
	expect(outcome).toMatchObject({ ok: true });
	expect(lucia.view?.state.timer?.durationMs).toBe(60_000);
});

test('a refusal is an answer, with a sentence for the person', async () => {
	const ana = open(await table.join('Ana'));
	const outcome = await ana.command({ type: 'startTimer', durationMs: 60_000 });
	expect(outcome).toMatchObject({ ok: false, code: 'role.facilitator-only' });
	expect(outcome.ok ? '' : outcome.message).not.toBe('');
});

test('a command whose answer is lost is sent again and carried out once', async () => {
	const requests: string[] = [];
	const honest = fetchAs(table.lucia);
	const lossy: typeof fetch = async (path, init) => {
		requests.push(new Headers(init?.headers).get('idempotency-key') ?? '');
		const answer = await honest(path, init);
		if (requests.length < 3) throw new TypeError('fetch failed');
		return answer;
	};
	const lucia = open(table.lucia, { fetch: lossy });
	await eventually(() => lucia.view !== null);
	const before = lucia.view?.state.seq ?? 0;
	const outcome = await lucia.command({ type: 'startTimer', durationMs: 90_000 });
	expect(outcome).toMatchObject({ ok: true, seq: before + 1 });
	expect(new Set(requests).size).toBe(1);
	expect(requests.length).toBe(3);
});

test('without a network a command says so instead of pretending', async () => {
	const offline: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));
	const lucia = open(table.lucia, { fetch: offline });
	expect(await lucia.command({ type: 'stopTimer' })).toMatchObject({ ok: false, code: 'network' });
});

test('after a restart of the server the table is live again; meanwhile the last view stays', async () => {
	const lucia = open(table.lucia);
	await eventually(() => lucia.view !== null);
	const restarted = table.server.restart();
	await eventually(() => lucia.connection.is === 'offline');
	expect(lucia.view?.state.id).toBe(table.id);
	await restarted;
	await eventually(() => lucia.connection.is === 'online');
	expect(await lucia.command({ type: 'stopTimer' })).toMatchObject({ ok: true });
});

test('who is removed learns that it is for good', async () => {
	const guest = await table.join('Ben');
	const ben = open(guest);
	await eventually(() => ben.view !== null);
	const participant = ben.view?.me.id;
	if (!participant) throw new Error('Ben is not at the table');
	const lucia = open(table.lucia);
	expect(await lucia.command({ type: 'removeParticipant', participant, reason: 'Pidió salir' })).toMatchObject({
		ok: true,
	});
	await eventually(() => ben.connection.is === 'closed');
	expect(ben.connection).toEqual({ is: 'closed', code: CLOSE.removed });
});

test('timers count by the server’s clock', async () => {
	const lucia = open(table.lucia);
	await eventually(() => lucia.view !== null);
	expect(Math.abs(lucia.clockOffset)).toBeLessThan(1_000);
});

test('F20 nobody comes back at the same instant, and everybody within ten seconds', () => {
	expect(delayBefore(0, 0)).not.toBe(delayBefore(0, 1));
	for (let attempt = 0; attempt < 50; attempt++) expect(delayBefore(attempt, 1)).toBeLessThanOrEqual(5_000);
});
