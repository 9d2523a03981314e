import Sqlite from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect } from 'vitest';
import { plainTerms } from '#domain/decide/poll-terms.ts';
import type { BallotSecret, OptionId, PollId, SectorId, WorkshopId } from '#domain/ids.ts';
import { recount } from '#domain/poll-export.ts';
import { ballotKey, receiptOf } from '#domain/secret-ballots.ts';
import { inspect } from '../../../server/ledger/inspect.ts';
import { eachDialect } from '../../support/storage.ts';
import type { Lane, Member } from './lane.ts';
import { withLaneOn } from './with-lane.ts';

interface Voter extends Member {
	readonly secret: BallotSecret;
}

/** A vote that is secret by person, in which nine people of three sectors vote one after the other, each something else. */
async function voting(lane: Lane) {
	const { id, lucia } = await lane.table();
	const { ana, ben, chela } = await lane.seatAll(id, lucia);
	await lane.adoptRules(id, lucia, [ana, ben, chela]);
	const voters: Voter[] = [];
	const first = [ana, ben, chela];
	for (const [n, member] of first.entries()) {
		voters.push({ ...member, secret: fresh() });
		for (const name of ['Dora', 'Eli']) {
			const sector = `s${n + 1}` as SectorId;
			const guest = await lane.join(id, `${name} ${n}`, sector);
			await lane.do(id, lucia, { type: 'offerSeat', participant: guest.participant, sector });
			await lane.do(id, member, { type: 'confirmSeat', participant: guest.participant });
			voters.push({ ...guest, secret: fresh() });
		}
	}
	const texts = voters.map((_, n) => `Opción ${n}`);
	const { made } = await lane.do(id, lucia, {
		type: 'openPoll',
		about: { kind: 'texts', texts },
		question: '¿Cómo seguimos?',
		terms: { ...plainTerms('approval'), secrecy: 'secret-by-person', weighting: 'people' },
		replaces: null,
		exception: 'Lo pidió la mesa',
	});
	const poll = made['poll'] as PollId;
	const { cardHash: rules, options } = (await lane.view(id, lucia)).state.polls.at(-1)!;
	const cast = (n: number, number = 1) =>
		({
			type: 'castSecretly',
			poll,
			rules,
			key: ballotKey(voters[n]!.secret),
			receipt: receiptOf(voters[n]!.secret),
			secret: number === 1 ? null : voters[n]!.secret,
			n: number,
			choice: { method: 'approval', approved: [options[n]!.id] },
		}) as const;
	return { id, lucia, voters, poll, options, cast };
}
const fresh = (): BallotSecret => randomBytes(16).toString('hex') as BallotSecret;

async function everybodyVotes(lane: Lane, { id, voters, cast }: Awaited<ReturnType<typeof voting>>) {
	for (const [n, voter] of voters.entries()) await lane.do(id, voter, cast(n));
}

