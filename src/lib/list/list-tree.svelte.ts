import type * as Y from 'yjs';
import type { Card } from '#board/card.ts';
import type { CardId } from '#board/ids.ts';
import { observeTree, type ObservedTree, type TreeChange } from '#board/observe-tree.ts';
import { treeAsOutline, type OutlineSection } from '#board/outline.ts';
import type { ProblemTree } from '#board/tree.ts';

/** One card as a signal of its own, so that a letter typed in it draws one row again and not five hundred. */
class CardSignal {
	card: Card;
	constructor(card: Card) {
		this.card = $state.raw(card);
	}
}

/** The board's tree for Svelte. Structure and texts change apart: rows move on the first only, words on the second only. */
export class ListTree {
	readonly #observed: ObservedTree;
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- its values are the signals; who has one is in `structure`
	readonly #signals = new Map<CardId, CardSignal>();
	#structure: ProblemTree;
	#outline: readonly OutlineSection[];

	constructor(doc: Y.Doc) {
		this.#observed = observeTree(doc, (tree, change) => this.#take(tree, change));
		const tree = this.#observed.current;
		this.#structure = $state.raw(tree);
		this.#outline = $state.raw(treeAsOutline(tree));
		for (const card of tree.cards.values()) this.#signals.set(card.id, new CardSignal(card));
	}

	/** Places, links, gone cards: texts in it may lag; ask `card` for those. */
	get structure(): ProblemTree {
		return this.#structure;
	}

	get outline(): readonly OutlineSection[] {
		return this.#outline;
	}

	/** A card that is present, as it reads now. Follows that card alone, unless it isn't there yet. */
	card(id: CardId): Card | undefined {
		return this.#signals.get(id)?.card ?? this.#structure.cards.get(id);
	}

	stop(): void {
		this.#observed.stop();
	}

	#take(tree: ProblemTree, change: TreeChange): void {
		for (const id of change.cards) {
			const card = tree.cards.get(id);
			const signal = this.#signals.get(id);
			if (card === undefined) this.#signals.delete(id);
			else if (signal) signal.card = card;
			else this.#signals.set(id, new CardSignal(card));
		}
		if (!change.structure) return;
		this.#structure = tree;
		this.#outline = treeAsOutline(tree, this.#outline);
	}
}
