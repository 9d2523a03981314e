import type { CardId } from '#board/ids.ts';
import type { ProblemTree } from '#board/tree.ts';
import type { CommentCounts } from '#protocol/view.ts';

/**
 * Open conversations by card that has any; those about a card that was merged count at the one it became part of. The same object
 * as long as it says the same, so that a page draws nothing again for it.
 */
export class OpenCounts {
	#known: ReadonlyMap<CardId, number> = new Map();

	of({ cards }: CommentCounts, tree: Pick<ProblemTree, 'merged'> | undefined): ReadonlyMap<CardId, number> {
		const wholes = new Map<CardId, CardId>();
		for (const [whole, parts] of tree?.merged ?? []) for (const { id } of parts) wholes.set(id, whole);
		const counts = new Map<CardId, number>();
		// Keys of a record of cards.
		for (const [id, [open]] of Object.entries(cards) as [CardId, CommentCounts['cards'][CardId]][]) {
			const shown = wholes.get(id) ?? id;
			if (open > 0) counts.set(shown, (counts.get(shown) ?? 0) + open);
		}
		const isSame = counts.size === this.#known.size && [...counts].every(([id, n]) => this.#known.get(id) === n);
		if (!isSame) this.#known = counts;
		return this.#known;
	}
}
