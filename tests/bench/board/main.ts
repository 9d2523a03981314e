import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { chromiumArgs, findChromium } from '../../support/chromium.ts';
import { median } from '../histogram.ts';
import { keep, kept } from '../results.ts';
import { prepare } from '../servers/prepare.ts';
import { startOurs } from '../servers/start.ts';
import { Others } from './burst.ts';
import { CONTENDERS, type Addresses, type Contender } from './contenders.ts';
import type { Frames } from './frames.ts';
import { handle, ready, type, work, type Handling, type Memory, type Typing } from './measures.ts';
import { servePeer } from './peer/serve.ts';
import { boardOfTree, treeOf } from './tree.ts';

// `npm run bench:board`: how a board feels in the hand, in a browser without a GPU, beside plain tldraw with the same cards.
// `-- --quick` tries everything once and keeps nothing; `-- --only memory` measures a part anew and leaves the others as they were.

export interface BoardFigures {
	/** Medians of as many runs. */
	readonly runs: number;
	readonly handling: readonly (Handling & { readonly contender: Contender; readonly cards: number })[];
	readonly ready: readonly { readonly contender: Contender; readonly cards: number; readonly ms: number }[];
	/** Without others, and with a burst of their edits. */
	readonly typing: readonly Typing[];
	readonly memory: readonly Memory[];
}

const { values } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		only: { type: 'string', default: 'handling,ready,typing,memory' },
		cards: { type: 'string' },
		contender: { type: 'string' },
	},
});
const isQuick = values.quick;
const sizes = (values.cards ?? (isQuick ? '2000' : '500,1000,2000')).split(',').map(Number);
const most = Math.max(...sizes);
const runs = isQuick ? 1 : 3;
const does = (part: string) => values.only.split(',').includes(part);
const contenders = CONTENDERS.filter((name) => (values.contender ?? name) === name);

/** Milliseconds after which no further run is begun: on a machine that is not quiet one takes minutes. */
const HANDLING_MS = 240_000;
const READY_CARDS = 1_000;
const BURST = 200;
/** Others at the table, who write. */
const PEOPLE = 8;

const began = performance.now();
const dataDir = mkdtempSync(join(tmpdir(), 'mesa-bench-board-'));
const executablePath = findChromium();
if (executablePath === null) throw new Error('there is no Chromium: name one with CHROMIUM_PATH');
const browser = await chromium.launch({ executablePath, args: chromiumArgs });
const peer = await servePeer();
/** A table for each size, on which cards are dragged about; and one that nobody touched, for what else is measured. */
const trees = [...sizes, READY_CARDS].map(treeOf);
const UNTOUCHED = sizes.length;
const boards = trees.map(boardOfTree);
const { tables } = await prepare(dataDir, { tables: trees.length, people: 1 + PEOPLE, cards: 1, boards });
const server = await startOurs(dataDir);
try {
	const before = kept<BoardFigures>('board')?.figures;
	const figures: BoardFigures = {
		runs,
		handling: does('handling') ? await measureHandling() : (before?.handling ?? []),
		ready: does('ready') ? await measureReady() : (before?.ready ?? []),
		typing: does('typing') ? await measureTyping() : (before?.typing ?? []),
		memory: does('memory') ? await measureMemory() : (before?.memory ?? []),
	};
	if (!isQuick) keep('board', figures, began);
} finally {
	await browser.close();
	await server.stop();
	peer.stop();
	rmSync(dataDir, { recursive: true, force: true });
}

async function measureHandling(): Promise<BoardFigures['handling']> {
	const all: (Handling & { readonly contender: Contender; readonly cards: number })[] = [];
	const until = performance.now() + HANDLING_MS;
	for (const [table, cards] of sizes.entries()) {
		// The claim is about the largest board; the smaller ones show how it grows.
		const times = cards === most ? runs : 1;
		const measured = new Map<Contender, Handling[]>(contenders.map((contender) => [contender, []]));
		for (let run = 0; run < times && (run === 0 || performance.now() < until); run++) {
			for (const contender of contenders) {
				measured.get(contender)?.push(await handle(browser, contender, addressesOf(table)));
			}
		}
		for (const [contender, handled] of measured) {
			const row = { contender, cards, ...middle(handled) };
			all.push(row);
			const said = (['pan', 'zoom', 'dragFar', 'panNear', 'dragNear'] as const).map(
				(act) => `${act} ${row[act].p50.toFixed(0)} / ${row[act].p95.toFixed(0)} (${row[act].longTasks})`,
			);
			console.log(`${contender}, ${cards} cards, ms a frame p50 / p95 (long tasks): ${said.join(', ')}`);
		}
	}
	return all;
}

async function measureReady(): Promise<BoardFigures['ready']> {
	const times = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
	for (let run = 0; run < runs; run++) {
		for (const contender of contenders) {
			times.get(contender)?.push(await ready(browser, contender, addressesOf(UNTOUCHED)));
		}
	}
	return [...times].map(([contender, all]) => {
		const ms = median(all) ?? NaN;
		console.log(`${contender}, ${READY_CARDS} cards ready after ${ms.toFixed(0)} ms`);
		return { contender, cards: READY_CARDS, ms };
	});
}

async function measureTyping(): Promise<Typing[]> {
	return withOthers(async (others) => {
		const all: Typing[] = [];
		for (const perSecond of [0, BURST]) {
			const typing = await type(browser, addressesOf(UNTOUCHED), others, perSecond);
			console.log(
				`typing beside ${typing.editsPerSecond.toFixed(0)} edits/s: p50 ${typing.p50.toFixed(0)} ms, ` +
					`p95 ${typing.p95.toFixed(0)} ms, longest ${typing.longest.toFixed(0)} ms`,
			);
			all.push(typing);
		}
		return all;
	});
}

async function measureMemory(): Promise<Memory[]> {
	return withOthers(async (others) => {
		const kept = await work(browser, addressesOf(UNTOUCHED), others, isQuick ? 6 : 60);
		for (const { minute, bytes, nodes } of kept) {
			console.log(`after ${minute} minutes: ${(bytes / 2 ** 20).toFixed(1)} MB, ${nodes} nodes`);
		}
		return kept;
	});
}

async function withOthers<Answer>(act: (others: Others) => Promise<Answer>): Promise<Answer> {
	const { workshop, people } = tableAt(UNTOUCHED);
	const others = await Others.sitDown(`http://127.0.0.1:${server.port}`, workshop, people.slice(1), READY_CARDS);
	try {
		return await act(others);
	} finally {
		others.leave();
	}
}

function tableAt(place: number) {
	const table = tables[place];
	if (!table) throw new Error(`there is no table ${place}`);
	return table;
}

function addressesOf(place: number): Addresses {
	const { workshop, people } = tableAt(place);
	const tree = trees[place];
	const [person] = people;
	if (!tree || !person) throw new Error(`nobody sits at the table ${place}`);
	return { origin: `http://127.0.0.1:${server.port}`, path: `/w/${workshop}`, person, peer: peer.show(tree), tree };
}

function middle(handled: readonly Handling[]): Handling {
	const of = (act: keyof Handling): Frames => ({
		p50: median(handled.map((one) => one[act].p50)) ?? NaN,
		p95: median(handled.map((one) => one[act].p95)) ?? NaN,
		count: median(handled.map((one) => one[act].count)) ?? NaN,
		longTasks: median(handled.map((one) => one[act].longTasks)) ?? NaN,
	});
	return {
		pan: of('pan'),
		zoom: of('zoom'),
		dragFar: of('dragFar'),
		dragNear: of('dragNear'),
		panNear: of('panNear'),
	};
}
