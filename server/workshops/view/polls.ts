import type { PollState, WorkshopState } from '#domain/state.ts';
import type { FrozenCard } from '#domain/texts.ts';
import type { PollView } from '#protocol/view.ts';
import { reasonsOf } from '../surroundings.ts';
import type { Table } from '../table.ts';
import { statementOr } from './people.ts';

export function pollView(table: Table, poll: PollState): PollView {
	return {
		id: poll.id,
		subject: poll.subject,
		question: table.text(poll.question) ?? '',
		card: poll.card,
		cardHash: poll.cardHash,
		options: poll.options.map((option) => {
			const frozen = option.card ? table.textValue<FrozenCard>(option.content) : null;
			return { ...option, kind: frozen?.kind ?? null, text: frozen?.text ?? '' };
		}),
		status: poll.closed ? 'closed' : poll.cancelled ? 'cancelled' : 'open',
		openedAt: poll.openedAt,
		closedAt: poll.closed?.at ?? poll.cancelled?.at ?? null,
		quorum: poll.quorum,
		exception: statementOr(table, poll.exception),
		turnout: turnout(poll),
		tally: poll.closed?.tally ?? null,
		reasons: reasonsOf(table, poll.id),
		cancelledReason: statementOr(table, poll.cancelled?.reason ?? null),
	};
}

/** How many of each sector have voted: never what. */
function turnout(poll: PollState): PollView['turnout'] {
	const bySector = new Map<
		string,
		{ sector: PollView['turnout'][number]['sector']; eligible: number; voted: number }
	>();
	for (const [participant, sector] of poll.eligible) {
		const row = bySector.get(sector) ?? { sector, eligible: 0, voted: 0 };
		row.eligible += 1;
		if (poll.ballots.get(participant)?.ballot) row.voted += 1;
		bySector.set(sector, row);
	}
	return [...bySector.values()].sort((a, b) => (a.sector < b.sector ? -1 : 1));
}

export function pollViews(table: Table, state: WorkshopState): PollView[] {
	return [...state.polls.values()].map((poll) => pollView(table, poll));
}
