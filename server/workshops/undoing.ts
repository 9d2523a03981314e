import { boardFacts } from '#board/branch.ts';
import { countChanges } from '#board/undo-changes.ts';
import type { CommandOf } from '#domain/commands.ts';
import type { ParticipantId } from '#domain/ids.ts';
import { mayWrite, type DocumentTarget } from '#domain/permissions.ts';
import type { WorkshopState } from '#domain/state.ts';
import type { UndoPreview } from '#protocol/api.ts';
import type { ActsOf, Undoing } from '../rooms/undoing.ts';
import { writeContext } from '#domain/write-context.ts';

export type ActsAsked = Pick<CommandOf<'undoActs'>, 'participant' | 'from' | 'commitment'>;

export function documentOf({ commitment }: ActsAsked): DocumentTarget {
	return commitment === null ? { document: 'board' } : { document: 'draft', commitment };
}

/** The acts that a facilitator asks to undo: not those undone before, and nothing that a lock holds. */
export function actsAsked(state: WorkshopState, by: ParticipantId, asked: ActsAsked): ActsOf {
	const { participant, from, commitment } = asked;
	const target = documentOf(asked);
	return {
		participant,
		from,
		by,
		undone: state.undone.filter((period) => period.participant === participant && period.commitment === commitment),
		mayTouch(doc) {
			const board = target.document === 'board' ? boardFacts(doc) : null;
			const context = { ...writeContext(state), board };
			const writer = { id: by, role: 'facilitator', removed: false } as const;
			return (path) => {
				// What a phase opens to whom does not matter here: undoing adds nothing of its own.
				const verdict = mayWrite(writer, 'set', target, path, context);
				return verdict.ok || verdict.code !== 'lock.held';
			};
		},
	};
}

/** Whether a facilitator undoes acts in a document that there is; why not, `decide` says. */
export function mayUndo(
	state: WorkshopState | null,
	participant: ParticipantId,
	asked: ActsAsked,
): state is WorkshopState {
	if (state?.status !== 'open' || state.people.get(participant)?.role !== 'facilitator') return false;
	return asked.commitment === null || state.commitments.has(asked.commitment);
}

/** Cards that a preview names; the rest is counted. */
const NAMED = 60;

export function previewOf({ changes, folded }: Undoing): UndoPreview {
	return {
		counts: countChanges(changes),
		texts: changes
			.filter(({ how }) => how !== 'changed')
			.slice(0, NAMED)
			.map(({ how, root, id, text }) => ({ how, root, id, text })),
		since: folded === 0 ? null : folded + 1,
	};
}
