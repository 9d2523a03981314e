import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import type { SectorId } from '../ids.ts';
import { rulesInForce, seatsTaken } from '../quorum.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { sectorOf } from '../rules.ts';
import type { PersonState, WorkshopState } from '../state.ts';
import { decided, needAffiliation, statementOf, type Asking } from './context.ts';

/**
 * The facilitator offers; a seated person of that sector confirms with one tap. Only the first seat of a sector comes from the
 * facilitator alone, shown to all and marked wherever it signs (design §6).
 */
export function offerSeat(asking: Asking, { participant, sector }: CommandOf<'offerSeat'>): Outcome {
	const refusal = needAffiliation(asking);
	if (refusal) return refusal;
	const { state } = asking;
	const target = state.people.get(participant);
	if (!target) return refuse('participant.unknown');
	const cannot = mayNotSit(state, target, sector);
	if (cannot) return cannot;
	if (seatsTaken(state, sector) > 0) return decided([{ type: 'seat.offered', participant, sector }]);
	return decided([{ type: 'seat.granted', participant, sector, voucher: { by: 'facilitator' } }]);
}

export function confirmSeat({ state, person }: Asking, { participant }: CommandOf<'confirmSeat'>): Outcome {
	const target = state.people.get(participant);
	if (!target) return refuse('participant.unknown');
	if (!target.seatOffer) return refuse('seat.not-offered');
	const { sector } = target.seatOffer;
	if (!person.seat || person.seat.sector !== sector || person.id === target.id)
		return refuse('seat.same-sector-only');
	const cannot = mayNotSit(state, target, sector);
	if (cannot) return cannot;
	const voucher = { by: 'seated', participant: person.id } as const;
	return decided([{ type: 'seat.granted', participant, sector, voucher }]);
}

/** Open seats: only where the table itself adopted them. */
export function takeSeat({ state, person }: Asking): Outcome {
	if (person.role === 'facilitator') return refuse('role.facilitator-has-no-seat');
	if (person.role === 'device') return refuse('role.device');
	if (!state.rules.adopted?.rules.openSeats) return refuse('seat.not-open');
	if (!person.sector) return refuse('sector.required');
	const cannot = mayNotSit(state, person, person.sector);
	if (cannot) return cannot;
	return decided([{ type: 'seat.granted', participant: person.id, sector: person.sector, voucher: { by: 'open' } }]);
}

export function releaseSeat(asking: Asking, { participant, reason }: CommandOf<'releaseSeat'>): Outcome {
	const { state, person, around } = asking;
	if (participant !== person.id) {
		const refusal = needAffiliation(asking);
		if (refusal) return refusal;
	}
	const target = state.people.get(participant);
	if (!target) return refuse('participant.unknown');
	if (!target.seat && !target.seatOffer) return refuse('role.no-seat');
	if (reason === '') return decided([{ type: 'seat.released', participant, reason: null }]);
	const { ref, record } = statementOf(around, person.id, 'reason', reason);
	return decided([{ type: 'seat.released', participant, reason: ref }], { records: [record] });
}

/** Why somebody can't have a seat of that sector, or null. */
export function mayNotSit(state: WorkshopState, target: PersonState, sector: SectorId): Refusal | null {
	if (target.role === 'facilitator') return refuse('role.facilitator-has-no-seat');
	if (target.role === 'observer') return refuse('role.observer');
	if (target.role === 'device') return refuse('role.device');
	if (target.removed || target.erased) return refuse('participant.removed');
	if (target.seat) return refuse('seat.held');
	if (target.convenes && target.sector !== sector) return refuse('convener.sector');
	const rule = sectorOf(rulesInForce(state), sector);
	if (!rule) return refuse('sector.unknown');
	return seatsTaken(state, sector) < rule.seats ? null : refuse('seat.none-free');
}
