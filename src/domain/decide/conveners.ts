import type { CommandOf, InternalCommand } from '../commands.ts';
import type { Outcome, Surroundings } from '../decision.ts';
import type { ParticipantId, SeatLinkId, SectorId } from '../ids.ts';
import { seatsTaken } from '../quorum.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { LIMITS } from '../rules.ts';
import { freeForLinks, freeSeats, SEAT_LINK_MS } from '../seat-links.ts';
import type { PersonState, WorkshopState } from '../state.ts';
import { decided, needAffiliation, newId, statementOf, type Asking } from './context.ts';
import { joining } from './people.ts';
import { mayNotSit } from './seats.ts';

/**
 * Each sector calls its own counterparts (guide III.4): who hands out its seats is of that sector, proposed by a facilitator and
 * confirmed by one tap of whoever sits for it, like a seat (design §6). While nobody sits for it yet the facilitator names alone,
 * on the record.
 */
export function nameConvener(asking: Asking, { participant }: CommandOf<'nameConvener'>): Outcome {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	const { state } = asking;
	const named = mayConvene(state, participant);
	if (!named.ok) return named;
	const { sector } = named;
	if (state.people.get(participant)?.convenerOffer === sector) return refuse('convener.offered');
	const type = seatsTaken(state, sector) > 0 ? 'convener.offered' : 'convener.named';
	return decided([{ type, participant, sector }]);
}

/** By whoever sits for the sector; for oneself only where nobody else does. */
export function confirmConvener({ state, person }: Asking, { participant }: CommandOf<'confirmConvener'>): Outcome {
	const named = mayConvene(state, participant);
	if (!named.ok) return named;
	const { sector } = named;
	if (state.people.get(participant)?.convenerOffer !== sector) return refuse('convener.not-offered');
	return (
		mayNotVouch(state, person, participant, sector) ?? decided([{ type: 'convener.named', participant, sector }])
	);
}

/** Why somebody can't confirm who convenes for a sector, or null. */
export function mayNotVouch(
	state: WorkshopState,
	{ id, seat }: PersonState,
	participant: ParticipantId,
	sector: SectorId,
): Refusal | null {
	if (seat?.sector !== sector) return refuse('seat.same-sector-only');
	const isAlone = seatsTaken(state, sector) === 1;
	return id === participant && !isAlone ? refuse('convener.another-confirms') : null;
}

/** Never a facilitator, who would fill a sector from outside; nor an observer, nor a shared computer. */
function mayConvene(
	state: WorkshopState,
	participant: ParticipantId,
): { readonly ok: true; readonly sector: SectorId } | Refusal {
	const target = state.people.get(participant);
	if (!target || target.erased) return refuse('participant.unknown');
	if (target.removed) return refuse('participant.removed');
	if (target.role === 'facilitator') return refuse('role.facilitator-has-no-seat');
	if (target.role === 'observer') return refuse('role.observer');
	if (target.role === 'device') return refuse('role.device');
	if (!target.sector) return refuse('sector.required');
	if (target.convenes) return refuse('convener.already');
	return { ok: true, sector: target.sector };
}

/** By a facilitator, or by oneself; also before anybody confirmed. Links that nobody used stop working. */
export function dismissConvener(asking: Asking, { participant, reason }: CommandOf<'dismissConvener'>): Outcome {
	const { state, person, around } = asking;
	if (participant !== person.id) {
		const refusal = needAffiliation(asking);
		if (refusal) return refusal;
	}
	const target = state.people.get(participant);
	if (!target) return refuse('participant.unknown');
	if (target.convenerOffer) {
		return decided([{ type: 'convener.offer-withdrawn', participant, sector: target.convenerOffer }]);
	}
	if (!target.convenes || !target.sector) return refuse('convener.none');
	const { sector } = target;
	if (reason === '') return decided([{ type: 'convener.dismissed', participant, sector, reason: null }]);
	const { ref, record } = statementOf(around, person.id, 'reason', reason);
	return decided([{ type: 'convener.dismissed', participant, sector, reason: ref }], { records: [record] });
}

type MakeSeatLinks = Extract<InternalCommand, { type: 'makeSeatLinks' }>;

/** At most as many as the sector has seats that are neither held nor promised by another link. */
export function makeSeatLinks({ state, person, around }: Asking, { hashes }: MakeSeatLinks): Outcome {
	const { sector } = person;
	if (!person.convenes || !sector) return refuse('convener.required');
	const free = freeForLinks(state, sector, around.now);
	if (hashes.length > free) return refuse('seat-link.too-many', { free });
	if (state.seatLinks.size + hashes.length > LIMITS.seatLinks) return refuse('seat-link.too-many', { free: 0 });
	const expiresAt = around.now + SEAT_LINK_MS;
	return decided(
		hashes.map((hash) => ({ type: 'seat-link.made', link: newId<SeatLinkId>(around), sector, hash, expiresAt })),
	);
}

/** By the convener who made it, or a facilitator. */
export function revokeSeatLink(asking: Asking, command: CommandOf<'revokeSeatLink'>): Outcome {
	const link = asking.state.seatLinks.get(command.link);
	if (!link) return refuse('seat-link.unknown');
	if (link.by !== asking.person.id && asking.person.role !== 'facilitator') return refuse('convener.required');
	if (link.usedBy) return refuse('seat-link.used');
	return decided(link.isRevoked ? [] : [{ type: 'seat-link.revoked', link: link.id }]);
}

type UseSeatLink = Extract<InternalCommand, { type: 'useSeatLink' }>;

/**
 * Takes a seat by a convener's link: one person, once. Who is not of the table joins with it, also while the door is closed: the
 * link is a personal invitation. A link that could not be used stays good for whoever it was meant for.
 */
export function useSeatLink(
	state: WorkshopState,
	participant: ParticipantId,
	{ hash, name, organisation }: UseSeatLink,
	around: Surroundings,
): Outcome {
	const link = [...state.seatLinks.values()].find((one) => one.hash === hash);
	if (!link) return refuse('seat-link.unknown');
	const { id, sector, by } = link;
	const known = state.people.get(participant);
	if (link.usedBy === participant && known?.seat) return decided([]);
	if (link.usedBy) return refuse('seat-link.used');
	if (link.isRevoked) return refuse('seat-link.revoked');
	if (link.expiresAt <= around.now) return refuse('seat-link.expired');
	if (by === participant) return refuse('seat-link.own');
	const seat = [
		{ type: 'seat-link.used', link: id, participant },
		{ type: 'seat.granted', participant, sector, voucher: { by: 'convener', participant: by } },
	] as const;
	if (known) return mayNotSit(state, known, sector) ?? decided(seat);
	if (freeSeats(state, sector) < 1) return refuse('seat.none-free');
	const joined = joining(state, participant, { as: 'guest', sector, name, organisation, invited: true }, around);
	return joined.ok ? { ...joined, events: [...joined.events, ...seat] } : joined;
}
