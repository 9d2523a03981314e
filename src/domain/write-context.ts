import type { CommitmentId } from './ids.ts';
import type { DocumentFacts, WriteContext } from './permissions.ts';
import type { WorkshopState } from './state.ts';

const NO_FACTS: DocumentFacts = { board: null, draft: null };

/**
 * What `mayWrite` is asked with, at a table as it stands. `facts`: what stands in the document that somebody wants to write in, where
 * the question is finer than the whole of it.
 */
export function writeContext(state: WorkshopState, facts: DocumentFacts = NO_FACTS): WriteContext {
	const phase = state.agenda.find(({ id }) => id === state.phase);
	if (!phase) throw new RangeError('the table stands in a phase that its agenda does not have');
	const drafts = new Set<CommitmentId>();
	for (const { id, status } of state.commitments.values()) if (status === 'draft') drafts.add(id);
	const routes = new Set(state.commitments.keys());
	return { phase, locks: state.locks, archived: state.status !== 'open', drafts, routes, ...facts };
}