eachDialect((dialect) => {
	const withLane = withLaneOn(dialect);

	withLane('[V38] neither log, answers nor listing move with a secret ballot', async (lane) => {
		const at = await voting(lane);
		const events = (await lane.storage.log.events(at.id)).length;
		const [before] = await lane.storage.log.workshops();
		const answer = await lane.workshops.execute(at.id, at.voters[0]!.principal, at.cast(0), 'una-llave');
		expect(answer).toMatchObject({ ok: true, made: { receipt: receiptOf(at.voters[0]!.secret) } });
		const asked = { principal: at.voters[0]!.principal, key: 'una-llave' };
		expect(await lane.storage.log.answered(at.id, asked)).toBeNull();
		expect(await lane.storage.log.events(at.id)).toHaveLength(events);
		expect((await lane.storage.log.workshops())[0]).toEqual(before);
		expect((await lane.storage.log.records(at.id)).filter(({ kind }) => kind === 'ballot')).toHaveLength(3);
		const { me } = await lane.view(at.id, at.voters[0]!);
		expect(me.ballots[at.poll]).toMatchObject({ choice: null, hasVoted: true });
	});

	withLane('[V39] what was stored is there after a restart, and replaced there', async (lane) => {
		const at = await voting(lane);
		await lane.do(at.id, at.voters[0]!, at.cast(0));
		await lane.restart();
		expect(await lane.ask(at.id, at.voters[0]!, at.cast(1))).toMatchObject({ code: 'poll.other-device' });
		await lane.do(at.id, at.voters[0]!, { ...at.cast(0, 2), choice: { method: 'approval', approved: [] } });
		await lane.do(at.id, at.lucia, { type: 'closePoll', poll: at.poll });
		const { state } = await lane.view(at.id, at.lucia);
		expect(state.polls.at(-1)?.tally).toMatchObject({ ballots: 1 });
	});

	withLane(
		'[V40] a check of the ledger holds what is stored of a secret vote against the root of its close',
		async (lane) => {
			const at = await voting(lane);
			await everybodyVotes(lane, at);
			const damageIn = async (storage: Lane['storage']) => {
				const damage: unknown[] = [];
				for await (const table of inspect(storage, new Set())) damage.push(...table.damage);
				return damage;
			};
			expect(await damageIn(lane.storage)).toEqual([]);
			await lane.do(at.id, at.lucia, { type: 'closePoll', poll: at.poll });
			expect(await damageIn(lane.storage)).toEqual([]);
			const stored = (await lane.storage.log.secretBallots(at.id)).get(at.poll)!;
			const withoutOne = { ...stored, ballots: new Map([...stored.ballots].slice(1)) };
			const swapped = new Map(
				[...stored.ballots].map(([key, one]) => [
					key,
					{
						...one,
						cast: one.cast && { ...one.cast, choice: { method: 'approval', approved: [] } as const },
					},
				]),
			);
			for (const left of [withoutOne, { ...stored, ballots: swapped }]) {
				const log = { ...lane.storage.log, secretBallots: () => Promise.resolve(new Map([[at.poll, left]])) };
				expect(await damageIn({ ...lane.storage, log })).toEqual([{ code: 'secret.altered', at: at.poll }]);
			}
		},
	);

	withLane('[V40] each finds their own receipt in the export, which counts again to the same', async (lane) => {
		const at = await voting(lane);
		await everybodyVotes(lane, at);
		await lane.do(at.id, at.lucia, { type: 'closePoll', poll: at.poll });
		await lane.restart();
		const found = await lane.workshops.readings.pollExport(at.id, at.lucia.principal, at.poll);
		if (!found.ok) throw new Error(found.code);
		expect(recount(found.poll).faults).toEqual([]);
		const receipts = found.poll.ballots.map(({ receipt }) => receipt);
		expect(receipts).toEqual(at.voters.map(({ secret }) => receiptOf(secret)).sort());
		for (const [n, { secret }] of at.voters.entries()) {
			const own = found.poll.ballots.find(({ receipt }) => receipt === receiptOf(secret));
			expect(own?.choice).toEqual({ method: 'approval', approved: [at.options[n]!.id] });
		}
		const { state } = await lane.view(at.id, at.lucia);
		expect(state.polls.at(-1)?.turnout.map(({ voted }) => voted)).toEqual([3, 3, 3]);
	});

	withLane('[V40] a vote that is cancelled leaves nothing of its secret ballots', async (lane) => {
		const at = await voting(lane);
		await everybodyVotes(lane, at);
		await lane.do(at.id, at.lucia, { type: 'cancelPoll', poll: at.poll, reason: 'Faltó una opción' });
		expect((await lane.storage.log.secretBallots(at.id)).size).toBe(0);
		expect(await traces(lane, at.id, at)).toEqual([]);
	});

	withLane(
		'[V40] what a crash kept from being erased at the close is erased when the table is next read',
		async (lane) => {
			const at = await voting(lane);
			await everybodyVotes(lane, at);
			const settle = lane.storage.log.settleSecretBallots;
			lane.storage.log.settleSecretBallots = () => Promise.reject(new Error('the disk is away'));
			await lane.do(at.id, at.lucia, { type: 'closePoll', poll: at.poll });
			lane.storage.log.settleSecretBallots = settle;
			const open = await lane.storage.log.secretBallots(at.id);
			expect([...(open.get(at.poll)?.ballots.values() ?? [])].every(({ n }) => n === 1)).toBe(true);
			await lane.restart();
			await lane.view(at.id, at.lucia);
			expect(await traces(lane, at.id, at)).toEqual([]);
		},
	);

	withLane(
		'[V40] F34: after the close neither rows, transactions, places nor files say whose ballot is whose',
		async (lane) => {
			const at = await voting(lane);
			await everybodyVotes(lane, at);
			// Until then an operator with the live database could: the label says so.
			expect((await traces(lane, at.id, at)).length).toBeGreaterThan(0);
			await lane.do(at.id, at.lucia, { type: 'closePoll', poll: at.poll });
			expect(await traces(lane, at.id, at)).toEqual([]);
		},
	);
});

