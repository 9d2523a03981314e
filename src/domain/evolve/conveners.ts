import type { EventOf, WorkshopEvent } from '../events.ts';
import type { ParticipantId, SeatLinkId } from '../ids.ts';
import type { SeatLinkState, WorkshopState } from '../state.ts';
import { changePerson } from './change-person.ts';

type ConvenerChange = EventOf<
	| 'convener.offered'
	| 'convener.offer-withdrawn'
	| 'convener.named'
	| 'convener.dismissed'
	| 'seat-link.made'
	| 'seat-link.revoked'
	| 'seat-link.used'
>;

export function applyConvener(state: WorkshopState, event: WorkshopEvent, body: ConvenerChange): WorkshopState {
	switch (body.type) {
		case 'convener.offered':
			return changePerson(state, body.participant, { convenerOffer: body.sector });
		case 'convener.offer-withdrawn':
			return changePerson(state, body.participant, { convenerOffer: null });
		case 'convener.named':
			return changePerson(state, body.participant, { convenes: true, convenerOffer: null });
		case 'convener.dismissed':
			return endConvening(state, body.participant);
		case 'seat-link.made': {
			const { link: id, sector, hash, expiresAt } = body;
			const made = {
				id,
				sector,
				hash,
				expiresAt,
				by: event.actor,
				madeAt: event.at,
				usedBy: null,
				isRevoked: false,
			};
			return { ...state, seatLinks: new Map(state.seatLinks).set(id, made) };
		}
		case 'seat-link.revoked':
			return changeLink(state, body.link, { isRevoked: true });
		case 'seat-link.used':
			return changeLink(state, body.link, { usedBy: body.participant });
	}
}

/** Who no longer convenes leaves no way in behind: links that nobody used are revoked. */
export function endConvening(state: WorkshopState, participant: ParticipantId): WorkshopState {
	if (!state.people.get(participant)?.convenes) return state;
	const seatLinks = new Map(state.seatLinks);
	for (const link of seatLinks.values()) {
		if (link.by === participant && link.usedBy === null) seatLinks.set(link.id, { ...link, isRevoked: true });
	}
	return changePerson({ ...state, seatLinks }, participant, { convenes: false });
}

function changeLink(state: WorkshopState, id: SeatLinkId, change: Partial<SeatLinkState>): WorkshopState {
	const link = state.seatLinks.get(id);
	if (!link) throw new RangeError('an event about a link that nobody made');
	return { ...state, seatLinks: new Map(state.seatLinks).set(id, { ...link, ...change }) };
}
