import type { SectorId } from '../ids.ts';
import type { Choice, CountedBallot, PollOption } from '../polls.ts';
import type { RuleCard, WeighedSector } from '../rule-card.ts';

/** What every tally is made from. */
export interface Counting<Card extends RuleCard = RuleCard> {
	readonly card: Card;
	readonly sectors: readonly WeighedSector[];
	readonly options: readonly PollOption[];
	readonly ballots: readonly CountedBallot[];
}

type ChoiceOf<Method extends Choice['method']> = Extract<Choice, { readonly method: Method }>;

/** The ballots that are of the poll's method, and no others. */
export function ballotsOf<Method extends Choice['method']>(
	ballots: readonly CountedBallot[],
	method: Method,
): { readonly sector: SectorId; readonly choice: ChoiceOf<Method> }[] {
	return ballots.flatMap(({ sector, choice }) => (isOf(choice, method) ? [{ sector, choice }] : []));
}

function isOf<Method extends Choice['method']>(choice: Choice, method: Method): choice is ChoiceOf<Method> {
	return choice.method === method;
}

export function bySector(ballots: readonly { readonly sector: SectorId }[]): Map<SectorId, number> {
	const counts = new Map<SectorId, number>();
	for (const { sector } of ballots) add(counts, sector, 1);
	return counts;
}

export function add<Key>(map: Map<Key, number>, key: Key, n: number): void {
	map.set(key, (map.get(key) ?? 0) + n);
}

export function sum(values: Iterable<number>): number {
	let total = 0;
	for (const value of values) total += value;
	return total;
}

/** With its keys in order, so that no record tells in which order ballots came. */
export function asRecord<Value>(map: ReadonlyMap<SectorId, Value>): Record<SectorId, Value> {
	return Object.fromEntries([...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Sectors of the table that this map says nothing of. */
export function silent(sectors: readonly WeighedSector[], heard: { has(sector: SectorId): boolean }): SectorId[] {
	return sectors.map(({ id }) => id).filter((id) => !heard.has(id));
}
