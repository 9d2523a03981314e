import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { plainTerms } from '#domain/decide/poll-terms.ts';
import { recount, type PollExport } from '#domain/poll-export.ts';
import type { CommandAnswer, ErrorBody, TableSnapshot } from '#protocol/api.ts';
import type { Person } from '../../support/people.ts';
import { Api, useHouse } from './api.ts';

const house = useHouse();

/** An open vote by approval at a table of three sectors that adopted its rules. */
async function voted(username: string, secrecy: 'open' | 'by-sector') {
	const api = Api.fresh(house());
	const lucia = await api.facilitator(username);
	const { id, code } = await api.table(lucia);
	const does = async (who: Person, command: unknown) => {
		const { status, body } = await who.command<CommandAnswer>(id, command);
		if (status !== 200) throw new Error(JSON.stringify(body));
		return body;
	};
	await does(lucia, { type: 'declareAffiliation', sector: null, note: '' });
	const setup = { title: '', place: '', mode: 'remote', date: '2026-11-21', videoLink: null };
	await does(lucia, { type: 'openSession', setup });
	const people: (Person & { readonly signedIn: { readonly participant: unknown } })[] = [];
	for (const [n, name] of ['Ana', 'Ben', 'Chela'].entries()) {
		const sector = `s${n + 1}`;
		const person = await api.join(code, name, { sector });
		await does(lucia, { type: 'offerSeat', participant: person.signedIn.participant, sector });
		await does(person, { type: 'checkIn', participant: null });
		people.push(person);
	}
	const view = async () => (await lucia.get<TableSnapshot>(`/api/workshops/${id}`)).body.state;
	const content = (await view()).rules.draft?.content;
	const round = await does(lucia, { type: 'openRulesRound', question: '¿Las adoptamos?', content });
	const adopting = round.made['poll'];
	for (const person of people) {
		await does(person, { type: 'castConsensus', poll: adopting, answer: 'agree', reason: '' });
	}
	await does(lucia, { type: 'closePoll', poll: adopting });
	await does(lucia, {
		type: 'openPoll',
		about: { kind: 'texts', texts: ['Sesionar los jueves', 'Sesionar en línea'] },
		question: '¿Cómo seguimos?',
		terms: { ...plainTerms('approval'), secrecy },
		replaces: null,
		exception: null,
	});
	const { id: poll, cardHash: rules, options } = (await view()).polls.at(-1)!;
	const choice = { method: 'approval', approved: [options[0]!.id] };
	for (const person of people) await does(person, { type: 'castBallot', poll, rules, choice });
	const path = `/api/workshops/${id}/polls/${poll}/export`;
	const sheet = (who: Person) =>
		api.from()(`${path}.csv`, { headers: { authorization: `Bearer ${who.token ?? ''}` } });
	return { api, id, code, lucia, people, poll, path, sheet, close: () => does(lucia, { type: 'closePoll', poll }) };
}

it('[V34] is for whoever is at the table, and for nobody before the close', async () => {
	const { api, people, lucia, path, sheet, close } = await voted('exporta', 'by-sector');
	const ana = people[0]!;
	for (const who of [ana, lucia]) {
		const early = await who.get<ErrorBody>(path);
		expect([early.status, early.body.code]).toEqual([409, 'poll.no-result']);
		expect((await sheet(who)).status).toBe(409);
	}
	await close();
	const stranger = await api.facilitator('forastera');
	expect((await stranger.get<ErrorBody>(path)).body.code).toBe('participant.unknown');
	expect((await sheet(stranger)).status).not.toBe(200);
	expect((await api.person('Nadie').get(path)).status).toBe(401);
	expect((await api.from()(`${path}.csv`)).status).toBe(401);

	const { status, body } = await ana.get<PollExport>(path);
	expect([status, body.format, body.ballots.length]).toEqual([200, 'mesa-abierta/poll/1', 3]);
	expect(recount(body).faults).toEqual([]);
	expect(JSON.stringify(body)).not.toMatch(/Ana|Ben|Chela/);
	const csv = await sheet(ana);
	expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
	const rows = (await csv.text()).split('\r\n');
	expect(rows[0]).toBe('"kind","option","sector","number","value"');
	expect(rows.filter((row) => row.startsWith('"ballot"'))).toHaveLength(3);
	expect(rows.find((row) => row.startsWith('"root"'))).toContain(body.root);
});