/** Everything found in the database by which a ballot leads to its voter, or to the order in which they voted. */
async function traces(
	lane: Lane,
	id: WorkshopId,
	at: { voters: readonly Voter[]; options: readonly { readonly id: OptionId }[] },
): Promise<string[]> {
	const { url } = lane.database;
	return url.startsWith('postgres') ? tracesOnPostgres(url, id, at) : tracesOnSqlite(url, id, at);
}

function tracesOnSqlite(url: string, id: WorkshopId, { voters }: { voters: readonly Voter[] }): string[] {
	const path = url.replace(/^file:/, '');
	const found: string[] = [];
	const db = new Sqlite(path, { readonly: true });
	for (const table of ['secret_ballot', 'turnout']) {
		try {
			db.prepare(`select rowid from ${table}`).all();
			found.push(`${table} has row ids`);
		} catch {
			// WITHOUT ROWID: as it should be.
		}
	}
	const receipts = db.prepare('select receipt from secret_ballot where workshop = ?').pluck().all(id);
	if (String(receipts) === String(voters.map(({ secret }) => receiptOf(secret)))) found.push('rows as they came');
	db.close();
	for (const file of [path, `${path}-wal`]) found.push(...tracesInFile(file, voters));
	return found;
}

/** The log that is written ahead holds one transaction after the other, with what each of them wrote. */
function tracesInFile(file: string, voters: readonly Voter[]): string[] {
	if (statSync(file, { throwIfNoEntry: false }) === undefined) return [];
	const bytes = readFileSync(file).toString('latin1');
	return voters.filter(({ secret }) => bytes.includes(ballotKey(secret))).map((_, n) => `the key of ${n} in ${file}`);
}

async function tracesOnPostgres(
	url: string,
	id: WorkshopId,
	{ voters }: { voters: readonly Voter[] },
): Promise<string[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		const found: string[] = [];
		const of = async (table: string, what: string) =>
			(
				await client.query<{ what: string; xmin: string }>(
					`select ${what} as what, xmin::text from ${table} where workshop = $1 order by ctid`,
					[id],
				)
			).rows;
		const ballots = await of('secret_ballot', 'receipt');
		const turnout = await of('turnout', 'participant');
		for (const { what, xmin } of turnout) {
			const same = ballots.filter((ballot) => ballot.xmin === xmin);
			if (same.length === 1) found.push(`${what} and ${same[0]!.what} in one transaction`);
		}
		if (new Set(ballots.map(({ xmin }) => xmin)).size > 1) found.push('ballots in transactions of their own');
		if (new Set(turnout.map(({ xmin }) => xmin)).size > 1) found.push('voters in transactions of their own');
		const places = [ballots.map(({ what }) => what), turnout.map(({ what }) => what)];
		for (const place of places) if (String(place) !== String(place.toSorted())) found.push('rows as they came');
		await client.query('checkpoint');
		const { rows } = await client.query<{ path: string }>(
			`select pg_relation_filepath('secret_ballot') as path union all
				select pg_relation_filepath('secret_ballot_pkey') union all select pg_relation_filepath('turnout')`,
		);
		const [{ data_directory: data } = { data_directory: '' }] = (
			await client.query<{ data_directory: string }>('show data_directory')
		).rows;
		for (const { path } of rows) found.push(...tracesInFile(join(data, path), voters));
		// The files that were dropped are gone from the folder, too.
		const folder = join(data, rows[0]!.path, '..');
		for (const name of readdirSync(folder)) found.push(...tracesInFile(join(folder, name), voters));
		return found;
	} finally {
		await client.end();
	}
}
