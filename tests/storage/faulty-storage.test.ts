import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { faultyStorage, type Faults } from '../support/faulty-storage.ts';
import { openTestStorage, type TestStorage } from '../support/storage.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { append } from './examples.ts';
import { claimed, update } from './contract/given.ts';

let opened: TestStorage;
let storage: Storage;
let faults: Faults;
beforeAll(async () => {
	opened = await openTestStorage();
	({ storage, faults } = faultyStorage(opened.storage));
});
afterEach(() => faults.heal());
afterAll(() => opened.remove());

test('an append that fails before stores nothing, and the next one works', async () => {
	const { workshop, epoch } = await claimed(storage);
	faults.fail('log.append', { times: 2, error: new Error('disk full') });
	await expect(storage.log.append(append(workshop, epoch))).rejects.toThrow('disk full');
	await expect(storage.log.append(append(workshop, epoch))).rejects.toThrow('disk full');
	expect(await storage.log.events(workshop)).toEqual([]);
	await storage.log.append(append(workshop, epoch));
	expect(await storage.log.events(workshop)).toHaveLength(1);
});

test('an append that fails after has stored all', async () => {
	const { workshop, epoch } = await claimed(storage);
	faults.fail('log.append', { when: 'after' });
	await expect(storage.log.append(append(workshop, epoch))).rejects.toThrow('disk I/O error');
	expect(await storage.log.events(workshop)).toHaveLength(1);
});

test('an append that is held waits until it is let go', async () => {
	const { workshop, epoch } = await claimed(storage);
	const release = faults.hold('documents.append');
	const stored = storage.documents.append([
		{ workshop, epoch, document: 'board', updates: [update(Uint8Array.of(1))], claims: [] },
	]);
	await vi.waitFor(() => expect(faults.waiting('documents.append')).toBe(1));
	expect((await storage.documents.load(workshop, 'board')).lastUpdate).toBe(0);
	release();
	await stored;
	expect(faults.waiting('documents.append')).toBe(0);
	expect((await storage.documents.load(workshop, 'board')).lastUpdate).toBe(1);
});
