import { openKinds, type PhaseWrites } from './agenda.ts';
import type { CardKind } from './cards.ts';

/** What stands at a table that a change of phase touches, or might be thought to. */
export interface Standing {
	readonly from: PhaseWrites & { readonly silent: boolean };
	readonly to: PhaseWrites & { readonly silent: boolean };
	/** The open vote and its ballots; null where nobody is told how many yet. */
	readonly poll: { readonly question: string; readonly voted: number | null } | null;
	readonly chosen: number;
	/** Texts that are proposed, agreed or issued. */
	readonly proposed: number;
	readonly locks: number;
	readonly hasTimer: boolean;
	readonly done: number;
	readonly moreTime: number;
	/** Cards of silence that wait for a facilitator. */
	readonly offered: number;
}

/** What people write: a kind of card, or another part of board and drafts. */
export type Written = CardKind | 'links' | 'drawings' | 'draftCore' | 'draftRoute';

/** One thing that a change of phase does, or leaves as it is. */
export type Consequence =
	| { readonly is: 'opens' | 'closes'; readonly what: readonly Written[] }
	| { readonly is: 'poll'; readonly question: string; readonly voted: number | null }
	| { readonly is: 'chosen' | 'proposed' | 'locks' | 'offered'; readonly count: number }
	| { readonly is: 'signs'; readonly done: number; readonly moreTime: number }
	| { readonly is: 'timer' | 'silent' | 'sheets' };

/**
 * What moving to another phase does, forwards or back: it opens and closes writing, ends marks, calls and offers, and touches
 * nothing else. A test holds this against what deciding does.
 */
export function phaseChange(standing: Standing): readonly Consequence[] {
	const { from, to, poll, done, moreTime } = standing;
	const [before, after] = [writtenIn(from), writtenIn(to)];
	const closes = before.filter((what) => !after.includes(what));
	const all: Consequence[] = [{ is: 'opens', what: after }];
	if (closes.length > 0) all.push({ is: 'closes', what: closes });
	if (to.silent) all.push({ is: 'silent' });
	if (done > 0 || moreTime > 0) all.push({ is: 'signs', done, moreTime });
	if (standing.offered > 0) all.push({ is: 'offered', count: standing.offered });
	if (from.silent) all.push({ is: 'sheets' });
	if (poll) all.push({ is: 'poll', ...poll });
	for (const is of ['chosen', 'proposed', 'locks'] as const) {
		if (standing[is] > 0) all.push({ is, count: standing[is] });
	}
	if (standing.hasTimer) all.push({ is: 'timer' });
	return all;
}

function writtenIn(writes: PhaseWrites): Written[] {
	const others = (['links', 'drawings', 'draftCore', 'draftRoute'] as const).filter((what) => writes[what]);
	return [...openKinds(writes), ...others];
}
