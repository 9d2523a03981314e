import { afterAll, beforeAll, expect, test } from 'vitest';
import { FencedError, type Storage } from '../../../server/storage/storage.ts';
import { openTestStorage, type Dialect, type TestStorage } from '../../support/storage.ts';
import { append, newWorkshop } from '../examples.ts';
import { claimed } from './given.ts';

export function owningContract(dialect: Dialect): void {
	let opened: TestStorage;
	let storage: Storage;
	beforeAll(async () => {
		opened = await openTestStorage(dialect);
		storage = opened.storage;
	});
	afterAll(() => opened.remove());

	test('each claim raises the epoch', async () => {
		const workshop = newWorkshop();
		expect(await storage.owners.claim(workshop)).toEqual({ epoch: 1 });
		expect(await storage.owners.claim(workshop)).toEqual({ epoch: 2 });
	});

	test('who let go of a table cannot append to it any more', async () => {
		const { workshop, epoch } = await claimed(storage);
		await storage.owners.release(workshop, epoch);
		await expect(storage.log.append(append(workshop, epoch))).rejects.toThrow(FencedError);
		const again = await storage.owners.claim(workshop);
		expect(again === 'busy' ? 0 : again.epoch).toBeGreaterThan(epoch);
	});

	test('letting go under an old epoch changes nothing', async () => {
		const { workshop, epoch } = await claimed(storage);
		await storage.owners.claim(workshop);
		await storage.owners.release(workshop, epoch);
		await storage.log.append(append(workshop, epoch + 1));
	});

	test('the database answers while it is open, and says so when it is not', async () => {
		const own = await openTestStorage(dialect);
		await own.storage.ping();
		await own.storage.close();
		await expect(own.storage.ping()).rejects.toMatchObject({ cause: expect.anything() });
		await own.reopen();
		await own.remove();
	});
}