it('[V34] the command counts the file again, also after somebody had their data erased', async () => {
	const { id, people, lucia, path, close } = await voted('recuenta', 'open');
	await close();
	const [ana, ben] = [people[0]!, people[1]!];
	expect((await ana.get<PollExport>(path)).body.ballots.map(({ open }) => open?.name).sort()).toEqual([
		'Ana',
		'Ben',
		'Chela',
	]);
	expect((await ben.command(id, { type: 'eraseMe' })).status).toBe(200);
	const { body } = await lucia.get<PollExport>(path);
	expect(body.ballots.map(({ open }) => open?.name ?? null).filter((name) => name !== null)).toHaveLength(2);
	const folder = mkdtempSync(join(tmpdir(), 'mesa-recount-'));
	try {
		const run = (poll: PollExport): string => {
			const file = join(folder, 'voto.json');
			writeFileSync(file, JSON.stringify(poll));
			return execFileSync(process.execPath, ['server/recount.ts', file], { encoding: 'utf8' });
		};
		expect(run(body).split('\n')[1]).toBe('1. Sesionar los jueves');
		expect(() => run({ ...body, ballots: body.ballots.slice(1) })).toThrow();
	} finally {
		rmSync(folder, { recursive: true });
	}
}, 60_000);

it('[V34] has a schema that anybody can get, here and in the documentation, and exports fit it', async () => {
	const { people, path, close } = await voted('esquema', 'by-sector');
	await close();
	const { status, body } = await Api.fresh(house()).person('Nadie').get<object>('/api/schemas/poll-1.json');
	expect([status, body]).toEqual([200, JSON.parse(readFileSync('docs/schemas/poll-1.json', 'utf8'))]);
	const reader = z.fromJSONSchema(body as Parameters<typeof z.fromJSONSchema>[0]);
	const exported = (await people[0]!.get<PollExport>(path)).body;
	expect(reader.safeParse(exported).success).toBe(true);
	expect(reader.safeParse({ ...exported, root: 'x' }).success).toBe(false);
	expect(reader.safeParse({ ...exported, format: 'mesa-abierta/poll/2' }).success).toBe(false);
});

it('[V45] hands, papers and turns at a shared computer stand in the export, and the recount counts them', async () => {
	const { api, id, code, lucia, people, poll, path, close } = await voted('sala', 'by-sector');
	const does = async (who: Person, command: object) => {
		const { status, body } = await who.command<CommandAnswer>(id, { poll, ...command });
		if (status !== 200) throw new Error(JSON.stringify(body));
		return body;
	};
	const [ana, ben, chela] = [people[0]!, people[1]!, people[2]!];
	const state = async (who: Person = lucia) => (await who.get<TableSnapshot>(`/api/workshops/${id}`)).body;
	const { options, cardHash: rules } = (await state()).state.polls.at(-1)!;
	const choice = { method: 'approval', approved: [options[1]!.id] };
	const counts = { [options[0]!.id]: 1, [options[1]!.id]: 0 };
	const waysOf = [
		[ana, 'hands'],
		[ben, 'paper'],
		[chela, 'table'],
	] as const;
	for (const [who, way] of waysOf) {
		await does(who, { type: 'withdrawBallot' });
		await does(lucia, { type: 'setWay', way, participants: [who.signedIn.participant] });
	}
	await does(lucia, { type: 'enterHands', sector: 's1', voters: 1, counts });
	expect((await state(chela)).me.handsToConfirm).toEqual([{ poll, sector: 's1', voters: 1, counts }]);
	expect((await state(lucia)).me.handsToConfirm).toBeUndefined();
	await does(chela, { type: 'confirmHands', sector: 's1', voters: 1, counts });
	await does(lucia, { type: 'issueSlips', way: 'paper', sector: 's2', count: 1 });
	await does(lucia, { type: 'issueSlips', way: 'table', sector: 's3', count: 1 });
	const given = (await state()).state.polls.at(-1)!.room!.slips;
	const numberOf = (way: string): number => given.find((slip) => slip.way === way)!.number;
	const typed = { type: 'enterPaper', number: numberOf('paper'), choice };
	expect((await does(lucia, typed)).made).toEqual({ reading: 'first' });
	expect((await does(ana, typed)).made).toEqual({ reading: 'equal' });
	const device = await api.join(code, 'Mesa 1', { shared: [{ name: 'Rosa', organisation: '', sector: 's3' }] });
	await does(device, { type: 'castAtTable', rules, number: numberOf('table'), choice });

	const open = await state();
	expect(
		open.state.polls
			.at(-1)!
			.room!.slips.map(({ way, state: said }) => [way, said])
			.sort(),
	).toEqual([
		['paper', 'counts'],
		['table', 'given-out'],
	]);
	const seen = (await state(ana)).state.polls.at(-1)!;
	expect([seen.room, seen.breakdown, seen.slips]).toEqual([undefined, undefined, { paper: 1, table: 1 }]);
	await close();
	const { body } = await ana.get<PollExport>(path);
	const breakdown = { devices: 0, tables: 1, hands: 1, paper: 1, notVoting: 0 };
	expect(body.breakdown).toEqual(breakdown);
	expect((await state(ana)).state.polls.at(-1)!.breakdown).toEqual(breakdown);
	expect([body.ballots.length, recount(body).faults]).toEqual([3, []]);
	expect(body.tally).toMatchObject({ ballotsBySector: { s1: 1, s2: 1, s3: 1 } });
	expect(recount({ ...body, breakdown: { ...breakdown, paper: 2 } }).faults).toEqual(['count']);
});
