import type { SectorId } from '#domain/ids.ts';
import type { PersonView, WorkshopView } from '#protocol/view.ts';
import { freeSeats, peopleBySector } from '../../people.ts';

export interface RollGroup {
	/** As in `peopleBySector`. */
	readonly key: string;
	readonly sector: SectorId | null;
	readonly people: readonly PersonView[];
	/** Seats that the rules give the sector, and those that nobody holds; 0 without a sector. */
	readonly seats: number;
	readonly free: number;
	/** Of the whole group, whatever was searched for. */
	readonly present: number;
	readonly total: number;
}

/** Who is at the table, by sector, each sector with its seats and who of it is here; sectors where nobody is, too. */
export function rollCall(view: WorkshopView, typed: string): readonly RollGroup[] {
	const groups = peopleBySector(view);
	const ofSector = new Map(groups.map((group) => [group.key, group.people]));
	const keys = [...view.rules.rules.sectors.map(({ id }) => id), 'none', 'team'];
	return keys
		.map((key) => {
			const rule = view.rules.rules.sectors.find(({ id }) => id === key);
			const all = (ofSector.get(key) ?? []).filter(({ removed }) => !removed);
			return {
				key,
				sector: rule?.id ?? null,
				people: (ofSector.get(key) ?? []).filter((person) => isNamedLike(person, typed)),
				seats: rule?.seats ?? 0,
				free: rule ? freeSeats(view, rule.id) : 0,
				present: all.filter(({ present }) => present).length,
				total: all.length,
			};
		})
		.filter(({ people, sector }) => people.length > 0 || (sector !== null && typed.trim() === ''));
}

export interface WaitingGroup {
	readonly sector: SectorId | null;
	readonly people: readonly PersonView[];
}

/** Guests without a seat, by sector, in the order in which they came; who has declared no sector last. */
export function waitingBySector(view: WorkshopView, typed: string): readonly WaitingGroup[] {
	const waiting = view.people.filter((person) => isWaiting(person) && isNamedLike(person, typed));
	const sectors = [...view.rules.rules.sectors.map(({ id }) => id), null];
	return sectors
		.map((sector) => ({ sector, people: waiting.filter((person) => person.sector === sector) }))
		.filter(({ people }) => people.length > 0);
}

export function isWaiting({ role, seat, removed, erased }: PersonView): boolean {
	return role === 'guest' && !seat && !removed && !erased;
}

/** Every word typed begins or lies in the name or the organisation; accents and capitals are nobody's worry at a door. */
export function isNamedLike({ name, organisation }: PersonView, typed: string): boolean {
	const known = plain(`${name ?? ''} ${organisation ?? ''}`);
	return plain(typed)
		.split(/\s+/)
		.every((word) => known.includes(word));
}

function plain(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
