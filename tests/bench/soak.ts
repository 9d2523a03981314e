import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as Y from 'yjs';
import { moveCards } from '#board/edit-cards.ts';
import { isReadable, readCard } from '#board/card.ts';
import { cardsOf, linksOf } from '#board/roots.ts';
import { seedBoard } from '#board/seed.ts';
import type { LinkValue } from '#board/link.ts';
import { openStorage } from '../../server/storage/open.ts';
import { cardNumber } from './board.ts';
import { BOARD } from './hall.ts';
import { stepAside } from './machine.ts';
import { keep } from './results.ts';
import { seeded } from './seeded.ts';
import { prepare } from './servers/prepare.ts';
import { startOurs, type StartedServer } from './servers/start.ts';
import { RawClient } from '../support/raw-client.ts';

// `npm run bench:soak`: four hours of dragging, through the client's own code and the gate, as fast as the line takes it (F25).

export interface SoakFigures {
	readonly hours: number;
	readonly people: number;
	readonly runs: readonly {
		readonly cards: number;
		/** Times that somebody let go of a card. */
		readonly drops: number;
		/** The document as one Yjs update, after; and what the same cards and links take in a new document. */
		readonly documentBytes: number;
		readonly contentBytes: number;
		/** On disk: while the table is open, and after the server has stopped and folded the log. */
		readonly logBytes: number;
		readonly logBytesAfterStop: number;
	}[];
}

const { values } = parseArgs({
	options: {
		hours: { type: 'string', default: '4' },
		people: { type: 'string', default: '20' },
		cards: { type: 'string', default: '200,2000' },
	},
});
const hours = Number(values.hours);
const people = Number(values.people);
/** Everybody lets go of a card once a minute, for hours on end: more than a table does that also talks. */
const SECONDS_BETWEEN_DROPS = 60;
/** Drops a second and person, in place of one a minute: below the limit for one connection. */
const COMPRESSED_HZ = 25;

stepAside();
const began = performance.now();
const runs = [];
for (const cards of values.cards.split(',').map(Number)) runs.push(await soak(cards));
keep('soak', { hours, people, runs } satisfies SoakFigures, began);

async function soak(cards: number): Promise<SoakFigures['runs'][number]> {
	const dataDir = mkdtempSync(join(tmpdir(), 'mesa-bench-soak-'));
	let server: StartedServer | null = null;
	try {
		const { tables } = await prepare(dataDir, { tables: 1, people, cards });
		const [table] = tables;
		if (table === undefined) throw new Error('no table was prepared');
		server = await startOurs(dataDir);
		const url = `ws://127.0.0.1:${server.port}/sync/${table.workshop}/board`;
		const hands = await Promise.all(
			table.people.map(({ token }) => new RawClient(url, ['mesa.2', 'mesa.1', `bearer.${token}`]).sync()),
		);
		const each = Math.round((hours * 3_600) / SECONDS_BETWEEN_DROPS);
		await Promise.all(hands.map((hand, index) => dragOn(hand, index, each, cards)));
		for (const hand of hands) hand.close();
		const late = await new RawClient(url, ['mesa.2', 'mesa.1', `bearer.${table.people[0]?.token}`]).sync();
		const documentBytes = Y.encodeStateAsUpdate(late.doc).byteLength;
		const contentBytes = Y.encodeStateAsUpdate(rebuilt(late.doc)).byteLength;
		late.close();
		const logBytes = await storedBytes(dataDir, table.workshop);
		await server.stop();
		const logBytesAfterStop = await storedBytes(dataDir, table.workshop);
		const drops = each * people;
		console.log(
			`${cards} cards, ${drops} drops: document ${kb(documentBytes)} KB, its content ${kb(contentBytes)} KB ` +
				`(${(documentBytes / contentBytes).toFixed(2)} ×), on disk ${kb(logBytes)} KB, after the stop ${kb(logBytesAfterStop)} KB`,
		);
		return { cards, drops, documentBytes, contentBytes, logBytes, logBytesAfterStop };
	} finally {
		await server?.stop();
		rmSync(dataDir, { recursive: true, force: true });
	}
}

function kb(bytes: number): string {
	return (bytes / 1024).toFixed(0);
}

/** One person: takes a card anywhere, lets go of it anywhere, and again; waits until all of it is on disk. */
async function dragOn(hand: RawClient, index: number, drops: number, cards: number): Promise<void> {
	const random = seeded(index + 1);
	let edits = 1; // the answer to the server's vector
	hand.sendSync(1, Y.encodeStateAsUpdate(new Y.Doc()));
	hand.doc.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin === hand) return;
		hand.sendUpdate(update);
		edits += 1;
	});
	for (let drop = 0; drop < drops; drop++) {
		const card = cardNumber(Math.floor(random() * cards));
		const at = [Math.round(random() * BOARD.width), Math.round(random() * BOARD.height)] as const;
		moveCards(hand.doc, [[card, at]]);
		await sleep(1_000 / COMPRESSED_HZ);
		if (hand.closed !== null || hand.resets.length > 0) {
			throw new Error(`refused: ${hand.closed} ${JSON.stringify(hand.resets)}`);
		}
	}
	await hand.until(() => (hand.saved.at(-1)?.edits ?? 0) >= edits || hand.closed !== null);
	if (hand.closed !== null) throw new Error(`the server closed with ${hand.closed}`);
}

/** What a new document takes for the same cards and links. */
function rebuilt(doc: Y.Doc): Y.Doc {
	const fresh = new Y.Doc();
	const cards = [...cardsOf(doc)].map(([id, entry]) => readCard(id, entry)).filter(isReadable);
	const links = [...linksOf(doc).values()] as LinkValue[]; // written by `seedBoard` and by nobody since
	const seeded = seedBoard(fresh, cards, links);
	if (!seeded.ok) throw new Error(`the board could not be rebuilt: ${seeded.code}`);
	return fresh;
}

/** Snapshot and updates, as the database holds them. */
async function storedBytes(dataDir: string, workshop: Parameters<Storage['documents']['load']>[0]): Promise<number> {
	const storage = await openStorage({ url: `file:${join(dataDir, 'mesa.db')}`, role: 'admin' });
	try {
		const { snapshot, updates } = await storage.documents.load(workshop, 'board');
		return (snapshot?.byteLength ?? 0) + updates.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
	} finally {
		await storage.close();
	}
}
type Storage = Awaited<ReturnType<typeof openStorage>>;
