import { isOrdering } from '#domain/polls.ts';
import { m } from '#i18n/compiled/messages.js';
import type { PollView } from '#protocol/view.ts';

/** How a vote stands, in two or three words. */
export function pollState({ status, card, unpublished }: Pick<PollView, 'status' | 'card' | 'unpublished'>): string {
	switch (status) {
		case 'open':
			if (isOrdering(card.method)) return m.poll_open();
			return card.method === 'consensus' ? m.poll_round_open() : m.ballot_open_round();
		case 'closed':
			return unpublished ? m.ballot_waits() : m.poll_closed();
		case 'cancelled':
			return m.poll_was_cancelled();
		case 'discarded':
			return m.ballot_practice_over();
	}
}
