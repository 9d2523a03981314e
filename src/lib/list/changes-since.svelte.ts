import type * as Y from 'yjs';
import { isLocal } from '#board/acts.ts';
import type { CardId } from '#board/ids.ts';
import type { ListTree } from './list-tree.svelte.ts';
import { difference, parseSeen, seenAmong, seenOf, writeSeen, type ChangeWord, type Seen } from './seen-cards.ts';

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
		this.#stopWatching = list.watch((tree, { cards, structure }) => {
			// Words alone change what is told of their cards and of no other: a letter must not cost a look at all of them.
			const now = structure ? seenOf(tree) : seenAmong(tree, cards);
			if (this.#isOwn) this.#takeOwn(now, cards);
			else for (const id of cards) this.#noteWriters(id);
			if (structure || this.#isNews(now)) this.#compare(structure ? now : seenOf(tree));
		});
		this.#compare(seenOf(list.current));
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
	#takeOwn(now: ReadonlyMap<CardId, Seen>, touched: ReadonlySet<CardId>): void {
		const known = new Set(this.changes.map(({ id }) => id)); // eslint-disable-line svelte/prefer-svelte-reactivity -- read at once
		for (const [id, seen] of now) if (touched.has(id) || !known.has(id)) this.#seen.set(id, seen);
	}

	/** Whether something is told of one of these cards, or is to be told now. */
	#isNews(now: ReadonlyMap<CardId, Seen>): boolean {
		if (this.changes.some(({ id }) => now.has(id))) return true;
		return [...now].some(([id, seen]) => difference(this.#seen.get(id), seen).length > 0);
	}

	#noteWriters(id: CardId): void {
		const names = this.#writers().get(id);
		if (names === undefined) return;
		const before = this.#by.get(id) ?? [];
		this.#by.set(id, [...before, ...names.filter((name) => !before.includes(name))]);
	}

	#compare(now: ReadonlyMap<CardId, Seen>): void {
		const changes: CardChange[] = [];
		for (const [id, seen] of now) {
			const what = difference(this.#seen.get(id), seen);
			if (what.length > 0) changes.push({ id, what, by: this.#by.get(id) ?? [] });
		}
		if (changes.length > 0 || this.changes.length > 0) this.changes = changes;
	}
}
