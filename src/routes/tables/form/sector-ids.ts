import type { SectorId } from '#domain/ids.ts';
import type { WorkshopView } from '#protocol/view.ts';

/** Sectors that a table has already: seats, ballots and signatures name them by id. */
export interface TakenSectors {
	/** Ids that a new sector must not get. */
	readonly ids: readonly SectorId[];
	/** Sectors that somebody stands for: they stay. */
	readonly held: readonly SectorId[];
}

/** The sectors that a table's rules, people and votes name: none of these ids may come to mean another sector. */
export function takenSectors({ rules, people, polls }: WorkshopView): TakenSectors {
	const sectorsOf = (some: WorkshopView['people']): SectorId[] =>
		some.flatMap(({ sector }) => (sector === null ? [] : [sector]));
	return {
		ids: [
			...rules.rules.sectors.map(({ id }) => id),
			...(rules.draft?.rules.sectors ?? []).map(({ id }) => id),
			...polls.flatMap(({ turnout }) => turnout.map(({ sector }) => sector)),
			...sectorsOf(people),
		],
		held: sectorsOf(people.filter(({ removed }) => !removed)),
	};
}

/** A letter and the first number above all that are taken: a sector that went must not come back as another. */
export function freshId(letter: 's' | 'b', taken: readonly string[]): string {
	return `${letter}${Math.max(0, ...taken.map((id) => Number(id.slice(1)))) + 1}`;
}
