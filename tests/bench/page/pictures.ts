import type { CostFigures } from '../cost.ts';
import { CONTENDERS, NAMES } from '../names.ts';
import type { Row } from '../row.ts';
import { plot, type Panel, type Series } from './plot.ts';

type Read = (row: Row) => number | null;
const KB = 1024;
const MB = 2 ** 20;

/** Latency, positions, CPU, bytes and memory against people, one line a server. */
export function pictureOfPeople(rows: readonly Row[]): string {
	const lines = (...reads: readonly Read[]): Series[] =>
		reads.flatMap((read, index) =>
			CONTENDERS.map((contender) => ({
				name: NAMES[contender],
				isMinor: index > 0,
				points: rows
					.filter((row) => row.contender === contender && !row.isVoid)
					.flatMap((row) => {
						const value = read(row);
						return value === null ? [] : [[row.people, value] as const];
					}),
			})).filter(({ points }) => points.length > 0),
		);
	const inMs = (value: number): string => `${value} ms`;
	const x = 'people in the room';
	const panels: Panel[] = [
		{
			...{ title: 'An edit reaches the others: p99 (thin: p50)', x, isLogarithmic: true, format: inMs },
			goal: { value: 100, label: '100 ms' },
			series: lines(
				(row) => row.editP99,
				(row) => row.editP50,
			),
		},
		{
			...{ title: 'Age of a position in view: p99 (thin: p50)', x, isLogarithmic: true, format: inMs },
			goal: { value: 300, label: '300 ms' },
			series: lines(
				(row) => row.inViewP99,
				(row) => row.inViewP50,
			),
		},
		{
			...{ title: 'CPU of the server, share of one core', x, format: (value) => `${value} %` },
			series: lines((row) => 100 * row.serverCpu),
		},
		{
			...{ title: 'Age of a position out of view: p99 (thin: p50)', x, isLogarithmic: true, format: inMs },
			goal: { value: 3_000, label: '3 s' },
			series: lines(
				(row) => row.outOfViewP99,
				(row) => row.outOfViewP50,
			),
		},
		{
			...{ title: 'To one who sees all (thin: a ninth), KB/s', x, isLogarithmic: true, format: String },
			series: lines(
				(row) => (row.bytesToAll ?? 0) / KB,
				(row) => (row.bytesToNinth ?? 0) / KB,
			),
		},
		{
			...{ title: 'Resident memory of the server', x, format: (value) => `${value} MB` },
			series: lines((row) => row.serverBytes / MB),
		},
	];
	return plot(
		'One room, ever more people',
		'Latency of edits, age of positions, CPU, bytes and memory of four servers against the number of people in one room. The table in docs/benchmarks.md has the same figures.',
		panels,
	);
}

/** What one more person costs, and one more card. */
export function picturesOfCost(cost: CostFigures): { readonly people: string; readonly cards: string } {
	const { byPeople, byCards } = cost;
	const one = (name: string, points: Series['points']): Series[] => [{ name, points }];
	const cards = `cards on the board, ${cost.peopleAtAll} people`;
	const people = `people in the room, ${cost.cardsOfAll} cards`;
	const percent = (value: number): string => `${value} %`;
	const megabytes = (value: number): string => `${value} MB`;
	const name = NAMES.ours;
	return {
		people: plot('The cost of one more person', 'CPU, memory and bytes of this server against people.', [
			{
				...{ title: 'CPU, share of one core', x: people, format: percent },
				series: one(
					name,
					byPeople.map((row) => [row.people, 100 * row.serverCpu]),
				),
			},
			{
				...{ title: 'Resident memory', x: people, format: megabytes },
				series: one(
					name,
					byPeople.map((row) => [row.people, row.serverBytes / MB]),
				),
			},
			{
				...{ title: 'To one who sees all, KB/s', x: people, format: String },
				series: one(
					name,
					byPeople.map((row) => [row.people, (row.bytesToAll ?? 0) / KB]),
				),
			},
			{
				...{ title: 'From the server to all, MB/s', x: people, format: String },
				series: one(
					name,
					byPeople.map((row) => [row.people, sentToAll(row) / MB]),
				),
			},
		]),
		cards: plot('The cost of one more card', 'CPU, memory and size of the first copy against cards.', [
			{
				...{ title: 'CPU, share of one core', x: cards, format: percent },
				series: one(
					name,
					byCards.map((row) => [row.cards, 100 * row.serverCpu]),
				),
			},
			{
				...{ title: 'Resident memory', x: cards, format: megabytes },
				series: one(
					name,
					byCards.map((row) => [row.cards, row.serverBytes / MB]),
				),
			},
			{
				...{ title: 'The first copy, KB', x: cards, format: String },
				series: one(
					name,
					byCards.map((row) => [row.cards, row.firstCopyBytes / KB]),
				),
			},
			{
				...{ title: 'An edit reaches the others, p99', x: cards, format: (value: number) => `${value} ms` },
				series: one(
					name,
					byCards.map((row) => [row.cards, row.editP99 ?? 0]),
				),
			},
		]),
	};
}

/** Bytes a second to everybody together; half of the people see all. */
export const sentToAll = ({ people, bytesToAll, bytesToNinth }: Row): number =>
	(people / 2) * ((bytesToAll ?? 0) + (bytesToNinth ?? bytesToAll ?? 0));
