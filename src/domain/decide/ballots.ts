import type { CommandOf } from '../commands.ts';
import type { Ballot, Outcome, PrimaryRecord } from '../decision.ts';
import { canonicalJson, refOf, SALT_BYTES, utf8ToBytes } from '../hashing.ts';
import type { Choice } from '../polls.ts';
import { refuse, type Refusal } from '../refusals.ts';
import type { PollState } from '../state.ts';
import { decided, statementOf, type Asking } from './context.ts';
import { openPollOf } from './polls.ts';

export function castDots(asking: Asking, command: CommandOf<'castDots'>): Outcome {
	const found = ownPoll(asking, command.poll);
	if (!found.ok) return found;
	const { poll } = found;
	if (poll.card.method !== 'dots') return refuse('poll.wrong-method');
	const { budget, cap } = poll.card;
	const known = new Set(poll.options.map(({ id }) => id));
	const dots: Record<string, number> = {};
	let spent = 0;
	for (const option of poll.options) {
		const given = command.dots[option.id] ?? 0;
		if (cap !== null && given > cap) return refuse('poll.cap-exceeded', { cap, given });
		if (given > 0) dots[option.id] = given;
		spent += given;
	}
	for (const id of Object.keys(command.dots)) {
		if (![...known].some((option) => option === id)) return refuse('poll.unknown-option');
	}
	if (budget !== null && spent > budget) return refuse('poll.budget-exceeded', { budget, spent });
	return cast(asking, poll, { method: 'dots', dots }, []);
}

/** A reservation and a block come with a reason: without it the table could not answer (domain.md, "consenso"). */
export function castConsensus(asking: Asking, command: CommandOf<'castConsensus'>): Outcome {
	const found = ownPoll(asking, command.poll);
	if (!found.ok) return found;
	const { poll } = found;
	if (poll.card.method !== 'consensus') return refuse('poll.wrong-method');
	const { answer, reason } = command;
	const needsReason = answer === 'reservation' || answer === 'block';
	if (needsReason && reason === '') return refuse('poll.reason-required');
	if (!needsReason) return cast(asking, poll, { method: 'consensus', answer, reason: null }, []);
	const { ref, record } = statementOf(asking.around, asking.person.id, 'ballot-reason', reason);
	return cast(asking, poll, { method: 'consensus', answer, reason: ref }, [record]);
}

export function withdrawBallot(asking: Asking, command: CommandOf<'withdrawBallot'>): Outcome {
	const found = ownPoll(asking, command.poll);
	if (!found.ok) return found;
	const { poll } = found;
	const own = poll.ballots.get(asking.person.id);
	if (!own?.ballot) return refuse('poll.no-ballot');
	return decided([{ type: 'ballot.withdrawn', poll: poll.id, participant: asking.person.id, n: own.n + 1 }]);
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

function ownPoll(asking: Asking, id: PollState['id']): { ok: true; poll: PollState } | Refusal {
	const { state, person } = asking;
	if (person.role === 'facilitator') return refuse('role.facilitator-has-no-seat');
	if (!person.seat) return refuse('role.no-seat');
	const found = openPollOf(state, id);
	if (!found.ok) return found;
	return found.poll.eligible.has(person.id) ? found : refuse('poll.not-eligible');
}
