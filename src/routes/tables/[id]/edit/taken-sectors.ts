import type { SectorId } from '#domain/ids.ts';
import type { WorkshopView } from '#protocol/view.ts';
import type { TakenSectors } from '../../form/rules-form.svelte.ts';

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
