import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { decided, type Asking } from './context.ts';

/**
 * What the method asks about a tree is for the whole table, so "no es así" is said for all, by whoever takes part, and taken back by
 * any other of them. It changes nothing on the board, so no phase and no lock stands in its way.
 */
export function dismissFinding(asking: Asking, { finding }: CommandOf<'dismissFinding'>): Outcome {
	const refusal = outsider(asking);
	if (refusal) return refusal;
	return decided(asking.state.dismissed.has(finding) ? [] : [{ type: 'finding.dismissed', finding }]);
}

export function reopenFinding(asking: Asking, { finding }: CommandOf<'reopenFinding'>): Outcome {
	const refusal = outsider(asking);
	if (refusal) return refusal;
	return decided(asking.state.dismissed.has(finding) ? [{ type: 'finding.reopened', finding }] : []);
}

const outsider = ({ person }: Asking): Refusal | null => (person.role === 'observer' ? refuse('role.observer') : null);
