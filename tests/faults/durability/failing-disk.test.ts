import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { addCard, cardText } from '#board/edit-cards.ts';
import { editText } from '#board/edit-text.ts';
import { ID_BYTES, idFromBytes, type CardId } from '#domain/ids.ts';
import { CLOSE } from '#protocol/sync.ts';
import { openTables } from './served-table.ts';
import { ServerProcess } from './server-process.ts';
import { Writer } from './writer.ts';

vi.setConfig({ testTimeout: 240_000 });

const CARD = idFromBytes(new Uint8Array(ID_BYTES)) as CardId;
let server: ServerProcess;
let folder: string | null = null;
afterEach(async () => {
	await server.stop();
	if (folder) rmSync(folder, { recursive: true, force: true });
	folder = null;
});

/** Types on until the server sends the writer away; then what the disk did not take is still the writer's. */
async function typeUntilSentAway(writer: Writer): Promise<void> {
	const text = cardText(writer.doc, CARD);
	const typing = setInterval(() => {
		if (text) editText(text, { index: 0, remove: Math.min(text.length, 700), insert: 'ñ'.repeat(700) }, 2_000);
	}, 20);
	await writer.until(() => writer.closes.length > 0);
	clearInterval(typing);
}

/** The same story whatever is wrong with the disk: nothing is acknowledged, all is kept, and it goes on without a restart. */
async function ridesOut(breaks: () => void, mends: () => void) {
	const [table] = await openTables(server, 1, 3);
	const url = `${server.origin.replace('http', 'ws')}/sync/${table?.id}/board`;
	const writers = (table?.guests ?? []).map((token) => new Writer(url, token));
	const [ana, ben, late] = writers;
	if (!ana || !ben || !late) throw new Error('too few guests');
	await Promise.all([ana.connect(), ben.connect()]);
	addCard(ana.doc, { id: CARD, kind: 'cause', pos: [0, 0], text: 'Brecha' });
	await ana.until(() => ana.pending.length === 0);
	await ben.until(() => cardText(ben.doc, CARD) !== null);

	breaks();
	await typeUntilSentAway(ana);
	expect(ana.closes).toEqual([CLOSE.unsaved]);
	await ben.until(() => ben.closes.length > 0);
	expect(ben.closes).toEqual([CLOSE.unsaved]);
	expect(ana.pending.length).toBeGreaterThan(0);
	// Whoever comes while the disk is bad reads what is on it: nothing that was not acknowledged.
	const unacknowledged = ana.pending[0]?.from ?? 0;
	await late.connect();
	await late.until(() => late.heard.length > 0);
	expect(cardText(late.doc, CARD)).not.toBeNull();
	expect(late.doc.store.clients.get(ana.doc.clientID)?.at(-1)?.id.clock ?? 0).toBeLessThan(unacknowledged);
	expect(server.printed).toContain('a room could not save');

	mends();
	await ana.connect();
	await ana.until(() => ana.pending.length === 0);
	const wanted = cardText(ana.doc, CARD)?.toString();
	await late.until(() => cardText(late.doc, CARD)?.toString() === wanted);
	for (const writer of [ana, ben, late]) {
		expect(writer.faults).toEqual([]);
		writer.hangUp();
	}
	return { url, token: ben.token, wanted };
}

/** Kills the server and starts it again: what was called saved is there. */
async function outlivesAKill({ url, token, wanted }: Awaited<ReturnType<typeof ridesOut>>): Promise<void> {
	await server.kill();
	await server.start();
	const back = new Writer(url, token);
	await back.connect();
	await back.until(() => cardText(back.doc, CARD)?.toString() === wanted);
	back.hangUp();
}

// A disk of a few megabytes of this test's own, in a namespace that ends with the server; no rights are needed for it.
const mayMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
if (!mayMount) console.warn('F23 no disk is filled here: unshare is missing, or this user may not make a namespace');
const mayLimit = spawnSync('prlimit', ['--version']).status === 0;
if (!mayLimit) console.warn('F23 no file is kept from growing here: prlimit is missing');

describe('F23 a real disk that fails under a real server', () => {
	test.skipIf(!mayMount)(
		'is full: nothing is called saved, all is kept, and with room again it goes on',
		async () => {
			folder = mkdtempSync(join(tmpdir(), 'mesa-full-'));
			const script = 'mount -t tmpfs -o size=4m tmpfs "$DATA_DIR" && exec "$@"';
			server = new ServerProcess({ dataDir: folder, under: ['unshare', '-rm', 'sh', '-c', script, 'sh'] });
			await server.start();
			const ballast = `/proc/${server.pid}/root${folder}/ballast`;
			await ridesOut(
				() => fill(ballast),
				() => rmSync(ballast),
			);
		},
	);

	test.skipIf(!mayLimit)('will not let a file grow: the same', async () => {
		server = await new ServerProcess().start();
		const log = join(server.dataDir, 'mesa.db-wal');
		const limit = (bytes: number | 'unlimited') =>
			execFileSync('prlimit', [`--fsize=${bytes}:unlimited`, '--pid', String(server.pid)]);
		const ridden = await ridesOut(
			() => limit(statSync(log).size),
			() => limit('unlimited'),
		);
		await outlivesAKill(ridden);
	});
});

/** Writes until there is no room left. */
function fill(path: string): void {
	const file = openSync(path, 'w');
	try {
		for (let size = 65_536; size >= 512; size /= 2) {
			try {
				for (;;) writeSync(file, new Uint8Array(size));
			} catch (error) {
				if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
			}
		}
	} finally {
		closeSync(file);
	}
}
