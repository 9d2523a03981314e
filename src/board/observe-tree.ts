import * as Y from 'yjs';
import { isReadable, isSetAside, readCard, type Card, type SetAside } from './card.ts';
import { areSameDetails } from './details.ts';
import type { CardId } from './ids.ts';
import { readLink, type Link } from './link.ts';
import { cardsOf, linksOf } from './roots.ts';
import { buildTree, type ProblemTree } from './tree.ts';

export interface TreeChange {
	/** Cards whose record changed in any way, new and gone ones included. */
	readonly cards: ReadonlySet<CardId>;
	/** False where nothing but words changed, or what is said of a card: places, links and order are the same objects as before. */
	readonly structure: boolean;
}

export interface ObservedTree {
	readonly current: ProblemTree;
	stop(): void;
}

/**
 * Keeps a tree up to date with a board, reading again only what changed: one deep observer a root, one call a transaction.
 * The first tree is in `current` at once; `onChange` is called after each transaction that touched it.
 */
export function observeTree(
	doc: Y.Doc,
	onChange: (tree: ProblemTree, change: TreeChange) => void = () => {},
): ObservedTree {
	const cardRoot = cardsOf(doc);
	const linkRoot = linksOf(doc);
	const reads = new Map<string, Card | SetAside>();
	const links = new Map<string, Link>();
	let touchedCards = new Set<string>();
	let touchedLinks = new Set<string>();

	const takeCard = (id: string): 'same' | 'text' | 'structure' => {
		const before = reads.get(id);
		if (!cardRoot.has(id)) return reads.delete(id) ? 'structure' : 'same';
		const after = readCard(id, cardRoot.get(id));
		reads.set(id, after);
		return differ(before, after);
	};
	const takeLink = (id: string): boolean => {
		const before = links.get(id);
		const after = linkRoot.has(id) ? readLink(id, linkRoot.get(id)) : null;
		if (after) links.set(id, after);
		else links.delete(id);
		return before?.gone !== after?.gone;
	};
	const build = () => {
		const all = [...reads.values()];
		return buildTree(all.filter(isReadable), links.values(), all.filter(isSetAside));
	};

	cardRoot.forEach((_, id) => takeCard(id));
	linkRoot.forEach((_, id) => takeLink(id));
	let tree = build();

	const onCards = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) => touch(events, touchedCards);
	const onLinks = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) => touch(events, touchedLinks);
	const onTransaction = () => {
		if (touchedCards.size === 0 && touchedLinks.size === 0) return;
		const [cardIds, linkIds] = [touchedCards, touchedLinks];
		[touchedCards, touchedLinks] = [new Set(), new Set()];
		const changed = new Set<CardId>();
		let structure = false;
		for (const id of cardIds) {
			const difference = takeCard(id);
			if (difference === 'same') continue;
			if (difference === 'structure') structure = true;
			changed.add(id as CardId); // a key of `cards`; an unreadable one is in no map that this set is looked up in
		}
		for (const id of linkIds) if (takeLink(id)) structure = true;
		if (!structure && changed.size === 0) return;
		tree = structure ? build() : withTexts(tree, reads, changed);
		onChange(tree, { cards: changed, structure });
	};
	cardRoot.observeDeep(onCards);
	linkRoot.observeDeep(onLinks);
	doc.on('afterTransaction', onTransaction);
	return {
		get current() {
			return tree;
		},
		stop() {
			cardRoot.unobserveDeep(onCards);
			linkRoot.unobserveDeep(onLinks);
			doc.off('afterTransaction', onTransaction);
		},
	};
}

/** Collects the keys of the root under which something happened. */
function touch(events: readonly Y.YEvent<Y.AbstractType<unknown>>[], into: Set<string>): void {
	for (const event of events) {
		const [top] = event.path;
		if (typeof top === 'string') into.add(top);
		else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) into.add(String(key));
	}
}

function differ(before: Card | SetAside | undefined, after: Card | SetAside): 'same' | 'text' | 'structure' {
	if (before === undefined || !isReadable(before) || !isReadable(after)) return 'structure';
	const sameShape =
		before.kind === after.kind &&
		before.gone === after.gone &&
		before.into === after.into &&
		before.pinned === after.pinned &&
		before.mirrors === after.mirrors &&
		before.z === after.z &&
		before.pos[0] === after.pos[0] &&
		before.pos[1] === after.pos[1] &&
		before.size[0] === after.size[0] &&
		before.size[1] === after.size[1];
	if (!sameShape) return 'structure';
	return before.text === after.text && areSameDetails(before.details, after.details) ? 'same' : 'text';
}

function withTexts(
	tree: ProblemTree,
	reads: ReadonlyMap<string, Card | SetAside>,
	changed: ReadonlySet<CardId>,
): ProblemTree {
	const fresh = (card: Card): Card => {
		const read = reads.get(card.id);
		return read && isReadable(read) ? read : card;
	};
	const cards = new Map(tree.cards);
	for (const id of changed) {
		const card = cards.get(id);
		if (card) cards.set(id, fresh(card));
	}
	const merged = new Map([...tree.merged].map(([id, list]) => [id, list.map(fresh)]));
	return { ...tree, cards, merged, gone: tree.gone.map(fresh) };
}
