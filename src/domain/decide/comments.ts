import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import type { CommentTarget, EventBody } from '../events.ts';
import type { CommentId } from '../ids.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { LIMITS } from '../rules.ts';
import type { ThreadState } from '../state.ts';
import { decided, newId, statementOf, type Asking } from './context.ts';

/**
 * Talking about a card or a text of a draft. Whoever takes part may, in any phase: a lock closes what is written, not what is
 * said about it.
 */
export function addComment(asking: Asking, { target, text }: CommandOf<'addComment'>): Outcome {
	const refusal = unsayable(asking, text) ?? unknownTarget(asking, target);
	return refusal ?? said(asking, target, null, text);
}

/** An answer to what was settled brings it up again. */
export function answerComment(asking: Asking, { comment, text }: CommandOf<'answerComment'>): Outcome {
	const refusal = unsayable(asking, text);
	if (refusal) return refusal;
	const thread = threadOf(asking, comment);
	if (!thread) return refuse('comment.unknown');
	const reopened: EventBody[] = thread.resolved ? [{ type: 'comment.reopened', comment: thread.id }] : [];
	return said(asking, thread.target, thread.id, text, reopened);
}

export function resolveComment(asking: Asking, { comment }: CommandOf<'resolveComment'>): Outcome {
	const refusal = outsider(asking);
	if (refusal) return refusal;
	const thread = threadOf(asking, comment);
	if (!thread) return refuse('comment.unknown');
	return decided(thread.resolved ? [] : [{ type: 'comment.resolved', comment: thread.id }]);
}

export function reopenComment(asking: Asking, { comment }: CommandOf<'reopenComment'>): Outcome {
	const refusal = outsider(asking);
	if (refusal) return refusal;
	const thread = threadOf(asking, comment);
	if (!thread) return refuse('comment.unknown');
	return decided(thread.resolved ? [{ type: 'comment.reopened', comment: thread.id }] : []);
}

function said(
	{ person, around }: Asking,
	target: CommentTarget,
	answers: CommentId | null,
	text: string,
	before: readonly EventBody[] = [],
): Outcome {
	const { ref, record } = statementOf(around, person.id, 'comment', text);
	const comment = newId<CommentId>(around);
	return decided([...before, { type: 'comment.added', comment, target, answers, text: ref }], { records: [record] });
}

const outsider = ({ person }: Asking): Refusal | null => (person.role === 'observer' ? refuse('role.observer') : null);

function unsayable(asking: Asking, text: string): Refusal | null {
	const refusal = outsider(asking);
	if (refusal) return refusal;
	if (text.trim() === '') return refuse('comment.empty');
	let [all, own] = [0, 0];
	for (const { said } of asking.state.threads.values()) {
		all += said.length;
		for (const { by } of said) if (by === asking.person.id) own += 1;
	}
	return all >= LIMITS.comments || own >= LIMITS.commentsOfOne ? refuse('comment.too-many') : null;
}

/** Of the board's cards the decision sees the one that was read for it. */
function unknownTarget({ state, around }: Asking, target: CommentTarget): Refusal | null {
	switch (target.kind) {
		case 'card':
			return around.cards?.cards.some(({ card }) => card === target.card) ? null : refuse('card.unknown');
		case 'field':
			return state.commitments.has(target.commitment) ? null : refuse('commitment.unknown');
	}
}

/** The conversation that a comment belongs to, whether it began it or answers in it. */
function threadOf({ state }: Asking, comment: CommentId): ThreadState | undefined {
	return (
		state.threads.get(comment) ??
		[...state.threads.values()].find(({ said }) => said.some(({ id }) => id === comment))
	);
}
