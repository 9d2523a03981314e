import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CommitmentId, WorkshopId } from '#domain/ids.ts';
import { inspect, type Inspected } from '../../server/ledger/inspect.ts';
import type { DamageCode } from '../../server/ledger/damage.ts';
import { backUp } from '../../server/storage/backup.ts';
import { openStorage } from '../../server/storage/open.ts';
import { eachDialect } from '../support/storage.ts';
import { Lane } from './workshops/lane.ts';

/** A table that has come all the way: rules adopted, one commitment issued, one person removed and one erased. */
async function whole(lane: Lane): Promise<{ id: WorkshopId; commitment: CommitmentId }> {
	const { id, lucia } = await lane.table();
	const { ana, ben, chela } = await lane.seatAll(id, lucia);
	await lane.adoptRules(id, lucia, [ana, ben, chela]);
	const commitment = await lane.issue(id, lucia, [ana, ben, chela]);
	await lane.do(id, lucia, { type: 'setLock', target: { kind: 'board' }, reason: 'Pausa' });
	await lane.do(id, lucia, { type: 'liftLock', target: { kind: 'board' }, reason: 'Seguimos' });
	await lane.do(id, lucia, { type: 'removeParticipant', participant: ben.participant, reason: 'Se retiró' });
	await lane.do(id, chela, { type: 'eraseMe' });
	return { id, commitment };
}

async function inspected(storage: Lane['storage'], keys: ReadonlySet<string> = new Set()): Promise<Inspected[]> {
	const tables: Inspected[] = [];
	for await (const table of inspect(storage, keys)) tables.push(table);
	return tables;
}

eachDialect((dialect) => {
	test('tables as they were written are sound: one that issued, one that was erased, one just begun', async () => {
		const lane = await Lane.open(dialect);
		const { id, commitment } = await whole(lane);
		const gone = await lane.table();
		await lane.workshops.erase(gone.id, gone.lucia.principal);
		const young = await lane.table();
		const [issued] = await lane.storage.log.issued(commitment);
		const tables = await inspected(lane.storage, new Set([issued?.publicKey ?? '']));
		expect(tables.map(({ workshop }) => workshop).sort()).toEqual([id, gone.id, young.id].sort());
		for (const table of tables) expect(table).toMatchObject({ damage: [], foreignKeys: [] });
		expect(tables.find(({ workshop }) => workshop === id)).toMatchObject({
			title: 'Brecha salarial en Jalisco',
			issued: 1,
		});
		await lane.close();
	});
});

