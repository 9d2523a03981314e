import type { SectorId } from './ids.ts';
import { rulesInForce, seatsTaken } from './quorum.ts';
import { sectorOf } from './rules.ts';
import type { SeatLinkState, WorkshopState } from './state.ts';

/** A week: time to bring it to somebody, and no longer than an invitation to facilitate. */
export const SEAT_LINK_MS = 7 * 86_400_000;

export function isOpenLink({ usedBy, isRevoked, expiresAt }: SeatLinkState, now: number): boolean {
	return usedBy === null && !isRevoked && expiresAt > now;
}

/** Seats of a sector that nobody holds. */
export function freeSeats(state: WorkshopState, sector: SectorId): number {
	return (sectorOf(rulesInForce(state), sector)?.seats ?? 0) - seatsTaken(state, sector);
}

/** Seats that are neither held nor promised by a link that still works. */
export function freeForLinks(state: WorkshopState, sector: SectorId, now: number): number {
	const promised = [...state.seatLinks.values()].filter((link) => link.sector === sector && isOpenLink(link, now));
	return Math.max(0, freeSeats(state, sector) - promised.length);
}
