import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as Y from 'yjs';
import { cardText } from '#board/edit-cards.ts';
import { TEXT } from '#board/acts.ts';
import { cardsOf } from '#board/roots.ts';
import { DocumentLink } from '../../src/lib/live/document-link.ts';
import { BadLine } from './bad-line.ts';
import { cardNumber } from './board.ts';
import { EDITORS } from './hall.ts';
import { Histogram } from './histogram.ts';
import { stepAside } from './machine.ts';
import { milliseconds } from './names.ts';
import { keep } from './results.ts';
import { seeded } from './seeded.ts';
import { prepare } from './servers/prepare.ts';
import { startOurs, type StartedServer } from './servers/start.ts';

// `npm run bench:bad-network`: sixty people by the client's own code, over lines of 300 ms that lose every twentieth segment and
// break now and then.

export interface BadNetworkFigures {
	readonly people: number;
	readonly roundTripMs: number;
	readonly loss: number;
	readonly segments: number;
	readonly lostSegments: number;
	/** Connections that broke without a word. */
	readonly broken: number;
	readonly letters: number;
	/** Letters that are missing anywhere in the end: in the server's copy or in anybody's. */
	readonly lettersLost: number;
	/** From a key to the letter in one's own copy, in milliseconds. */
	readonly localP50: number | null;
	readonly localP99: number | null;
	/** From a key to the letter in everybody else's copy. */
	readonly remoteP50: number | null;
	readonly remoteP99: number | null;
	/** From the last key until all copies were alike and saved. */
	readonly settledMs: number;
}

const { values } = parseArgs({
	options: { people: { type: 'string', default: '60' }, seconds: { type: 'string', default: '60' } },
});
const people = Number(values.people);
const ROUND_TRIP_MS = 300;
const LOSS = 0.05;
const EDIT_MS = 200;
/** In the first two thirds, so that the last third shows how it settles. */
const BREAKS_EVERY_MS = 3_000;
const SETTLES_WITHIN_MS = 60_000;

const random = seeded(20_261_122);

process.setMaxListeners(0); // each connection of the client's library listens for the end of the process
stepAside();
const began = performance.now();
const dataDir = mkdtempSync(join(tmpdir(), 'mesa-bench-bad-'));
let server: StartedServer | null = null;
let line: BadLine | null = null;
const links: DocumentLink[] = [];
try {
	const { tables } = await prepare(dataDir, { tables: 1, people, cards: 200 });
	const [table] = tables;
	if (table === undefined) throw new Error('no table was prepared');
	server = await startOurs(dataDir);
	line = await BadLine.open(server.port, { roundTripMs: ROUND_TRIP_MS, loss: LOSS, random });
	for (const { token } of table.people) {
		links.push(
			new DocumentLink({
				workshop: table.workshop,
				document: { document: 'board' },
				origin: `ws://127.0.0.1:${line.port}`,
				protocols: [`bearer.${token}`],
			}),
		);
	}
	await until(() => links.every(({ replica }) => cardsOf(replica.doc).size === 200), SETTLES_WITHIN_MS);
	console.log(`${people} people are in after ${((performance.now() - began) / 1_000).toFixed(0)} s`);
	const figures = await type(line);
	console.log(
		`${figures.letters} letters, ${figures.lettersLost} lost; ${figures.lostSegments} of ${figures.segments} segments lost, ` +
			`${figures.broken} connections broken; one's own letter after ${milliseconds(figures.localP99)} ms (p99), ` +
			`the others' after ${milliseconds(figures.remoteP50)} / ${milliseconds(figures.remoteP99)} ms; all alike and saved ` +
			`${(figures.settledMs / 1_000).toFixed(1)} s after the last`,
	);
	keep('bad-network', figures, began);
	process.exitCode = figures.lettersLost === 0 ? 0 : 1;
} finally {
	for (const link of links) link.stop();
	line?.close();
	await server?.stop();
	rmSync(dataDir, { recursive: true, force: true });
}
process.exit();

async function type(line: BadLine): Promise<BadNetworkFigures> {
	const local = new Histogram();
	const remote = new Histogram();
	/** When each letter was typed, by card. */
	const typed: number[][] = Array.from({ length: EDITORS }, () => []);
	const seen = links.map(() => new Array<number>(EDITORS).fill(0));
	const start = cardNumbers().map((card) => lengthIn(links[0], card));
	const watch = (): void => {
		const now = performance.now();
		links.forEach((link, person) => {
			cardNumbers().forEach((card, index) => {
				const length = lengthIn(link, card) - (start[index] ?? 0);
				const before = seen[person]?.[index] ?? 0;
				if (person !== index)
					for (let at = before; at < length; at++) remote.add(now - (typed[index]?.[at] ?? now));
				if (length > before && seen[person]) seen[person][index] = length;
			});
		});
	};
	const seconds = Number(values.seconds);
	const ends = performance.now() + seconds * 1_000;
	const breaksUntil = ends - (seconds * 1_000) / 3;
	let broken = 0;
	let nextBreak = performance.now() + BREAKS_EVERY_MS;
	const watching = setInterval(watch, 20);
	for (let beat = performance.now(); beat < ends; beat += EDIT_MS / EDITORS) {
		const index = Math.round(beat / (EDIT_MS / EDITORS)) % EDITORS;
		const link = links[index];
		const text = link && cardText(link.replica.doc, cardNumber(index));
		if (text) {
			const before = performance.now();
			text.doc?.transact(() => text.insert(text.length, 'a'), TEXT);
			local.add(performance.now() - before);
			typed[index]?.push(before);
		}
		if (beat > nextBreak && beat < breaksUntil) {
			nextBreak += BREAKS_EVERY_MS;
			if (line.breakOne()) broken += 1;
		}
		await sleep(Math.max(0, beat + EDIT_MS / EDITORS - performance.now()));
	}
	const last = performance.now();
	const letters = typed.reduce((sum, each) => sum + each.length, 0);
	const isSettled = (): boolean =>
		links.every(({ saved }) => saved === 'saved') && new Set(links.map((link) => digest(link))).size === 1;
	await until(isSettled, SETTLES_WITHIN_MS).catch(() => {}); // what is missing is counted below
	const settledMs = performance.now() - last;
	clearInterval(watching);
	watch();
	const arrived = links.map((link) =>
		cardNumbers().reduce((sum, card, index) => sum + lengthIn(link, card) - (start[index] ?? 0), 0),
	);
	return {
		...{ people, roundTripMs: ROUND_TRIP_MS, loss: LOSS, broken, letters, settledMs },
		segments: line.carried,
		lostSegments: line.lost,
		lettersLost: letters - Math.min(...arrived),
		localP50: local.quantile(0.5),
		localP99: local.quantile(0.99),
		remoteP50: remote.quantile(0.5),
		remoteP99: remote.quantile(0.99),
	};
}

function cardNumbers(): ReturnType<typeof cardNumber>[] {
	return Array.from({ length: EDITORS }, (_, index) => cardNumber(index));
}

function lengthIn(link: DocumentLink | undefined, card: ReturnType<typeof cardNumber>): number {
	return (link && cardText(link.replica.doc, card)?.length) ?? 0;
}

function digest({ replica }: DocumentLink): string {
	return Buffer.from(Y.encodeStateVector(replica.doc)).toString('base64');
}

async function until(condition: () => boolean, milliseconds: number): Promise<void> {
	const deadline = performance.now() + milliseconds;
	while (!condition()) {
		if (performance.now() > deadline) throw new Error('it took too long');
		await sleep(50);
	}
}
