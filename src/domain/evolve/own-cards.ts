import type { EventOf, WorkshopEvent } from '../events.ts';
import type { CardId } from '../ids.ts';
import type { WorkshopState } from '../state.ts';

type Shown = EventOf<'cards.offered' | 'cards.withdrawn' | 'cards.returned' | 'cards.revealed'>;

export function applyOwnCards(state: WorkshopState, { actor }: WorkshopEvent, body: Shown): WorkshopState {
	switch (body.type) {
		case 'cards.offered': {
			const offered = new Map(state.offered);
			for (const card of body.cards) offered.set(card, actor);
			return { ...state, offered, returned: without(state.returned, body.cards) };
		}
		case 'cards.withdrawn':
			return { ...state, offered: without(state.offered, body.cards) };
		case 'cards.returned': {
			const { card, participant, reason } = body;
			const returned = new Map(state.returned).set(card, { participant, reason });
			return { ...state, offered: without(state.offered, [card]), returned };
		}
		case 'cards.revealed': {
			const revealed = new Map(state.revealed);
			for (const card of body.cards) revealed.set(card, body.participant);
			return {
				...state,
				revealed,
				offered: without(state.offered, body.cards),
				returned: without(state.returned, body.cards),
			};
		}
	}
}

function without<Of>(map: ReadonlyMap<CardId, Of>, cards: readonly CardId[]): ReadonlyMap<CardId, Of> {
	const left = new Map(map);
	for (const card of cards) left.delete(card);
	return left;
}
