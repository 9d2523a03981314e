import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { refuse } from '../refusals.ts';
import { LIMITS } from '../rules.ts';
import { decided, statementOf, type Asking } from './context.ts';

/**
 * A note beside the minutes of a session, open or over, by whoever takes part (guide III.8). There is no command that changes one
 * or takes it back: what was said of the minutes stays, until its author has their data erased.
 */
export function noteRecord({ state, person, around }: Asking, { session, text }: CommandOf<'noteRecord'>): Outcome {
	if (person.role === 'observer') return refuse('role.observer');
	if (person.role === 'device') return refuse('role.device');
	if (!state.sessions.some(({ id }) => id === session)) return refuse('session.unknown');
	const own = state.notes.filter(({ by }) => by === person.id).length;
	if (own >= LIMITS.notesOfOne || state.notes.length >= LIMITS.notes) return refuse('note.too-many');
	const { ref, record } = statementOf(around, person.id, 'note', text);
	return decided([{ type: 'record.noted', session, text: ref }], { records: [record] });
}
