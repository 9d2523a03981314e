import type { BadNetworkFigures } from '../bad-network.ts';
import type { GateFigures } from '../gate.ts';
import type { JoinFigures } from '../join.ts';
import type { RoomsFigures } from '../rooms.ts';
import type { Row } from '../row.ts';
import type { SoakFigures } from '../soak.ts';
import { kilobytes, milliseconds, share } from '../names.ts';

/** What was set out to be reached, and whether it was. */
export interface Goal {
	readonly what: string;
	readonly wanted: string;
	readonly measured: string;
	/** Null: not measured. */
	readonly isReached: boolean | null;
}

const goal = (what: string, wanted: string, measured: string, isReached: boolean | null): Goal => ({
	...{ what, wanted, measured, isReached },
});

/** A goal of at most so much. */
export const most = (what: string, value: number | null, limit: number, unit: (value: number) => string): Goal =>
	goal(
		what,
		`≤ ${unit(limit)}`,
		value === null ? 'not measured' : unit(value),
		value === null ? null : value <= limit,
	);

const ms = (value: number): string => `${milliseconds(value)} ms`;
const microseconds = (value: number): string => `${value.toFixed(0)} µs`;

export function goalsOfPeople(rows: readonly Row[]): Goal[] {
	const at = (people: number) => rows.find((row) => row.contender === 'ours' && row.people === people && !row.isVoid);
	const [hundred, twoHundred, fourHundred] = [at(100), at(200), at(400)];
	const toEach = twoHundred ? Math.max(twoHundred.bytesToAll ?? 0, twoHundred.bytesToNinth ?? 0) : null;
	return [
		most('an edit reaches the others, 400 people (p99)', fourHundred?.editP99 ?? null, 100, ms),
		most('age of a position in view, 400 people (p99)', fourHundred?.inViewP99 ?? null, 300, ms),
		most('age of a position out of view, 400 people (p99)', fourHundred?.outOfViewP99 ?? null, 3_000, ms),
		most('CPU with 100 people', hundred?.serverCpu ?? null, 0.25, share),
		most('to each of our own clients, 200 people', toEach, 40 * 1024, (bytes) => `${kilobytes(bytes)} KB/s`),
	];
}

export function goalsOfJoin({ people, cards, runs }: JoinFigures): Goal[] {
	return runs.map((run) =>
		most(
			`${people} people (${run.clients} clients) join a board of ${cards.toLocaleString('en')} cards, server time`,
			run.cpuSeconds,
			3,
			(seconds) => `${seconds.toFixed(1)} s`,
		),
	);
}

export function goalsOfRooms({ rooms, cpu, bytesAfterRound }: RoomsFigures): Goal[] {
	const growth = (bytesAfterRound.at(-1) ?? 0) / (bytesAfterRound[0] ?? 1);
	const all = (rooms * bytesAfterRound.length).toLocaleString('en');
	return [
		most(`${rooms.toLocaleString('en')} open rooms with one silent reader each`, cpu, 0.03, share),
		most(
			`F24 memory after ${all} rooms opened and closed, beside that after ${rooms.toLocaleString('en')}`,
			growth,
			1.1,
			(times) => `${times.toFixed(2)} ×`,
		),
	];
}

export function goalsOfSoak({ hours, runs }: SoakFigures): Goal[] {
	return runs.map((run) =>
		most(
			`F25 document after ${hours} hours of dragging (${run.drops.toLocaleString('en')} drops), ${run.cards.toLocaleString('en')} cards, beside its content`,
			run.documentBytes / run.contentBytes,
			2,
			(times) => `${times.toFixed(2)} ×`,
		),
	);
}

export function goalsOfBadNetwork(figures: BadNetworkFigures): Goal[] {
	return [
		most('letters lost on a bad network', figures.lettersLost, 0, String),
		most("one's own letter on a bad network (p99)", figures.localP99, 16, ms),
	];
}

export function goalsOfGate({ cards, p50, p99 }: GateFigures): Goal[] {
	const what = `the gate, one keystroke on ${cards.toLocaleString('en')} cards`;
	return [most(`${what} (p50)`, p50, 25, microseconds), most(`${what} (p99)`, p99, 120, microseconds)];
}

export function tableOfGoals(goals: readonly Goal[]): string {
	return [
		'| what | to reach | measured | |',
		'|---|---|---|---|',
		...goals.map(
			({ what, wanted, measured, isReached }) =>
				`| ${what} | ${wanted} | ${measured} | ${isReached === null ? '–' : isReached ? 'reached' : '**not reached**'} |`,
		),
	].join('\n');
}
