import type * as Y from 'yjs';
import type { CardId } from '#board/ids.ts';
import type { BoardRights } from '#board/rights.ts';
import type { ProblemTree } from '#board/tree.ts';
import type { Outcome } from '#board/outcome.ts';

/** What a finding needs to show itself and to be mended. */
export interface ReviewDesk {
	readonly doc: Y.Doc;
	readonly tree: ProblemTree;
	readonly rights: BoardRights;
	/** Why nothing can be written on this board now; null where it can. */
	readonly closed: string | null;
	/** Brings a card into view. */
	show(card: CardId): void;
	/** Opens a card's text for writing. */
	write(card: CardId): void;
	/** Says what came of a mend; `did` in words. */
	tell(outcome: Outcome<unknown>, did: string): void;
}
