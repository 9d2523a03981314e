import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import type { CommitmentId, TextHash } from '../ids.ts';
import { refuse, type Refusal } from '../refusals.ts';
import type { PollState } from '../state.ts';
import type { Asking } from './context.ts';
import { frozenCards, mayOpen, needAdopted, open, type Asked } from './opening.ts';
import { plainTerms, ruleCard } from './poll-terms.ts';

/** The table's first decision: its own rules, by consensus. No exception to quorum is possible (design §6). */
export function openRulesRound(asking: Asking, { question, content }: CommandOf<'openRulesRound'>): Outcome {
	const refusal = mayOpen(asking);
	if (refusal) return refusal;
	const { rules } = asking.state;
	if (content !== rules.content) return refuse('rules.stale');
	if (rules.adopted?.version === rules.version) return refuse('rules.adopted');
	return open(asking, {
		subject: { kind: 'rules', version: rules.version, rules: content },
		question,
		card: ruleCard(asking.state, plainTerms('consensus')),
		wordings: [{ card: null, content }],
		texts: [],
		exception: undefined,
	});
}

/** Dots on the table's own terms, without more to fix; `openPoll` takes any. */
export function openDots(asking: Asking, command: CommandOf<'openDots'>): Outcome {
	const refusal = mayOpen(asking) ?? needAdopted(asking.state);
	if (refusal) return refusal;
	const frozen = frozenCards(asking, command);
	if (!frozen.ok) return frozen;
	return open(asking, {
		...frozen,
		subject: { kind: 'prioritise', of: command.of },
		question: command.question,
		card: ruleCard(asking.state, plainTerms('dots')),
		exception: command.exception,
	});
}

export function openConfirmation(asking: Asking, command: CommandOf<'openConfirmation'>): Outcome {
	const refusal = mayOpen(asking) ?? needAdopted(asking.state);
	if (refusal) return refusal;
	if (command.after !== null && !isClosedOrdering(asking.state.polls.get(command.after), command.of)) {
		return refuse('poll.not-prioritised');
	}
	const frozen = frozenCards(asking, command);
	if (!frozen.ok) return frozen;
	return open(asking, {
		...frozen,
		subject: { kind: 'confirm', of: command.of, after: command.after },
		question: command.question,
		card: ruleCard(asking.state, plainTerms('consensus')),
		exception: command.exception,
	});
}

export function openCommitmentRound(asking: Asking, command: CommandOf<'openCommitmentRound'>): Outcome {
	const refusal = mayOpen(asking) ?? needAdopted(asking.state);
	if (refusal) return refusal;
	const asked = askedOfCommitment(asking, command);
	if (!asked.ok) return asked;
	return open(asking, {
		...asked,
		question: command.question,
		card: ruleCard(asking.state, plainTerms('consensus')),
		exception: command.exception,
	});
}

/** A round is on the proposed text's hash: what is agreed is that text and no other. */
export function askedOfCommitment(
	{ state, around }: Asking,
	named: { readonly commitment: CommitmentId; readonly content: TextHash },
): (Asked & { ok: true }) | Refusal {
	const commitment = state.commitments.get(named.commitment);
	if (!commitment) return refuse('commitment.unknown');
	if (commitment.status !== 'proposed' || !commitment.proposed) return refuse('commitment.not-proposed');
	const { content, openUntil } = commitment.proposed;
	if (content !== named.content) return refuse('content.changed');
	if (openUntil <= around.now) return refuse('commitment.expired');
	return {
		ok: true,
		subject: { kind: 'commitment', commitment: commitment.id, version: commitment.version, content },
		wordings: [{ card: null, content }],
		texts: [],
	};
}

export function isClosedOrdering(poll: PollState | undefined, of: 'causes' | 'solutions'): boolean {
	return poll?.subject.kind === 'prioritise' && poll.subject.of === of && poll.closed !== null;
}
