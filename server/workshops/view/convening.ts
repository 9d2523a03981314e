import { namedOn } from '#domain/decide/entered.ts';
import { freeForLinks, isOpenLink } from '#domain/seat-links.ts';
import type { PersonState, SeatLinkState, WorkshopState } from '#domain/state.ts';
import type { MyPart, SeatLinkView } from '#protocol/view.ts';
import type { Table } from '../table.ts';
import { nameOf } from './people.ts';

/** What a convener sees of the links they made; what a link says they alone knew, once. */
export function conveningOf(table: Table, state: WorkshopState, person: PersonState, now: number): MyPart['convening'] {
	if (!person.convenes || !person.sector) return null;
	const links = [...state.seatLinks.values()].filter(({ by }) => by === person.id).reverse();
	return {
		sector: person.sector,
		free: freeForLinks(state, person.sector, now),
		links: links.map((link): SeatLinkView => ({
			id: link.id,
			madeAt: link.madeAt,
			expiresAt: link.expiresAt,
			is: standOf(link, now),
			usedBy: link.usedBy && (nameOf(table, link.usedBy) || null),
		})),
	};
}

function standOf(link: SeatLinkState, now: number): SeatLinkView['is'] {
	if (link.usedBy) return 'used';
	if (link.isRevoked) return 'revoked';
	return isOpenLink(link, now) ? 'open' : 'expired';
}

/** The people who use a shared computer, by name on that computer. */
export function namedHere(table: Table, state: WorkshopState, person: PersonState): MyPart['named'] {
	if (person.role !== 'device') return [];
	return namedOn(state, person.id)
		.filter(({ removed }) => !removed)
		.map(({ id, sector, seat, present }) => ({
			participant: id,
			name: nameOf(table, id),
			sector: seat?.sector ?? sector,
			isSeated: seat !== null,
			present,
		}));
}
