import type { SolutionOutcome } from '#domain/outcomes.ts';
import { m } from '#i18n/compiled/messages.js';

/** What became of a solution, in words. */
export const OUTCOME_WORDS: Readonly<Record<SolutionOutcome['outcome'], () => string>> = {
	adopted: m.reasoned_adopted,
	merged: m.reasoned_merged,
	deferred: m.reasoned_deferred,
	rejected: m.reasoned_rejected,
	chosen: m.reasoned_chosen,
	'not-chosen': m.reasoned_not_chosen,
};

/** What the votes say of it; '' where it was in none. */
export function factsOf({ ranked, wasBlocked }: SolutionOutcome): string {
	const said: string[] = [];
	if (ranked) {
		const { place, of, dots } = ranked;
		said.push(dots === null ? m.reasoned_ranked({ place, of }) : m.reasoned_ranked_dots({ place, of, dots }));
	}
	if (wasBlocked) said.push(m.reasoned_blocked());
	return said.join(' ');
}
