import type { CommandOf } from '../commands.ts';
import type { Ballot, Outcome, PrimaryRecord } from '../decision.ts';
import { canonicalJson, refOf, SALT_BYTES, utf8ToBytes } from '../hashing.ts';
import type { PollId } from '../ids.ts';
import { isOpenPoll, isPast } from '../poll-state.ts';
import type { Choice, ConsensusAnswer, PlainChoice } from '../polls.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { isSecret } from '../rule-card.ts';
import type { PollState } from '../state.ts';
import { checkedChoice } from './choices.ts';
import { decided, seatOf, statementOf, type Asking } from './context.ts';

/** A ballot of any method, under the rule that the voter saw: one given under another never counts. */
export function castBallot(asking: Asking, { poll: id, rules, choice }: CommandOf<'castBallot'>): Outcome {
	return withNamedPoll(asking, id, (poll) => {
		if (rules !== poll.cardHash) return refuse('poll.other-rules');
		return choice.method === 'consensus' ? answer(asking, poll, choice) : choose(asking, poll, choice);
	});
}

/** As `castBallot`, for who has read the card by the poll's id alone: a poll never changes its card. */
export function castDots(asking: Asking, { poll: id, dots }: CommandOf<'castDots'>): Outcome {
	return withNamedPoll(asking, id, (poll) => choose(asking, poll, { method: 'dots', dots }));
}

export function castConsensus(asking: Asking, command: CommandOf<'castConsensus'>): Outcome {
	return withNamedPoll(asking, command.poll, (poll) => answer(asking, poll, command));
}

export function withdrawBallot(asking: Asking, command: CommandOf<'withdrawBallot'>): Outcome {
	return withNamedPoll(asking, command.poll, (poll) => {
		const own = poll.ballots.get(asking.person.id);
		if (!own?.ballot) return refuse('poll.no-ballot');
		return decided([{ type: 'ballot.withdrawn', poll: poll.id, participant: asking.person.id, n: own.n + 1 }]);
	});
}

function choose(asking: Asking, poll: PollState, given: PlainChoice): Outcome {
	const checked = checkedChoice(poll, given);
	return checked.ok ? cast(asking, poll, checked.choice, []) : checked;
}

/** A reservation and a block come with a reason: without it the table could not answer (domain.md, "consenso"). */
function answer(
	asking: Asking,
	poll: PollState,
	{ answer: given, reason }: { readonly answer: ConsensusAnswer; readonly reason: string },
): Outcome {
	if (poll.card.method !== 'consensus') return refuse('poll.wrong-method');
	const needsReason = given === 'reservation' || given === 'block';
	if (needsReason && reason === '') return refuse('poll.reason-required');
	if (!needsReason) return cast(asking, poll, { method: 'consensus', answer: given, reason: null }, []);
	const { ref, record } = statementOf(asking.around, asking.person.id, 'ballot-reason', reason);
	return cast(asking, poll, { method: 'consensus', answer: given, reason: ref }, [record]);
}

function cast(asking: Asking, poll: PollState, choice: Choice, records: readonly PrimaryRecord[]): Outcome {
	const { person, around } = asking;
	const n = (poll.ballots.get(person.id)?.n ?? 0) + 1;
	const ballot: Ballot = { poll: poll.id, participant: person.id, n, choice };
	const salt = around.random(SALT_BYTES);
	const bytes = utf8ToBytes(canonicalJson(ballot));
	const ref = refOf(salt, bytes);
	const record: PrimaryRecord = { kind: 'ballot', ref, salt, bytes, participant: person.id, poll: poll.id };
	return decided([{ type: 'ballot.cast', poll: poll.id, participant: person.id, ballot: ref, n }], {
		records: [...records, record],
	});
}

/** A ballot with its voter's id beside it: never in a secret vote. */
function withNamedPoll(asking: Asking, id: PollId, act: (poll: PollState) => Outcome): Outcome {
	return withOwnPoll(asking, id, (poll) => (isSecret(poll.card) ? refuse('poll.secret') : act(poll)));
}

/** Does it where the person may vote in this poll now; otherwise says why not, and counts who came late. */
export function withOwnPoll(asking: Asking, id: PollId, act: (poll: PollState) => Outcome): Outcome {
	const { state, person, around } = asking;
	const seated = seatOf(person);
	if (!seated.ok) return seated;
	const poll = state.polls.get(id);
	if (!poll) return refuse('poll.unknown');
	const isEligible = poll.eligible.has(person.id);
	if (poll.cancelled || poll.discarded) return refuse('poll.closed');
	const isLate = isPast(poll, around.receivedAt);
	if (isLate || !isOpenPoll(poll)) {
		const refusal = refuse(isLate ? 'poll.late' : 'poll.closed');
		return isEligible ? countedAsLate(asking, poll, refusal) : refusal;
	}
	if (!isEligible) return refuse('poll.not-eligible');
	// One person, one ballot: whoever raises a hand or fills in a paper does not vote from their device, too.
	return poll.room.ways.has(person.id) ? refuse('room.other-way') : act(poll);
}

/** Nothing of the ballot is kept; that somebody's came late is, once: the turnout says how many did. */
function countedAsLate({ person }: Asking, poll: PollState, refusal: Refusal): Outcome {
	if (poll.late.has(person.id) || poll.card.practice) return refusal;
	return decided([{ type: 'ballot.late', poll: poll.id, participant: person.id }], { refusal });
}
