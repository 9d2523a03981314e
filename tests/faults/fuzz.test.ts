import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { runEpisode } from './fuzz/episode.ts';

/* A little of `npm run fuzz`. What it once found stands in `foreseen.test.ts`, each by its smallest update. */

let folder: string;
let storage: Storage;
const open = (name: string) => openStorage({ url: `file:${join(folder, name)}`, role: 'server' });
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'mesa-fuzz-'));
	storage = await open('mesa.db');
});
afterAll(async () => {
	await storage.close();
	rmSync(folder, { recursive: true, force: true });
});

test.each([101, 102, 103, 104])(
	'people, locks, freezes, broken lines and a hostile client: the gate does as foreseen, and all copies agree (seed %i)',
	async (seed) => {
		const { tally } = await runEpisode(seed, 150, storage);
		expect(tally.applied).toBeGreaterThan(0);
		expect(tally.updates).toBe(tally.applied + tally.inPart + tally.stood);
	},
);

test.each([201, 202])(
	'[J9] nobody but its owner can write in a sheet, not even over an open line, and its copies agree (seed %i)',
	async (seed) => {
		const { tally } = await runEpisode(seed, 150, storage, 'own');
		expect(tally.applied).toBeGreaterThan(0);
		expect(tally.stood).toBeGreaterThan(0);
	},
);

test('a seed decides a whole run: a second one sends and hears the same, byte by byte', async () => {
	const again = await open('again.db');
	try {
		const first = await runEpisode(185, 150, storage);
		const second = await runEpisode(185, 150, again);
		expect(second).toEqual(first);
	} finally {
		await again.close();
	}
});
