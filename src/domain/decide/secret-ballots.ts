import type { CastChoice, CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { canonicalJson } from '../hashing.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { isSecret } from '../rule-card.ts';
import { ballotKey, NO_SECRET_BALLOTS, type SecretBallot, type SecretBallots } from '../secret-ballots.ts';
import type { PollState } from '../state.ts';
import { withOwnPoll } from './ballots.ts';
import { checkedChoice } from './choices.ts';
import { decided, type Asking } from './context.ts';
import { groupOf } from './secrecy.ts';

/**
 * A ballot of a secret vote: stored under its key, with nothing of who gave it, and in no event. That a person has one that counts is
 * stored apart, so that there is one for each. Its key is what makes it come only once, however often it is sent.
 */
export function castSecretly(asking: Asking, command: CommandOf<'castSecretly'>): Outcome {
	const { key, receipt, n } = command;
	const kept = asking.around.secret ?? NO_SECRET_BALLOTS;
	if (isCountedAfterClose(asking, kept, command)) return decided([], { made: { receipt } });
	return withSecretPoll(asking, command, (poll) => {
		if (command.rules !== poll.cardHash) return refuse('poll.other-rules');
		const standing = kept.ballots.get(key);
		if (standing && n <= standing.n) return decided([], { made: { receipt: standing.receipt } });
		const refusal = mayPut(asking, kept, command, standing);
		if (refusal) return refusal;
		const checked = checkedWords(poll, command.choice);
		if (!checked.ok) return checked;
		const sector = groupOf(asking.state, poll.card, sectorOf(asking, poll));
		const ballot = { key, receipt: standing?.receipt ?? receipt, n, cast: { sector, choice: checked.choice } };
		return put(asking, poll, ballot);
	});
}

export function withdrawSecretly(asking: Asking, command: CommandOf<'withdrawSecretly'>): Outcome {
	return withSecretPoll(asking, command, (poll) => {
		const kept = asking.around.secret ?? NO_SECRET_BALLOTS;
		const standing = kept.ballots.get(ballotKey(command.secret));
		if (!standing) return refuse('poll.no-ballot');
		if (command.n <= standing.n) return decided([], { made: { receipt: standing.receipt } });
		if (!standing.cast || !kept.voted.has(asking.person.id)) return refuse('poll.no-ballot');
		return put(asking, poll, { ...standing, n: command.n, cast: null });
	});
}

function withSecretPoll(
	asking: Asking,
	{ poll: id }: { readonly poll: PollState['id'] },
	act: (poll: PollState) => Outcome,
): Outcome {
	return withOwnPoll(asking, id, (poll) => (isSecret(poll.card) ? act(poll) : refuse('poll.not-secret')));
}

/** Whoever changes a ballot shows its secret; whoever has one elsewhere gives no second one. */
function mayPut(
	{ person }: Asking,
	{ ballots, voted }: SecretBallots,
	{ key, receipt, secret }: CommandOf<'castSecretly'>,
	standing: SecretBallot | undefined,
): Refusal | null {
	const isShown = secret !== null && ballotKey(secret) === key;
	if ((standing || secret !== null) && !isShown) return refuse('poll.other-device');
	// Whoever replaces a ballot that counts has one; whoever gives a first one, or one anew, has none.
	if (voted.has(person.id) !== Boolean(standing?.cast)) return refuse('poll.other-device');
	const isTaken = !standing && [...ballots.values()].some((other) => other.receipt === receipt);
	return isTaken ? refuse('poll.other-device') : null;
}

function put({ person }: Asking, poll: PollState, ballot: SecretBallot): Outcome {
	const change = { poll: poll.id, ballot, participant: person.id, hasVoted: ballot.cast !== null };
	return decided([], { secret: change, made: { receipt: ballot.receipt } });
}

type Checked = { readonly ok: true; readonly choice: CastChoice } | Refusal;

function checkedWords(poll: PollState, choice: CastChoice): Checked {
	if (choice.method !== 'consensus') return checkedChoice(poll, choice);
	if (poll.card.method !== 'consensus') return refuse('poll.wrong-method');
	const needsReason = choice.answer === 'reservation' || choice.answer === 'block';
	if (needsReason && choice.reason === '') return refuse('poll.reason-required');
	return { ok: true, choice: needsReason ? choice : { ...choice, reason: '' } };
}

function sectorOf({ person }: Asking, poll: PollState) {
	const sector = poll.eligible.get(person.id);
	if (!sector) throw new RangeError('somebody who may not vote has no sector in the vote');
	return sector;
}

/** Sent again after the close, because no answer had come: it counts, and the voter is told so. */
function isCountedAfterClose(
	{ state }: Asking,
	{ ballots }: SecretBallots,
	{ poll: id, receipt, choice }: CommandOf<'castSecretly'>,
): boolean {
	const poll = state.polls.get(id);
	const cast = poll?.closed && [...ballots.values()].find((ballot) => ballot.receipt === receipt)?.cast;
	const given = poll && checkedWords(poll, choice);
	return Boolean(cast && given?.ok && canonicalJson(cast.choice) === canonicalJson(given.choice));
}
