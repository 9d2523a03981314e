import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { draftLock, lockOn } from '../locks.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { decided, needFacilitator, statementOf, type Asking } from './context.ts';
import { boardHeld } from './own-cards.ts';

/**
 * A facilitator undoes what one person did since a moment. A power over method, not over content: it gives back what others had
 * made, takes part in nothing, and stands on the record with its reason.
 */
export function undoActs(asking: Asking, command: CommandOf<'undoActs'>): Outcome {
	const { state, person, around } = asking;
	const refusal = needFacilitator(asking) ?? undoableIn(asking, command);
	if (refusal) return refusal;
	const { participant, commitment, from } = command;
	if (!state.people.has(participant)) return refuse('participant.unknown');
	const ahead = around.undoing;
	if (!ahead) return refuse('acts.none');
	if (from <= ahead.folded) return refuse('acts.too-old', { since: ahead.folded + 1 });
	const { until, counts } = ahead;
	if (Object.values(counts).every((count) => count === 0)) return refuse('acts.none');
	const { ref, record } = statementOf(around, person.id, 'reason', command.reason);
	return decided([{ type: 'acts.undone', participant, commitment, from, until, undone: counts, reason: ref }], {
		records: [record],
	});
}

/** A lock binds facilitators too; it is lifted first, with a reason. What a card's or field's lock holds is left alone. */
function undoableIn({ state }: Asking, { commitment: id }: CommandOf<'undoActs'>): Refusal | null {
	if (id === null) return boardHeld(state.locks) ? refuse('lock.held') : null;
	const commitment = state.commitments.get(id);
	if (!commitment) return refuse('commitment.unknown');
	if (commitment.status !== 'draft') return refuse('commitment.not-draft');
	return lockOn(state.locks, { kind: 'table' }) || draftLock(state.locks, id) ? refuse('lock.held') : null;
}
