import { isReached } from './polls.ts';
import type { PollState, WorkshopState } from './state.ts';

/** Takes ballots, as far as the log knows; a deadline that has passed is seen by `isPast`. */
export function isOpenPoll(poll: Pick<PollState, 'closed' | 'cancelled' | 'discarded'>): boolean {
	return !poll.closed && !poll.cancelled && !poll.discarded;
}

export function openPollAt(state: WorkshopState): PollState | null {
	for (const poll of state.polls.values()) if (isOpenPoll(poll)) return poll;
	return null;
}

/** A deadline decides by when a ballot reached the server, not by when somebody had time to close the poll. */
export function isPast(poll: Pick<PollState, 'closesAt'>, at: number): boolean {
	return poll.closesAt !== null && at >= poll.closesAt;
}

/** People see the result: it is closed, and published where its card says that a facilitator publishes it. */
export function isShown(poll: Pick<PollState, 'closed' | 'published' | 'card'>): boolean {
	return poll.closed !== null && (poll.card.results !== 'when-published' || poll.published !== null);
}

/** A recorded round without consensus, in which somebody answered: what a majority may follow. */
export function isWithoutConsensus(poll: PollState): boolean {
	const tally = poll.closed?.tally;
	return tally?.method === 'consensus' && tally.ballots > 0 && !tally.reached;
}

/** Two polls ask the same where they are about the same thing and vote on the same stored wordings. */
export function isSameQuestion(a: PollState, b: PollState): boolean {
	if (a.subject.kind !== b.subject.kind) return false;
	const wordings = (poll: PollState): string =>
		poll.options
			.map(({ content }) => content)
			.sort()
			.join();
	return wordings(a) === wordings(b);
}

/** Whether this question was decided by a later poll than the one at hand, so that asking it again would overrule the table. */
export function isDecidedSince(state: WorkshopState, round: PollState): boolean {
	return [...state.polls.values()].some(
		(other) =>
			other.closed !== null &&
			round.closed !== null &&
			other.closed.at >= round.closed.at &&
			isReached(other.closed.tally) &&
			isSameQuestion(other, round),
	);
}
