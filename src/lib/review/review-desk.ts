import type * as Y from 'yjs';
import type { Finding } from '#board/checks.ts';
import type { CardId } from '#board/ids.ts';
import type { BoardRights } from '#board/rights.ts';
import type { ProblemTree } from '#board/tree.ts';
import type { Outcome } from '#board/outcome.ts';

/** Says for the whole table that a question does not apply, or asks it again. Answers with the refusal's sentence, or null. */
export interface SetAside {
	dismiss(finding: Finding): Promise<string | null>;
	reopen(finding: Finding): Promise<string | null>;
}

/** A question that the table set aside. */
export interface Dismissed {
	readonly finding: Finding;
	/** null where the table's rules show no names. */
	readonly by: string | null;
	/** Milliseconds. */
	readonly at: number;
}

/** What a finding needs to show itself and to be mended. */
export interface ReviewDesk {
	readonly doc: Y.Doc;
	readonly tree: ProblemTree;
	readonly rights: BoardRights;
	/** Why nothing can be written on this board now; null where it can. */
	readonly closed: string | null;
	/** Whether a question can be set aside for the table, or taken up again; null where this person can't. */
	readonly setAside: SetAside | null;
	/** Brings a card into view. */
	show(card: CardId): void;
	/** Opens a card's text for writing. */
	write(card: CardId): void;
	/** Says what came of a mend; `did` in words. */
	tell(outcome: Outcome<unknown>, did: string): void;
}
