import type * as Y from 'yjs';
import { isLocal } from '#board/acts.ts';
import type { CardId } from '#board/ids.ts';
import type { ProblemTree } from '#board/tree.ts';
import type { ListTree } from './list-tree.svelte.ts';
import { difference, parseSeen, seenOf, writeSeen, type ChangeWord, type Seen } from './seen-cards.ts';

export interface CardChange {
	readonly id: CardId;
	readonly what: readonly ChangeWord[];
	/** Who had the card open as its words changed, as names to show; nobody where that is not known. */
	readonly by: readonly string[];
}

/** Where what was seen is kept between visits; a shared device keeps nothing. */
export interface SeenStore {
	read(): string | null;
	write(text: string): void;
}

/** Compares the board with what this person saw last. What they do themselves they have seen. */
export class ChangesSince {
	/** In the order of the list; empty where nothing is new. */
	changes: readonly CardChange[] = $state.raw([]);
	readonly #list: ListTree;
	readonly #doc: Y.Doc;
	readonly #store: SeenStore | null;
	readonly #writers: () => ReadonlyMap<CardId, readonly string[]>;
	readonly #by = new Map<CardId, readonly string[]>(); // eslint-disable-line svelte/prefer-svelte-reactivity -- read only where `changes` is set
	readonly #stopWatching: () => void;
	#seen: Map<CardId, Seen>;
	#isOwn = false;

	constructor(
		doc: Y.Doc,
		list: ListTree,
		writers: () => ReadonlyMap<CardId, readonly string[]>,
		store: SeenStore | null,
	) {
		this.#doc = doc;
		this.#list = list;
		this.#writers = writers;
		this.#store = store;
		this.#seen = parseSeen(store?.read() ?? null) ?? seenOf(list.current);
		doc.on('beforeTransaction', this.#noteOrigin);
		this.#stopWatching = list.watch((tree, { cards }) => {
			if (this.#isOwn) this.#takeOwn(tree, cards);
			else for (const id of cards) this.#noteWriters(id);
			this.#compare(tree);
		});
		this.#compare(list.current);
	}

	/** Everything that is there now counts as seen. */
	look(): void {
		this.#seen = seenOf(this.#list.current);
		this.#by.clear();
		this.changes = [];
		this.keep();
	}

	/** Writes down what was seen, for the next visit. */
	keep(): void {
		this.#store?.write(writeSeen(this.#seen));
	}

	stop(): void {
		this.#doc.off('beforeTransaction', this.#noteOrigin);
		this.#stopWatching();
		this.keep();
	}

	readonly #noteOrigin = ({ origin }: Y.Transaction) => {
		this.#isOwn = isLocal(origin);
	};

	/** What one changed oneself, and what moved by it; what others did before stays new. */
	#takeOwn(tree: ProblemTree, touched: ReadonlySet<CardId>): void {
		const isNew = (id: CardId) => this.changes.some((change) => change.id === id);
		for (const [id, now] of seenOf(tree)) if (touched.has(id) || !isNew(id)) this.#seen.set(id, now);
	}

	#noteWriters(id: CardId): void {
		const names = this.#writers().get(id);
		if (names === undefined) return;
		const before = this.#by.get(id) ?? [];
		this.#by.set(id, [...before, ...names.filter((name) => !before.includes(name))]);
	}

	#compare(tree: ProblemTree): void {
		const changes: CardChange[] = [];
		for (const [id, now] of seenOf(tree)) {
			const what = difference(this.#seen.get(id), now);
			if (what.length > 0) changes.push({ id, what, by: this.#by.get(id) ?? [] });
		}
		if (changes.length > 0 || this.changes.length > 0) this.changes = changes;
	}
}
