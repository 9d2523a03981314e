import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConflictError, FencedError, type Storage } from '../../../server/storage/storage.ts';
import type { WorkshopId } from '../../../src/domain/ids.ts';
import { openTestStorage, type Dialect, type TestStorage } from '../../support/storage.ts';
import {
	append,
	ballot,
	bytesOf,
	event,
	issued,
	newParticipant,
	newPrincipal,
	newWorkshop,
	person,
	sha256,
	statement,
	summary,
	text,
} from '../examples.ts';
import { claimed, EVERY_BYTE, MEGABYTE } from './given.ts';

export function logContract(dialect: Dialect): void {
	let opened: TestStorage;
	let storage: Storage;
	beforeAll(async () => {
		opened = await openTestStorage(dialect);
		storage = opened.storage;
	});
	afterAll(() => opened.remove());

	/** Everything that an append could have changed for a workshop. */
	const contents = async (workshop: WorkshopId) => ({
		events: await storage.log.events(workshop),
		texts: await storage.log.texts(workshop),
		records: await storage.log.records(workshop),
		joinCode: await storage.log.joinCode(workshop),
		issued: (await storage.log.allIssued()).filter((row) => row.workshop === workshop),
		summary: (await storage.log.workshops()).find((row) => row.workshop === workshop),
	});

	test('a decision comes back as it was stored, with its texts, records, codes and summary', async () => {
		const { workshop, epoch } = await claimed(storage);
		const ana = newParticipant();
		const principal = newPrincipal();
		const records = [person(ana), statement(ana), ballot(ana)];
		const words = text('{"title":"Brecha salarial"}');
		await storage.log.append(
			append(workshop, epoch, {
				events: [event(workshop, 1), event(workshop, 2)],
				texts: [words],
				records,
				memberships: [{ participant: ana, principal }],
				joinCode: `code${workshop}`,
				idempotency: { principal, key: 'first-request', response: '{"seq":2}' },
			}),
		);
		const stored = await contents(workshop);
		expect(stored.events).toEqual([event(workshop, 1), event(workshop, 2)]);
		expect(stored.texts).toEqual([words]);
		expect(stored.records).toEqual(records);
		expect(stored.joinCode).toBe(`code${workshop}`);
		expect(stored.summary).toEqual(summary(workshop));
		expect(await storage.log.byJoinCode(`code${workshop}`)).toBe(workshop);
		expect(await storage.log.events(workshop, 1)).toEqual([event(workshop, 2)]);
		expect(await storage.log.answered(workshop, { principal, key: 'first-request' })).toBe('{"seq":2}');
		expect(await storage.log.workshopsOf(principal)).toEqual([{ ...summary(workshop), participant: ana }]);
		expect(await storage.people.participant(workshop, principal)).toBe(ana);
	});

	test('a table that nobody made has nothing in it', async () => {
		const nowhere = newWorkshop();
		expect(await contents(nowhere)).toEqual({
			events: [],
			texts: [],
			records: [],
			joinCode: null,
			issued: [],
			summary: undefined,
		});
		expect(await storage.log.byJoinCode('nobody-made-it')).toBeNull();
		expect(await storage.log.answered(nowhere, { principal: newPrincipal(), key: 'never-asked' })).toBeNull();
	});

	test('a table is in the log from its first event on, whether it is listed or not', async () => {
		const { workshop, epoch } = await claimed(storage);
		expect(await storage.log.exists(workshop)).toBe(false);
		await storage.log.append(append(workshop, epoch));
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 2)] }));
		expect(await storage.log.exists(workshop)).toBe(true);
		expect((await storage.log.streams()).filter((id) => id === workshop)).toEqual([workshop]);
	});

	test.each([
		['every byte there is', EVERY_BYTE],
		['no bytes', new Uint8Array()],
		['a megabyte', MEGABYTE],
		['a view into a larger buffer', EVERY_BYTE.subarray(7, 99)],
	])('%s in events, records and salts come back exactly', async (_title, bytes) => {
		const { workshop, epoch } = await claimed(storage);
		const ana = newParticipant();
		const records = [person(ana, bytes), statement(ana, bytes), ballot(ana, undefined, bytes)].map((record) => ({
			...record,
			salt: bytes,
		}));
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 1, bytes)], records }));
		const stored = [...(await storage.log.events(workshop)), ...(await storage.log.records(workshop))];
		expect(stored.map((row) => row.bytes.length)).toEqual(Array(4).fill(bytes.length));
		expect(stored.map((row) => sha256(row.bytes))).toEqual(Array(4).fill(sha256(bytes)));
		const salts = (await storage.log.records(workshop)).map((record) => sha256(record.salt));
		expect(salts).toEqual(Array(3).fill(sha256(bytes)));
	});

	test('texts keep every character: a byte-order mark first, NUL, emoji, accents composed and not', async () => {
		const { workshop, epoch } = await claimed(storage);
		const words = text('\uFEFF"\u0000 é e\u0301 👩🏽‍🏭 \u2028"');
		await storage.log.append(append(workshop, epoch, { texts: [words] }));
		expect(await storage.log.texts(workshop)).toEqual([words]);
	});

	test('a name of 10,000 characters and a title as long come back whole', async () => {
		const { workshop, epoch } = await claimed(storage);
		const ana = newParticipant();
		const long = 'Ñandú 👩🏽 '.repeat(1_000).slice(0, 10_000);
		const record = person(ana, bytesOf(JSON.stringify({ name: long })));
		await storage.log.append(
			append(workshop, epoch, { records: [record], summary: summary(workshop, { title: long }) }),
		);
		expect((await storage.log.records(workshop))[0]?.bytes).toEqual(record.bytes);
		expect((await storage.log.workshops()).find((row) => row.workshop === workshop)?.title).toBe(long);
	});

	test('words said twice are one text', async () => {
		const { workshop, epoch } = await claimed(storage);
		await storage.log.append(append(workshop, epoch, { texts: [text('"a"')] }));
		await storage.log.append(
			append(workshop, epoch, { events: [event(workshop, 2)], texts: [text('"a"'), text('"b"')] }),
		);
		expect((await storage.log.texts(workshop)).map((row) => row.text).sort()).toEqual(['"a"', '"b"']);
	});

	test('an append that breaks at its last row leaves nothing of the rest', async () => {
		const { workshop, epoch } = await claimed(storage);
		const ana = newParticipant();
		const taken = { principal: newPrincipal(), key: 'the-same-key', response: '{}' };
		await storage.log.append(append(workshop, epoch, { idempotency: taken }));
		const before = await contents(workshop);
		const second = append(workshop, epoch, {
			events: [event(workshop, 2)],
			texts: [text('"lost"')],
			records: [person(ana)],
			memberships: [{ participant: ana, principal: newPrincipal() }],
			joinCode: `lost${workshop}`,
			issued: [issued(workshop, newPrincipal())],
			summary: summary(workshop, { title: 'Perdida' }),
			idempotency: taken,
		});
		await expect(storage.log.append(second)).rejects.toThrow(ConflictError);
		expect(await contents(workshop)).toEqual(before);
		expect(await storage.people.principalOf(ana)).toBeNull();
	});

	test('an append under an old epoch is fenced and leaves nothing', async () => {
		const { workshop, epoch } = await claimed(storage);
		const next = await storage.owners.claim(workshop);
		expect(next).toEqual({ epoch: epoch + 1 });
		await expect(storage.log.append(append(workshop, epoch))).rejects.toThrow(FencedError);
		expect(await storage.log.events(workshop)).toEqual([]);
		await storage.log.append(append(workshop, epoch + 1));
		await expect(storage.log.append(append(newWorkshop(), 1))).rejects.toThrow(FencedError);
	});

	test('an event whose number is taken is a conflict, and one that skips a number is refused', async () => {
		const { workshop, epoch } = await claimed(storage);
		await storage.log.append(append(workshop, epoch));
		await expect(storage.log.append(append(workshop, epoch))).rejects.toThrow(ConflictError);
		const gap = append(workshop, epoch, { events: [event(workshop, 3)] });
		await expect(storage.log.append(gap)).rejects.toThrow(RangeError);
		const foreign = append(workshop, epoch, { events: [event(newWorkshop(), 2)] });
		await expect(storage.log.append(foreign)).rejects.toThrow(RangeError);
		expect(await storage.log.events(workshop)).toHaveLength(1);
	});

	test('of two appends at the same moment one is stored and the other is a conflict', async () => {
		const { workshop, epoch } = await claimed(storage);
		const outcomes = await Promise.allSettled([
			storage.log.append(append(workshop, epoch)),
			storage.log.append(append(workshop, epoch)),
		]);
		expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toBeInstanceOf(ConflictError);
		expect(await storage.log.events(workshop)).toHaveLength(1);
	});

	test('fifty tables that append at once all keep what is theirs', async () => {
		const tables = await Promise.all(Array.from({ length: 50 }, () => claimed(storage)));
		await Promise.all(
			tables.map(async ({ workshop, epoch }) => {
				await storage.log.append(append(workshop, epoch, { issued: [issued(workshop, workshop)] }));
				await storage.log.append(append(workshop, epoch, { events: [event(workshop, 2), event(workshop, 3)] }));
			}),
		);
		for (const { workshop } of tables) {
			expect((await storage.log.events(workshop)).map((row) => row.seq)).toEqual([1, 2, 3]);
			expect(await storage.log.issued(workshop)).toHaveLength(1);
		}
	});

	test('a key used again at another table or by another person is another request', async () => {
		const [here, there] = [await claimed(storage), await claimed(storage)];
		const principal = newPrincipal();
		const idempotency = { principal, key: 'the-same-key', response: '"here"' };
		await storage.log.append(append(here.workshop, here.epoch, { idempotency }));
		await storage.log.append(
			append(there.workshop, there.epoch, { idempotency: { ...idempotency, response: '"there"' } }),
		);
		expect(await storage.log.answered(here.workshop, idempotency)).toBe('"here"');
		expect(await storage.log.answered(there.workshop, idempotency)).toBe('"there"');
		expect(await storage.log.answered(here.workshop, { ...idempotency, principal: newPrincipal() })).toBeNull();
	});

	test('a new join code replaces the old one, and closing the way in removes it', async () => {
		const { workshop, epoch } = await claimed(storage);
		const [old, fresh] = [`old-${workshop}`, `new-${workshop}`];
		await storage.log.append(append(workshop, epoch, { joinCode: old }));
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 2)], joinCode: fresh }));
		expect(await storage.log.byJoinCode(old)).toBeNull();
		expect(await storage.log.byJoinCode(fresh)).toBe(workshop);
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 3)] }));
		expect(await storage.log.joinCode(workshop)).toBe(fresh);
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 4)], joinCode: null }));
		expect(await storage.log.joinCode(workshop)).toBeNull();
		expect(await storage.log.byJoinCode(fresh)).toBeNull();
	});

	test('issued records stand in the order of issue, each version once', async () => {
		const { workshop, epoch } = await claimed(storage);
		const commitment = newPrincipal();
		const [first, second] = [issued(workshop, commitment, 1), issued(workshop, commitment, 2)];
		await storage.log.append(append(workshop, epoch, { issued: [first] }));
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 2)], issued: [second] }));
		expect(await storage.log.issued(commitment)).toEqual([first, second]);
		expect((await storage.log.allIssued()).filter((row) => row.commitment === commitment)).toEqual([first, second]);
		const again = append(workshop, epoch, { events: [event(workshop, 3)], issued: [second] });
		await expect(storage.log.append(again)).rejects.toThrow();
		expect(await storage.log.events(workshop)).toHaveLength(2);
	});

	test('the list of tables can be thrown away and put in again', async () => {
		const own = await openTestStorage(dialect);
		try {
			const { workshop, epoch } = await claimed(own.storage);
			await own.storage.log.append(append(workshop, epoch));
			const rebuilt = summary(workshop, {
				title: 'De la bitácora',
				status: 'archived',
				example: true,
				rulesAdopted: true,
				changedAt: 2 ** 45,
			});
			await own.storage.log.replaceSummaries([rebuilt]);
			expect(await own.storage.log.workshops()).toEqual([rebuilt]);
			await own.storage.log.replaceSummaries([]);
			expect(await own.storage.log.workshops()).toEqual([]);
		} finally {
			await own.remove();
		}
	});

	test('everything stored is there after a restart', async () => {
		const own = await openTestStorage(dialect);
		try {
			const { workshop, epoch } = await claimed(own.storage);
			await own.storage.log.append(append(workshop, epoch, { texts: [text('"a"')] }));
			const restarted = await own.reopen();
			expect(await restarted.log.events(workshop)).toEqual([event(workshop, 1)]);
			expect(await restarted.owners.claim(workshop)).toEqual({ epoch: epoch + 1 });
		} finally {
			await own.remove();
		}
	});
}
