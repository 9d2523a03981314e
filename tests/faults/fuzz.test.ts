import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { runEpisode } from './fuzz/episode.ts';

/* A little of `npm run fuzz`, and the seeds that once found something. */

let folder: string;
let storage: Storage;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'mesa-fuzz-'));
	storage = await openStorage({ url: `file:${join(folder, 'mesa.db')}`, role: 'server' });
});
afterAll(async () => {
	await storage.close();
	rmSync(folder, { recursive: true, force: true });
});

test.each([101, 102, 103, 104])(
	'people, locks, broken lines and a hostile client: the gate does as foreseen, and all copies agree (seed %i)',
	async (seed) => {
		const tally = await runEpisode(seed, 150, storage);
		expect(tally.applied).toBeGreaterThan(0);
	},
);
