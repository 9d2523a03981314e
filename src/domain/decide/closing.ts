import type { CommandOf, InternalCommand } from '../commands.ts';
import type { Decision, Outcome, Surroundings } from '../decision.ts';
import type { EventBody } from '../events.ts';
import { ballotRoot } from '../hashing.ts';
import type { PollId } from '../ids.ts';
import { isOpenPoll, isPast } from '../poll-state.ts';
import { isReached } from '../polls.ts';
import { rulesInForce } from '../quorum.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { roomCount } from '../room-votes.ts';
import { isSecret } from '../rule-card.ts';
import type { PollState, WorkshopState } from '../state.ts';
import { tallyPoll } from '../tally.ts';
import { agreement } from './agreement.ts';
import { decided, needFacilitator, statementOf, type Asking } from './context.ts';
import { deadlineFault } from './poll-terms.ts';

export function openPollOf(state: WorkshopState, id: PollId): { ok: true; poll: PollState } | Refusal {
	const poll = state.polls.get(id);
	if (!poll) return refuse('poll.unknown');
	return isOpenPoll(poll) ? { ok: true, poll } : refuse('poll.closed');
}

export function closePoll(asking: Asking, command: CommandOf<'closePoll'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, around } = asking;
	const found = openPollOf(state, command.poll);
	if (!found.ok) return found;
	return close(state, found.poll, around);
}

/** The clock closes what has passed its deadline. Nothing to do where somebody was faster, or the deadline has moved. */
export function closeDue(
	state: WorkshopState,
	command: Extract<InternalCommand, { readonly type: 'closeDue' }>,
	around: Surroundings,
): Outcome {
	const poll = state.polls.get(command.poll);
	return poll && isOpenPoll(poll) && isPast(poll, around.now) ? close(state, poll, around) : decided([]);
}

function close(state: WorkshopState, poll: PollState, around: Surroundings): Decision {
	const ballots = around.ballots ?? [];
	const counting = [...poll.ballots.values()].filter(({ ballot }) => ballot !== null);
	if (!isSecret(poll.card) && ballots.length !== counting.length + roomCount(poll))
		throw new RangeError('the ballots at hand are not those that count');
	if (poll.card.practice) return decided([{ type: 'poll.discarded', poll: poll.id, ballots: ballots.length }]);
	const tally = tallyPoll(poll.card, rulesInForce(state), poll.options, ballots);
	const root = ballotRoot(ballots.map(({ ref }) => ref));
	const deadline = poll.closesAt !== null && isPast(poll, around.now) ? { deadline: poll.closesAt } : {};
	const events: EventBody[] = [{ type: 'poll.closed', poll: poll.id, tally, root, ...deadline }];
	if (isReached(tally)) events.push(...consequences(state, poll));
	return decided(events);
}

/** What a decision brings about by itself. */
function consequences(state: WorkshopState, poll: PollState): EventBody[] {
	switch (poll.subject.kind) {
		case 'rules':
			return [{ type: 'rules.adopted', version: poll.subject.version, poll: poll.id }];
		case 'commitment': {
			const commitment = state.commitments.get(poll.subject.commitment);
			return commitment ? agreement(state, { ...commitment, agreedBy: poll.id }) : [];
		}
		case 'confirm':
		case 'prioritise':
		case 'decision':
		case 'practice':
			return [];
	}
}

export function cancelPoll(asking: Asking, command: CommandOf<'cancelPoll'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const poll = openPollOf(asking.state, command.poll);
	if (!poll.ok) return poll;
	const { ref, record } = statementOf(asking.around, asking.person.id, 'reason', command.reason);
	return decided([{ type: 'poll.cancelled', poll: command.poll, reason: ref }], { records: [record] });
}

/** More time, for all to see; never less, which would take the vote from whoever counted on it. */
export function extendPoll(asking: Asking, { poll: id, closesAt }: CommandOf<'extendPoll'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, around } = asking;
	const found = openPollOf(state, id);
	if (!found.ok) return found;
	const { poll } = found;
	if (poll.closesAt === null || poll.card.practice) return refuse('poll.no-deadline');
	if (isPast(poll, around.now)) return refuse('poll.closed');
	if (closesAt <= poll.closesAt) return refuse('poll.deadline');
	return deadlineFault(closesAt, around.now) ?? decided([{ type: 'poll.extended', poll: id, closesAt }]);
}

export function publishPoll(asking: Asking, { poll: id }: CommandOf<'publishPoll'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const poll = asking.state.polls.get(id);
	if (!poll) return refuse('poll.unknown');
	if (!poll.closed) return refuse('poll.no-result');
	const isKept = poll.card.results === 'when-published' && poll.published === null;
	return decided(isKept ? [{ type: 'poll.published', poll: id }] : []);
}
