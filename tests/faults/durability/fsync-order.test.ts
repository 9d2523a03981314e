import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import { addCard, cardText } from '#board/edit-cards.ts';
import { editText } from '#board/edit-text.ts';
import { ID_BYTES, idFromBytes, type CardId } from '#domain/ids.ts';
import { MESSAGE } from '#protocol/sync.ts';
import { openTables } from './served-table.ts';
import { ServerProcess } from './server-process.ts';
import { asTraced, parseTrace, tooEarly, traceTo } from './syscall-trace.ts';
import { Writer } from './writer.ts';

const EDITS = 20;
// A system call tracer, where there is one and this user may use it.
const mayTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
if (!mayTrace) console.warn('F37 the order of fsync is not looked at here: strace is missing, or may not trace');

test.skipIf(!mayTrace)(
	'F37 a finished fsync of the log comes before each acknowledgement, and before anybody else sees the edit',
	{ timeout: 240_000 },
	async () => {
		const folder = mkdtempSync(join(tmpdir(), 'mesa-trace-'));
		const file = join(folder, 'trace');
		const server = await new ServerProcess({ under: traceTo(file) }).start();
		const [table] = await openTables(server, 1, 2);
		const url = `${server.origin.replace('http', 'ws')}/sync/${table?.id}/board`;
		const [ana, ben] = [new Writer(url, table?.guests[0] ?? ''), new Writer(url, table?.guests[1] ?? '')];
		await Promise.all([ana.connect(), ben.connect()]);
		const marks: { edit: string; saved: string }[] = [];
		const card = idFromBytes(new Uint8Array(ID_BYTES)) as CardId;
		addCard(ana.doc, { id: card, kind: 'cause', pos: [0, 0] });
		await ana.until(() => ana.pending.length === 0);
		const text = cardText(ana.doc, card);
		for (let i = 0; i < EDITS; i++) {
			const word = `huella ${'abcdefghijklmnopqrstuvwxyz'[i]} de Ana, `;
			if (text) editText(text, { index: text.length, remove: 0, insert: word }, 2_000);
			const message = ana.pending.at(-1)?.message ?? 0;
			const heard = ben.heard.length;
			await ana.until(() => ana.pending.length === 0);
			await ben.until(() => ben.heard.length > heard);
			marks.push({ edit: asTraced(word), saved: savedFrame(ana, message) });
		}
		for (const writer of [ana, ben]) writer.hangUp();
		await server.stop();
		const calls = parseTrace(readFileSync(file, 'utf8'));
		expect(tooEarly(calls, marks)).toEqual([]);

		// The same calls with one thing wrong are told from these.
		const isSync = (index: number): boolean => calls[index]?.is === 'synced';
		expect(
			tooEarly(
				calls.filter((_, index) => !isSync(index)),
				marks,
			),
		).toHaveLength(EDITS);
		const sends = calls.filter(({ file: to }) => /^(socket|TCP)/.test(to));
		const late = [...sends, ...calls.filter((call) => !sends.includes(call))];
		expect(tooEarly(late, marks)).toHaveLength(EDITS);
		rmSync(folder, { recursive: true });
	},
);

/** How the acknowledgement of that many edits ends: the vector of the one client that wrote, then the number. */
function savedFrame(writer: Writer, edits: number): string {
	const clock = writer.acknowledged.at(-1)?.to ?? 0;
	const body = encoding.encode((encoder) => {
		for (const number of [1, writer.doc.clientID, clock]) encoding.writeVarUint(encoder, number);
	});
	return asTraced(
		encoding.encode((encoder) => {
			encoding.writeVarUint(encoder, MESSAGE.saved);
			encoding.writeVarUint8Array(encoder, body);
			encoding.writeVarUint(encoder, edits);
		}),
	);
}
