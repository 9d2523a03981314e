import type { ListFigures } from '../list.ts';
import { kilobytes, milliseconds } from '../names.ts';
import { most, type Goal } from './goals.ts';
import { plot } from './plot.ts';

const USABLE_GOAL = 5_000;
const LETTER_GOAL = 50;

const count = (value: number): string => value.toLocaleString('en');
const seconds = (value: number): string => `${(value / 1_000).toFixed(1)} s`;
const ms = (value: number): string => `${milliseconds(value)} ms`;

export function goalsOfList({ slow, long }: ListFigures): Goal[] {
	return [
		...slow.map(({ cards, usable }) =>
			most(
				`a card can be written in the list, ${count(cards)} cards, slow phone on a slow line`,
				usable,
				USABLE_GOAL,
				seconds,
			),
		),
		...long.map(({ cards, letterP95 }) =>
			most(`a letter in the list, ${count(cards)} cards (p95, to the picture)`, letterP95, LETTER_GOAL, ms),
		),
	];
}

/** How soon a slow phone has the list, and what an act on a long one takes. */
export function pictureOfList({ slow, long }: ListFigures): string {
	return plot(
		'The list on a cheap phone, and a long one',
		'Seconds until the list is shown and usable on a slow phone and line, and milliseconds that a letter and a move take on long lists. The tables in docs/benchmarks.md have the same figures.',
		[
			{
				...{
					title: 'Slow phone, slow line: until there',
					x: 'cards on the board',
					format: (value) => `${value} s`,
				},
				goal: { value: USABLE_GOAL / 1_000, label: `usable in ${USABLE_GOAL / 1_000} s` },
				series: (['usable', 'shown'] as const).map((name) => ({
					name,
					points: slow.map((row) => [row.cards, row[name] / 1_000] as const),
				})),
			},
			{
				...{ title: 'An act, to the picture that shows it', x: 'cards on the board', isLogarithmic: true },
				format: (value) => `${value} ms`,
				goal: { value: LETTER_GOAL, label: `a letter in ${LETTER_GOAL} ms` },
				series: (
					[
						['a letter (p95)', 'letterP95'],
						['a card moved', 'move'],
					] as const
				).map(([name, figure]) => ({ name, points: long.map((row) => [row.cards, row[figure]] as const) })),
			},
		],
	);
}

/** `measured` says by what command, when and on what. */
export function listSection(
	{ bitsPerSecond, roundTripMs, cpuSlower, slow, long }: ListFigures,
	measured: string,
	picture: string,
): string[] {
	const onTheLine = (bytes: number): string => seconds((bytes * 8_000) / bitsPerSecond);
	return [
		'## The list on a cheap phone, and a long one',
		measured,
		`![Seconds until the list is there on a slow phone, and milliseconds of an act on a long one; the tables below have the figures](${picture})`,
		`The production build in headless Chromium. First the line and the phone are slow: ${bitsPerSecond / 1_000} kbit/s each way with a round trip of ${roundTripMs} ms, by a proxy that cuts and delays whatever goes over any connection (the browser's own throttling leaves sockets fast), and a CPU ${cpuSlower} times slower, by the browser. Nothing is in the cache. *Shown*: the first card is drawn. *Usable*: its edit button, pressed at once, has opened the text. Medians of three. Scripts come packed by brotli, as over https; over plain http browsers take gzip, a sixth more.`,
		[
			'| cards | shown | usable | over the line until then | which takes the line alone |',
			'|---|---|---|---|---|',
			...slow.map(
				({ cards, shown, usable, bytes }) =>
					`| ${count(cards)} | ${seconds(shown)} | ${seconds(usable)} | ${kilobytes(bytes)} KB | ${onTheLine(bytes)} |`,
			),
		].join('\n'),
		'What bounds it: the line, first. The page, its one script, the board and the one file that an open card needs are all that is waited for, each with its round trips; the typeface and what the list needs soon come after. The rest is the phone: reading the script, drawing the cards, opening one. A larger board is a larger first copy, which no list can be drawn without.',
		'Then on long boards, with nothing slowed: from the press of a key or button to the picture that shows it. All rows are in the page, so that the browser finds and a screen reader reads each; those out of sight are not drawn (`content-visibility`), and a letter draws one row again. The checks of the tree run between the letters, eight milliseconds at a time.',
		[
			'| cards | shown | a letter (p95) | a card moved | a card added |',
			'|---|---|---|---|---|',
			...long.map(
				({ cards, shown, letterP95, move, add }) =>
					`| ${count(cards)} | ${seconds(shown)} | ${ms(letterP95)} | ${ms(move)} | ${ms(add)} |`,
			),
		].join('\n'),
	];
}
