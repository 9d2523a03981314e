import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandAnswer } from '#protocol/api.ts';
import { CLOSE } from '#protocol/sync.ts';
import type { MyPart, WorkshopView } from '#protocol/view.ts';
import type { Person } from '../../support/people.ts';
import { serveTable, type ServedTable } from './table.ts';
import { LiveClient } from './upgrade.ts';

let table: ServedTable;
beforeAll(async () => {
	table = await serveTable();
});
afterAll(() => table.server.stop());

const listen = ({ token }: Person) =>
	new LiveClient(`${table.sockets}/live/${table.id}`, ['mesa.1', `bearer.${token}`]);
const lastState = (client: LiveClient) => client.of('state').at(-1)?.['state'] as WorkshopView | undefined;
const lastMe = (client: LiveClient) => client.of('me').at(-1)?.['me'] as MyPart | undefined;

describe('the state of the table', () => {
	it('comes at once with one’s own part, and again after each change', async () => {
		const ana = await table.join('Ana');
		const screen = listen(ana);
		await screen.until(() => lastMe(screen) !== undefined);
		expect(screen.heard.slice(0, 2).map(({ type }) => type)).toEqual(['state', 'me']);
		expect(lastState(screen)?.phase).toBe('p3');
		expect(lastMe(screen)?.name).toBe('Ana');

		const { body } = await table.lucia.command<CommandAnswer>(table.id, { type: 'startTimer', durationMs: 60_000 });
		await screen.until(() => (lastState(screen)?.seq ?? 0) >= body.seq);
		expect(lastState(screen)?.timer?.durationMs).toBe(60_000);
		screen.socket.close();
	});

	it('shows facilitators what it does not show the table', async () => {
		const [facilitator, guest] = [listen(table.lucia), listen(await table.join('Ben'))];
		await Promise.all([facilitator, guest].map((client) => client.until(() => lastState(client) !== undefined)));
		expect(lastState(facilitator)?.audience).toBe('facilitator');
		expect(lastState(guest)?.audience).toBe('table');
		facilitator.socket.close();
		guest.socket.close();
	});

	it('is sent at most four times a second, and the last frame has everything', async () => {
		const screen = listen(await table.join('Chela'));
		await screen.until(() => lastMe(screen) !== undefined);
		const before = screen.of('state').length;
		const began = performance.now();
		let seq = 0;
		for (let n = 0; n < 30; n++) {
			const minutes = { type: 'startTimer', durationMs: 60_000 + n };
			seq = (await table.lucia.command<CommandAnswer>(table.id, minutes)).body.seq;
		}
		await screen.until(() => (lastState(screen)?.seq ?? 0) >= seq);
		const quarters = Math.ceil((performance.now() - began) / 250) + 1;
		expect(screen.of('state').length - before).toBeLessThanOrEqual(quarters);
		screen.socket.close();
	});

	it('is told, not asked: whoever sends something is let go', async () => {
		const screen = listen(await table.join('Dora'));
		await screen.until(() => lastState(screen) !== undefined);
		screen.socket.send('hola');
		expect(await screen.closeCode()).toBe(CLOSE.malformed);
	});
});

describe('F14 who is no longer in', () => {
	it('loses both lanes when signing out', async () => {
		const eva = await table.join('Eva');
		const screen = listen(eva);
		const board = new LiveClient(`${table.sockets}/sync/${table.id}/board`, ['mesa.1', `bearer.${eva.token}`]);
		board.socket.removeAllListeners('message');
		await screen.until(() => lastState(screen) !== undefined);
		await eva.post('/api/logout');
		expect(await screen.closeCode()).toBe(CLOSE.signedOut);
		expect(await board.closeCode()).toBe(CLOSE.signedOut);
	});

	it('loses them when removed from the table', async () => {
		const fidel = await table.join('Fidel');
		const screen = listen(fidel);
		await screen.until(() => lastMe(screen) !== undefined);
		const participant = lastMe(screen)?.id;
		await table.lucia.command(table.id, { type: 'removeParticipant', participant, reason: 'Prueba' });
		expect(await screen.closeCode()).toBe(CLOSE.removed);
	});
});
