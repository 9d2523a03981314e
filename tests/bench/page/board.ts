import type { Contender } from '../board/contenders.ts';
import type { BoardFigures } from '../board/main.ts';
import type { Handling } from '../board/measures.ts';
import type { Goal } from './goals.ts';
import { plot, type Panel } from './plot.ts';

const NAMES: Readonly<Record<Contender, string>> = { ours: 'this board', tldraw: 'plain tldraw 3.15.6' };

const ACTS: readonly (readonly [keyof Handling, string])[] = [
	['pan', 'panned, all in view'],
	['zoom', 'zoomed, all in view'],
	['dragFar', '50 cards dragged, all in view'],
	['panNear', 'panned where cards are read'],
	['dragNear', '50 cards dragged where cards are read'],
];

/** Milliseconds: two frames of sixty a second. */
const FRAME_GOAL = 34;
const READY_GOAL = 2_500;
const KEY_GOAL = 50;
const MEMORY_GOAL = 1.1;

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const seconds = (value: number): string => `${(value / 1_000).toFixed(1)} s`;
const times = (value: number): string => `${value.toFixed(2)} ×`;
const count = (value: number): string => value.toLocaleString('en');

const most = (what: string, value: number | undefined, limit: number, unit: (value: number) => string): Goal => ({
	what,
	wanted: `≤ ${unit(limit)}`,
	measured: value === undefined ? 'not measured' : unit(value),
	isReached: value === undefined ? null : value <= limit,
});

export function goalsOfBoard(figures: BoardFigures): Goal[] {
	const rows = figures.handling.filter(({ contender }) => contender === 'ours');
	const row = rows.find(({ cards }) => cards === Math.max(...rows.map((one) => one.cards)));
	const ready = figures.ready.find(({ contender }) => contender === 'ours');
	const burst = figures.typing.at(-1);
	const of = count(row?.cards ?? 2_000);
	return [
		most(`a board of ${of} cards panned, all in view, a frame (p95)`, row?.pan.p95, FRAME_GOAL, ms),
		most(`a board of ${of} cards zoomed, all in view, a frame (p95)`, row?.zoom.p95, FRAME_GOAL, ms),
		most(
			`50 of ${of} cards dragged, a frame (p95)`,
			row && Math.max(row.dragFar.p95, row.dragNear.p95),
			FRAME_GOAL,
			ms,
		),
		most(`a board of ${count(ready?.cards ?? 1_000)} cards takes a click after`, ready?.ms, READY_GOAL, seconds),
		most(
			`a letter typed beside ${(burst?.editsPerSecond ?? 200).toFixed(0)} edits of others a second is seen after (p95)`,
			burst?.p95,
			KEY_GOAL,
			ms,
		),
		most(
			'memory of the page after an hour of work, beside that after ten minutes',
			growth(figures),
			MEMORY_GOAL,
			times,
		),
	];
}

function growth({ memory }: BoardFigures): number | undefined {
	const [first, last] = [memory[0], memory.at(-1)];
	return first && last && last !== first ? last.bytes / first.bytes : undefined;
}

/** Frames against the number of cards, a panel an act. */
export function pictureOfBoard({ handling }: BoardFigures): string {
	const contenders = [...new Set(handling.map(({ contender }) => contender))];
	const panels = ACTS.slice(0, 4).map(([act, title]): Panel => ({
		...{ title: `${title}: p95 of a frame (thin: p50)`, x: 'cards on the board', isLogarithmic: true },
		format: (value) => `${value} ms`,
		goal: { value: FRAME_GOAL, label: `${FRAME_GOAL} ms` },
		series: (['p95', 'p50'] as const).flatMap((figure) =>
			contenders.map((contender) => ({
				name: NAMES[contender],
				isMinor: figure === 'p50',
				points: handling
					.filter((row) => row.contender === contender)
					.map((row) => [row.cards, row[act][figure]] as const),
			})),
		),
	}));
	return plot(
		'A board in the hand, ever more cards',
		'Time from frame to frame while boards are panned, zoomed and their cards dragged, on this board and in plain tldraw. The table in docs/benchmarks.md has the same figures.',
		panels,
	);
}

/** `measured` says by what command, when and on what. */
export function boardSection(figures: BoardFigures, measured: string, picture: string | null): string[] {
	const { ready, typing, memory } = figures;
	const [still, burst] = [typing[0], typing.at(-1)];
	const [first, last] = [memory[0], memory.at(-1)];
	return [
		'## A board in the hand',
		measured,
		...(picture === null ? [] : handlingPart(figures, picture)),
		[
			...ready.map(
				({ contender, cards, ms: after }) =>
					`- **${NAMES[contender]}** with ${count(cards)} cards takes a click ${seconds(after)} after its address was asked for, nothing kept from before.`,
			),
			...(still && burst && still !== burst
				? [
						`- A letter typed is on the screen after ${ms(still.p50)} (p50), ${ms(still.p95)} (p95) when nobody else writes, and after ${ms(burst.p50)}, ${ms(burst.p95)} beside ${burst.editsPerSecond.toFixed(0)} edits of others a second.`,
					]
				: []),
			...(first && last
				? [
						`- Memory of the page’s script after garbage was taken out: ${memory.map(({ minute, bytes }) => `${(bytes / 2 ** 20).toFixed(1)} MB after ${minute} minutes`).join(', ')}. An hour of work is compressed: as many acts (60 edits of others a minute, a card dragged and put back, a pan, a zoom, twelve letters), one after another.`,
					]
				: []),
		].join('\n'),
		'### What both had to do',
		[
			'- The same cards at the same places: a problem tree in branches of 25, with 6 to 17 words each. This board draws the lines between them too; plain tldraw, as figures with text, has none, since its arrows would make it slower still. It talks to nobody; this board is connected to its server, as always, and stores what is dragged.',
			'- Wheel and pointer are real input through the DevTools protocol, some 60 a second, and each waits until the page has taken the one before.',
			'- Of this screen the board has the part beside the table’s panel, plain tldraw nearly all: the same number of cards in view, on fewer pixels.',
		].join('\n'),
	];
}

function handlingPart({ runs, handling }: BoardFigures, picture: string): string[] {
	return [
		`![Time from frame to frame against cards, for this board and plain tldraw; the table below has the figures](${picture})`,
		[
			`| cards | | ${ACTS.map(([, name]) => name).join(' | ')} |`,
			`|---|---|${'---|'.repeat(ACTS.length)}`,
			...handling.map((row) => {
				const cells = ACTS.map(([act]) => `${row[act].p50.toFixed(0)} / ${row[act].p95.toFixed(0)}`);
				return `| ${count(row.cards)} | ${NAMES[row.contender]} | ${cells.join(' | ')} |`;
			}),
		].join('\n'),
		`Milliseconds from one frame to the next, p50 / p95, on a screen of 1280 × 800 in headless Chromium without a GPU; the largest board is the median of up to ${runs} runs, as many as four minutes allow.`,
		BOUNDS,
	];
}

const BOUNDS =
	'What bounds a drag, by a profile of fifty cards on two thousand, taken on a machine that was not quiet: not the script, which takes a fifth of a frame, but the raster. Without a GPU the cards that move are drawn anew, words and all, with every line that ends at them; from afar it is the one picture of the whole board. What is left of the script is spread thin: painting, the places of the cards, the message to the others. The frames that lie over are the first and the last, in which the tools around the selection go and come.';
