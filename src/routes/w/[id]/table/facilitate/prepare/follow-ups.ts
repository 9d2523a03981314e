import type { CommandOf, PollTerms } from '#domain/commands.ts';
import { isReached } from '#domain/polls.ts';
import type { PollView, WorkshopView } from '#protocol/view.ts';
import { PLAIN_DRAFT, termsOf } from './poll-draft.ts';

export interface FollowUp {
	readonly poll: PollView;
	readonly command: CommandOf<'publishPoll'> | CommandOf<'openRunOff'> | CommandOf<'openPoll'>;
}

const MAJORITY: PollTerms = { ...termsOf(PLAIN_DRAFT, 0), method: 'majority', threshold: 'two-thirds' };

/** What closed votes leave to do, the latest first. The server has the same rules, and the last word. */
export function followUpsOf(view: WorkshopView): readonly FollowUp[] {
	return view.polls.flatMap((poll) => followUps(view, poll)).toReversed();
}

function followUps(view: WorkshopView, poll: PollView): FollowUp[] {
	if (poll.status !== 'closed') return [];
	if (poll.unpublished) return [{ poll, command: { type: 'publishPoll', poll: poll.id } }];
	const { tally } = poll;
	if (!tally || view.polls.some(({ follows }) => follows?.poll === poll.id)) return [];
	if (poll.card.tie === 'run-off' && 'order' in tally) {
		return tally.order
			.filter((tied) => tied.length > 1)
			.map((options) => ({
				poll,
				command: { type: 'openRunOff', poll: poll.id, options, exception: null },
			}));
	}
	const isWithout = tally.method === 'consensus' && tally.ballots > 0 && !tally.reached;
	if (!isWithout || poll.subject.kind === 'rules' || isDecidedSince(view, poll)) return [];
	return [
		{
			poll,
			command: {
				type: 'openPoll',
				about: { kind: 'same-question', round: poll.id },
				question: poll.question,
				terms: MAJORITY,
				replaces: null,
				exception: null,
			},
		},
	];
}

/** A later round on the same stored words decided it. */
function isDecidedSince(view: WorkshopView, round: PollView): boolean {
	const words = ({ options }: PollView): string =>
		options
			.map(({ content }) => content)
			.sort()
			.join();
	return view.polls.some(
		(other) =>
			other.tally !== null &&
			isReached(other.tally) &&
			(other.closedAt ?? 0) >= (round.closedAt ?? 0) &&
			words(other) === words(round),
	);
}
