import type { SectorId } from '#domain/ids.ts';
import type { PersonView, WorkshopView } from '#protocol/view.ts';

export interface SectorGroup {
	/** The sector's id; `team` for facilitators and observers; `none` for who has declared no sector. */
	readonly key: string;
	readonly sector: SectorId | null;
	readonly people: readonly PersonView[];
}

/** People by sector, in the order of the table's rules; then who has none; then facilitators and observers. Empty groups are left out. */
export function peopleBySector(view: WorkshopView): readonly SectorGroup[] {
	const guests = view.people.filter((person) => person.role === 'guest' && !person.erased);
	const sectorOf = (person: PersonView): SectorId | null => person.seat?.sector ?? person.sector;
	const groups: SectorGroup[] = view.rules.rules.sectors.map(({ id }) => ({
		key: id,
		sector: id,
		people: guests.filter((person) => sectorOf(person) === id),
	}));
	groups.push({ key: 'none', sector: null, people: guests.filter((person) => sectorOf(person) === null) });
	groups.push({
		key: 'team',
		sector: null,
		people: view.people.filter((person) => person.role !== 'guest' && !person.erased),
	});
	return groups.filter(({ people }) => people.length > 0);
}

/** Seats of a sector that nobody holds. */
export function freeSeats(view: WorkshopView, sector: SectorId): number {
	const seats = view.rules.rules.sectors.find(({ id }) => id === sector)?.seats ?? 0;
	return seats - takenSeats(view, sector);
}

export function takenSeats(view: WorkshopView, sector: SectorId): number {
	return view.people.filter((person) => person.seat?.sector === sector && !person.removed).length;
}
