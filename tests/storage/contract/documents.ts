import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../server/storage/open.ts';
import {
	ConflictError,
	DamagedDocumentError,
	FencedError,
	type Storage,
	type UpdateBatch,
} from '../../../server/storage/storage.ts';
import { openTestStorage, type Dialect, type TestStorage } from '../../support/storage.ts';
import { append, AT, event, newParticipant } from '../examples.ts';
import { claimed, EVERY_BYTE, MEGABYTE, update } from './given.ts';

const EMPTY = { snapshot: null, snapshotUntil: 0, updates: [], lastUpdate: 0, claims: [] };
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const updatesOf = (...values: number[]) => values.map((value) => update(bytes(value)));

/** Changes rows as no method of the storage does. */
async function beneath({ url }: TestStorage, statement: string): Promise<void> {
	const { database, close } = await openDatabase({ url, role: 'admin' });
	await sql.raw(statement).execute(database.db);
	await close();
}

export function documentsContract(dialect: Dialect): void {
	let opened: TestStorage;
	let storage: Storage;
	beforeAll(async () => {
		opened = await openTestStorage(dialect);
		storage = opened.storage;
	});
	afterAll(() => opened.remove());

	const batchOf = async (change: Partial<UpdateBatch> = {}): Promise<UpdateBatch> => ({
		...(await claimed(storage)),
		document: 'board',
		updates: [],
		claims: [],
		...change,
	});

	test('updates come back byte for byte in the order in which they came', async () => {
		const updates = [EVERY_BYTE, bytes(), MEGABYTE, EVERY_BYTE.subarray(3, 9)].map(update);
		const batch = await batchOf({ updates });
		await storage.documents.append([batch, { ...batch, updates: updatesOf(1) }]);
		await storage.documents.append([{ ...batch, updates: updatesOf(2) }]);
		const stored = await storage.documents.load(batch.workshop, 'board');
		const plain = updates.map((stored) => update(Uint8Array.from(stored.bytes)));
		expect(stored).toEqual({ ...EMPTY, updates: [...plain, ...updatesOf(1, 2)], lastUpdate: 6 });
	});

	test('a batch of two thousand updates and claims is stored whole', async () => {
		const participant = newParticipant();
		const updates = Array.from({ length: 2_000 }, (_, index) => update(bytes(index & 255, index >> 8)));
		const claims = updates.map((_, index) => ({ clientId: 4_294_967_295 - index, participant, at: AT }));
		const batch = await batchOf({ updates, claims });
		await storage.documents.append([batch]);
		const stored = await storage.documents.load(batch.workshop, 'board');
		expect(stored.updates).toEqual(updates);
		expect(stored.claims).toHaveLength(2_000);
		expect(stored.claims[0]).toEqual({ clientId: 4_294_965_296, participant, at: AT });
	});

	test('each update comes back with who made it and when, or with nobody where the server did', async () => {
		const made = [newParticipant(), null, newParticipant()].map((participant, index) => ({
			bytes: bytes(index),
			participant,
			at: AT + index,
		}));
		const batch = await batchOf({ updates: made });
		await storage.documents.append([batch]);
		expect((await storage.documents.load(batch.workshop, 'board')).updates).toEqual(made);
	});

	test('a document that was never written reads as empty', async () => {
		const { workshop } = await claimed(storage);
		expect(await storage.documents.load(workshop, 'board')).toEqual(EMPTY);
		expect(await storage.documents.list(workshop)).toEqual([]);
	});

	test('batches for many tables are stored together or not at all', async () => {
		const [one, two] = [await batchOf({ updates: updatesOf(1) }), await batchOf({ updates: updatesOf(2) })];
		await expect(storage.documents.append([one, { ...two, epoch: two.epoch + 1 }])).rejects.toThrow(FencedError);
		expect(await storage.documents.load(one.workshop, 'board')).toEqual(EMPTY);
		await storage.documents.append([one, two]);
		expect((await storage.documents.load(one.workshop, 'board')).updates).toEqual(updatesOf(1));
		expect((await storage.documents.load(two.workshop, 'board')).updates).toEqual(updatesOf(2));
	});

	test('a client id that somebody holds cannot be claimed again, and the edits that came with it are not stored', async () => {
		const claim = { clientId: 42, participant: newParticipant(), at: AT };
		const batch = await batchOf({ claims: [claim] });
		await storage.documents.append([batch]);
		const thief = { ...batch, updates: updatesOf(9), claims: [{ ...claim, participant: newParticipant() }] };
		await expect(storage.documents.append([thief])).rejects.toThrow();
		expect(await storage.documents.load(batch.workshop, 'board')).toEqual({ ...EMPTY, claims: [claim] });
		await storage.documents.append([{ ...thief, document: 'draft-x' }]);
		expect(await storage.documents.list(batch.workshop)).toEqual(['board', 'draft-x']);
	});

	test('appending again what was stored although the answer got lost keeps the claims and all updates', async () => {
		const claims = [7, 8].map((clientId) => ({ clientId, participant: newParticipant(), at: AT }));
		const batch = await batchOf({ updates: updatesOf(1), claims });
		await storage.documents.append([batch]);
		await storage.documents.append([{ ...batch, updates: updatesOf(1, 2) }]);
		const stored = await storage.documents.load(batch.workshop, 'board');
		expect(stored).toEqual({ ...EMPTY, updates: updatesOf(1, 1, 2), lastUpdate: 3, claims });
	});

	describe('F22 a document that is not whole', () => {
		const DAMAGES: readonly (readonly [name: string, damage: string, says: RegExp])[] = [
			['without its first update', 'delete from document_update where number = 3', /update 3 is missing/],
			['without one in the middle', 'delete from document_update where number = 4', /update 4 is missing/],
			['without its last', 'delete from document_update where number = 6', /end with update 6, and ends with 5/],
			['without any', 'delete from document_update', /end with update 6, and ends with 2/],
			['without its snapshot', 'delete from document_snapshot', /update 1 is missing/],
			[
				'with one update of other bytes',
				`update document_update set bytes = sum_was where number = 5`,
				/update 5/,
			],
			['with a snapshot of other bytes', `update document_snapshot set bytes = sum_was`, /snapshot through 2/],
			['that lost its count', 'update document set last_update = 5', /end with update 5, and ends with 6/],
		];
		test.each(DAMAGES)('%s is not read', async (_, damage, says) => {
			const batch = await batchOf({ updates: updatesOf(1, 2, 3, 4, 5, 6) });
			const { workshop, epoch } = batch;
			await storage.documents.append([batch, { ...batch, document: 'draft-x' }]);
			for (const name of ['board', 'draft-x'])
				await storage.documents.compact(workshop, epoch, name, EVERY_BYTE, 2);
			const where = `${damage.includes('where') ? 'and' : 'where'} workshop = '${workshop}' and name = 'board'`;
			const otherBytes = dialect === 'sqlite' ? `x'0102'` : String.raw`'\x0102'`;
			await beneath(opened, `${damage.replace('sum_was', otherBytes)} ${where}`);
			const refused = storage.documents.load(workshop, 'board');
			await expect(refused).rejects.toThrow(DamagedDocumentError);
			await expect(refused).rejects.toThrow(says);
			expect((await storage.documents.load(workshop, 'draft-x')).lastUpdate).toBe(6);
		});
	});

	test('a snapshot stands for the updates that it covers, and later ones stay', async () => {
		const batch = await batchOf({ updates: updatesOf(1, 2, 3) });
		const { workshop, epoch } = batch;
		await storage.documents.append([batch]);
		await storage.documents.compact(workshop, epoch, 'board', EVERY_BYTE, 2);
		expect(await storage.documents.load(workshop, 'board')).toEqual({
			...EMPTY,
			snapshot: EVERY_BYTE,
			updates: updatesOf(3),
			lastUpdate: 3,
		});
		await storage.documents.compact(workshop, epoch, 'board', MEGABYTE, 3);
		await storage.documents.append([{ ...batch, updates: updatesOf(4) }]);
		expect(await storage.documents.load(workshop, 'board')).toEqual({
			...EMPTY,
			snapshot: MEGABYTE,
			updates: updatesOf(4),
			lastUpdate: 4,
		});
	});

	test('updates kept beside a snapshot stand after it, numbered without a gap, and later ones go on counting', async () => {
		const batch = await batchOf({ updates: updatesOf(1, 2, 3, 4, 5) });
		const { workshop, epoch } = batch;
		await storage.documents.append([batch]);
		const [merged] = updatesOf(45);
		if (!merged) throw new Error('no update');
		await storage.documents.compact(workshop, epoch, 'board', bytes(123), 4, [merged], AT);
		const stored = await storage.documents.load(workshop, 'board');
		expect(stored).toEqual({
			...EMPTY,
			snapshot: bytes(123),
			snapshotUntil: AT,
			updates: updatesOf(45, 5),
			lastUpdate: 5,
		});
		await storage.documents.append([{ ...batch, updates: updatesOf(6) }]);
		await storage.documents.compact(workshop, epoch, 'board', bytes(1234), 5, updatesOf(5));
		const later = await storage.documents.load(workshop, 'board');
		expect([later.updates, later.lastUpdate]).toEqual([updatesOf(5, 6), 6]);
		await expect(
			storage.documents.compact(workshop, epoch, 'board', bytes(9), 6, updatesOf(1, 2, 3)),
		).rejects.toThrow(RangeError);
		expect(await storage.documents.load(workshop, 'board')).toEqual(later);
	});

	test('a decision and what it writes in a document are stored together or not at all', async () => {
		const { workshop, epoch } = await claimed(storage);
		const batch = { workshop, epoch, document: 'board', updates: updatesOf(7), claims: [] };
		await storage.log.append(append(workshop, epoch, { documents: [batch] }));
		const stored = await storage.documents.load(workshop, 'board');
		expect(stored).toEqual({ ...EMPTY, updates: updatesOf(7), lastUpdate: 1 });
		const stale = append(workshop, epoch, { documents: [batch] }); // event 1 again
		await expect(storage.log.append(stale)).rejects.toThrow(ConflictError);
		const foreign = { ...batch, workshop: (await claimed(storage)).workshop };
		const second = { events: [event(workshop, 2)], documents: [foreign] };
		await expect(storage.log.append(append(workshop, epoch, second))).rejects.toThrow(RangeError);
		expect(await storage.documents.load(workshop, 'board')).toEqual(stored);
		expect(await storage.log.events(workshop)).toHaveLength(1);
	});

	test('a snapshot that would cover more than is stored, or less than the last one, is refused', async () => {
		const batch = await batchOf({ updates: updatesOf(1, 2) });
		const { workshop, epoch } = batch;
		await storage.documents.append([batch]);
		await storage.documents.compact(workshop, epoch, 'board', bytes(7), 2);
		for (const through of [1, 3]) {
			await expect(storage.documents.compact(workshop, epoch, 'board', bytes(8), through)).rejects.toThrow(
				RangeError,
			);
		}
		await expect(storage.documents.compact(workshop, epoch, 'draft-x', bytes(8), 0)).rejects.toThrow(RangeError);
		await expect(storage.documents.compact(workshop, epoch + 1, 'board', bytes(8), 2)).rejects.toThrow(FencedError);
		expect((await storage.documents.load(workshop, 'board')).snapshot).toEqual(bytes(7));
	});

	test('two writers of one document each keep their updates', async () => {
		const batch = await batchOf();
		const writes = Array.from({ length: 20 }, (_, index) =>
			storage.documents.append([{ ...batch, updates: updatesOf(index, index) }]),
		);
		await Promise.all(writes);
		const stored = await storage.documents.load(batch.workshop, 'board');
		expect(stored.lastUpdate).toBe(40);
		expect(new Set(stored.updates.map(({ bytes }) => bytes[0])).size).toBe(20);
		for (let pair = 0; pair < 40; pair += 2) expect(stored.updates[pair]).toEqual(stored.updates[pair + 1]);
	});
}