describe('F36 what somebody with the file changes in it is found', () => {
	let folder: string;
	let original: string;
	let file: string;
	let id: WorkshopId;
	let commitment: CommitmentId;

	beforeAll(async () => {
		const lane = await Lane.open();
		({ id, commitment } = await whole(lane));
		folder = await mkdtemp(join(tmpdir(), 'mesa-abierta-check-'));
		original = join(folder, 'mesa.db');
		await backUp(lane.database.url, original);
		await lane.close();
	});
	afterAll(() => rm(folder, { recursive: true }));
	beforeEach(async () => {
		file = join(await mkdtemp(join(folder, 'copy-')), 'mesa.db');
		await cp(original, file);
	});
	afterEach(() => rm(dirname(file), { recursive: true }));

	/** As an intruder with the file would: triggers first. */
	function tamper(...statements: string[]): void {
		const db = new Sqlite(file);
		const triggers = db.prepare(`select name from sqlite_schema where type = 'trigger'`).pluck().all();
		for (const name of triggers) db.exec(`drop trigger ${String(name)}`);
		db.pragma('foreign_keys = OFF');
		for (const statement of statements) expect(db.prepare(statement).run().changes, statement).toBeGreaterThan(0);
		db.close();
	}

	async function found(): Promise<DamageCode[]> {
		const storage = await openStorage({ url: `file:${file}`, role: 'admin' });
		const [table] = await inspected(storage);
		await storage.close();
		return [...new Set(table?.damage.map(({ code }) => code))];
	}

	test.each<[string, string[], DamageCode[]]>([
		[
			'a ballot',
			[`update ballot set bytes = cast(replace(cast(bytes as text), 'agree', 'block') as blob)`],
			['record.altered'],
		],
		[
			'a ballot that was taken out',
			['delete from ballot where ref = (select min(ref) from ballot)'],
			['record.missing'],
		],
		[
			'a reason',
			[`update statement set bytes = cast('Otra cosa' as blob) where use = 'reason'`],
			['record.altered'],
		],
		['a name that was taken out', ['delete from person_record'], ['record.missing']],
		[
			'the title',
			[`update table_text set bytes = cast(replace(cast(bytes as text), 'Brecha', 'Igualdad') as blob)`],
			['text.altered'],
		],
		[
			'a text that was taken out',
			[`delete from table_text where cast(bytes as text) like '%Brecha%'`],
			['text.missing'],
		],
		['the time of an event', ['update event set at = at + 1 where seq = 5'], ['chain.malformed']],
		[
			'the words of an event',
			[`update event set bytes = cast(replace(cast(bytes as text), '"v":1', '"v":2') as blob) where seq = 5`],
			['chain.altered'],
		],
		['an event that was taken out', ['delete from event where seq = 5'], ['chain.gap']],
		['the whole log', ['delete from event'], ['chain.short', 'issued.unlogged', 'issued.unchained']],
		[
			'the last events',
			['delete from event where seq > 20'],
			['chain.short', 'record.missing', 'issued.unlogged', 'issued.unchained'],
		],
		[
			'an issued record',
			[`update issued_record set bytes = cast(replace(cast(bytes as text), 'salarial', 'saIarial') as blob)`],
			['issued.altered', 'issued.signature'],
		],
		[
			'the signature of an issued record',
			[`update issued_record set signature = '${'0'.repeat(128)}'`],
			['issued.signature', 'issued.differs'],
		],
		[
			'the key of an issued record',
			[`update issued_record set public_key = '${'ab'.repeat(32)}'`],
			['issued.key', 'issued.signature'],
		],
		['an issued record that was taken out', ['delete from issued_record'], ['issued.missing']],
	])('%s', async (_title, statements, codes) => {
		tamper(...statements);
		expect(await found()).toEqual(codes);
	});

	test('the command says table by table what is wrong, and its exit status is 1', async () => {
		const sound = await command();
		expect(sound).toMatchObject({ status: 0 });
		expect(sound.said).toMatch(new RegExp(`^Mesa ${id} «Brecha salarial en Jalisco»: todo está como se escribió`));
		expect(sound.said).toContain('lo firmó la clave'); // there is no key file beside this copy
		tamper('update event set at = at + 1 where seq = 5', `update statement set bytes = x''`);
		const damaged = await command();
		expect(damaged.status).toBe(1);
		expect(damaged.said).toContain('  - el evento 5 no se puede leer');
		expect(damaged.said).toMatch(/registro [0-9a-f]{64} no es el que se escribió/);
		expect(damaged.said).toMatch(/Daños: \d+ \(mesas dañadas: 1 de 1\)/);
		expect((await openAgain()).map(({ commitment: own }) => own)).toEqual([commitment]);
	});

	async function openAgain() {
		const storage = await openStorage({ url: `file:${file}`, role: 'admin' });
		const issued = await storage.log.allIssued();
		await storage.close();
		return issued;
	}

	async function command(): Promise<{ status: number; said: string }> {
		const env = { PATH: '', LANG: 'es_MX.UTF-8', DATA_DIR: dirname(file), DATABASE_URL: `file:${file}` };
		try {
			const { stdout } = await promisify(execFile)(process.execPath, ['server/ledger/check.ts'], { env });
			return { status: 0, said: stdout };
		} catch (error) {
			const { code, stdout } = error as { code: number; stdout: string };
			return { status: code, said: stdout };
		}
	}
});
