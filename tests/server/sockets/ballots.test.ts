import { setTimeout as passing } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { plainTerms } from '#domain/decide/poll-terms.ts';
import type { CommandAnswer, TableSnapshot } from '#protocol/api.ts';
import { tableBody, type Person } from '../../support/people.ts';
import { serveTable, type ServedTable } from './table.ts';
import { LiveClient } from './upgrade.ts';

let table: ServedTable;
beforeAll(async () => {
	table = await serveTable();
});
afterAll(() => table.server.stop());

/** Longer than the clock takes from stroke to stroke, and a frame after it. */
const STROKE_MS = 1_400;

async function does(who: Person, command: unknown): Promise<CommandAnswer> {
	const { status, body } = await who.command<CommandAnswer>(table.id, command);
	if (status !== 200) throw new Error(JSON.stringify(body));
	return body;
}

async function seated(name: string): Promise<Person> {
	const person = await table.join(name);
	const { me } = (await person.get<TableSnapshot>(`/api/workshops/${table.id}`)).body;
	await does(table.lucia, { type: 'offerSeat', participant: me.id, sector: 's1' });
	return person;
}

it('[V35] a ballot in a small sector sends nobody but its voter a single byte', async () => {
	const snapshot = async (who: Person) => (await who.get<TableSnapshot>(`/api/workshops/${table.id}`)).body;
	await does(table.lucia, { type: 'declareAffiliation', sector: null, note: '' });
	const { rules: adopted, labels } = tableBody();
	const sectors = adopted.sectors.map((sector) => ({ ...sector, seats: 2 }));
	const setup = { title: '', place: '', mode: 'remote', date: '2026-11-21', videoLink: null };
	await does(table.lucia, { type: 'openSession', setup });
	await does(table.lucia, { type: 'draftRules', rules: { ...adopted, sectors }, labels });
	const ana = await seated('Ana');
	const eva = await table.join('Eva');
	await does(table.lucia, { type: 'offerSeat', participant: (await snapshot(eva)).me.id, sector: 's1' });
	await does(ana, { type: 'confirmSeat', participant: (await snapshot(eva)).me.id });
	await does(table.lucia, {
		type: 'openPoll',
		about: { kind: 'practice', texts: ['Sesionar los jueves', 'Sesionar en línea'] },
		question: '¿Cómo seguimos?',
		terms: plainTerms('approval'),
		replaces: null,
		exception: null,
	});
	const { state } = await snapshot(ana);
	const { id: poll, cardHash: rules, options, turnout } = state.polls.at(-1)!;
	expect(turnout).toContainEqual(expect.objectContaining({ sector: 's1', eligible: 2, voted: null }));

	const screens = [table.lucia, eva, ana].map(
		({ token }) => new LiveClient(`${table.sockets}/live/${table.id}`, ['mesa.1', `bearer.${token}`]),
	);
	const [facilitator, watcher, voter] = screens as [LiveClient, LiveClient, LiveClient];
	await Promise.all(screens.map((screen) => screen.until(() => screen.of('me').length > 0)));
	await passing(STROKE_MS);
	const before = [facilitator.heard.length, watcher.heard.length];
	const choice = { method: 'approval', approved: [options[0]!.id] };
	const { seq } = await does(ana, { type: 'castBallot', poll, rules, choice });
	await voter.until(() => (voter.of('me').at(-1)?.['me'] as { seq: number }).seq >= seq);
	await passing(STROKE_MS);
	expect([facilitator.heard.length, watcher.heard.length]).toEqual(before);

	const last = facilitator.of('state').at(-1)?.['state'] as TableSnapshot['state'];
	await does(table.lucia, { type: 'startTimer', durationMs: 60_000 });
	const timed = () => facilitator.of('state').at(-1)?.['state'] as TableSnapshot['state'];
	await facilitator.until(() => timed().timer !== null);
	expect({ ...timed(), timer: last.timer }).toEqual({ ...last, seq: last.seq + 1 });
	for (const { socket } of screens) socket.close();
});
