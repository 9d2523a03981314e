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
	readonly #watchers = new Set<(tree: ProblemTree, change: TreeChange) => void>(); // eslint-disable-line svelte/prefer-svelte-reactivity -- nothing is drawn from it

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

	/** The tree as it reads now, texts included; nothing follows it. */
	get current(): ProblemTree {
		return this.#observed.current;
	}

	/** Called after each change, whoever made it. Returns how to stop that. */
	watch(watcher: (tree: ProblemTree, change: TreeChange) => void): () => void {
		this.#watchers.add(watcher);
		return () => this.#watchers.delete(watcher);
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
		if (change.structure) {
			this.#structure = tree;
			this.#outline = treeAsOutline(tree, this.#outline);
		}
		for (const watcher of this.#watchers) watcher(tree, change);
	}
}
