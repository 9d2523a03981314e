import { afterAll, beforeAll, expect, test } from 'vitest';
import { FencedError, type Storage, type StoredAsset } from '../../../server/storage/storage.ts';
import type { AssetId } from '../../../src/domain/ids.ts';
import { openTestStorage, type Dialect, type TestStorage } from '../../support/storage.ts';
import { append, AT, event, newParticipant } from '../examples.ts';
import { claimed, EVERY_BYTE, joined, MEGABYTE } from './given.ts';

const image = (id: string, change: Partial<StoredAsset> = {}): StoredAsset => ({
	id: id as AssetId,
	participant: newParticipant(),
	type: 'image/png',
	width: 640,
	height: 480,
	size: EVERY_BYTE.length,
	at: AT,
	bytes: EVERY_BYTE,
	...change,
});

export function assetsContract(dialect: Dialect): void {
	let opened: TestStorage;
	let storage: Storage;
	beforeAll(async () => {
		opened = await openTestStorage(dialect);
		storage = opened.storage;
	});
	afterAll(() => opened.remove());

	test('[Y1] an image is read again byte for byte, at its own table only', async () => {
		const { workshop, epoch } = await claimed(storage);
		const [small, large] = [image('a'), image('b', { bytes: MEGABYTE, size: MEGABYTE.length, type: 'image/webp' })];
		await storage.assets.add(workshop, epoch, large);
		await storage.assets.add(workshop, epoch, small);
		expect(await storage.assets.read(workshop, small.id)).toEqual(small);
		expect(await storage.assets.read(workshop, large.id)).toEqual(large);
		expect(await storage.assets.read(workshop, 'c' as AssetId)).toBeNull();
		const facts = [small, large].map(({ bytes: _, ...rest }) => rest);
		expect(await storage.assets.list(workshop)).toEqual(facts);
		const other = await claimed(storage);
		expect(await storage.assets.read(other.workshop, small.id)).toBeNull();
		expect(await storage.assets.list(other.workshop)).toEqual([]);
	});

	test('an image that comes again stays as it was first, and who brought it', async () => {
		const { workshop, epoch } = await claimed(storage);
		const first = image('a');
		await storage.assets.add(workshop, epoch, first);
		await storage.assets.add(workshop, epoch, image('a', { at: AT + 1, width: 1 }));
		expect(await storage.assets.read(workshop, first.id)).toEqual(first);
	});

	test('a server that has lost the table keeps no image of it', async () => {
		const { workshop, epoch } = await claimed(storage);
		await expect(storage.assets.add(workshop, epoch - 1, image('a'))).rejects.toThrow(FencedError);
		expect(await storage.assets.list(workshop)).toEqual([]);
	});

	test('[Y6] erasing a person leaves their images, erasing the table takes them', async () => {
		const { workshop, epoch, participant } = await joined(storage);
		const other = await claimed(storage);
		await storage.assets.add(workshop, epoch, image('a', { participant }));
		await storage.assets.add(other.workshop, other.epoch, image('a'));
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 2)], erasePerson: participant }));
		expect(await storage.assets.list(workshop)).toHaveLength(1);
		await storage.log.append(append(workshop, epoch, { events: [event(workshop, 3)], eraseWorkshop: true }));
		expect(await storage.assets.list(workshop)).toEqual([]);
		expect(await storage.assets.list(other.workshop)).toHaveLength(1);
	});
}
