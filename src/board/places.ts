import type { Card } from './card.ts';
import type { CardId, LinkId } from './ids.ts';
import { rises, standsBeside, TRUNK_KINDS, type CardKind } from './kinds.ts';
import type { TreeLink } from './tree.ts';

/** Where a card hangs in the tree. */
export interface Place {
	/** The card under which (for an effect: on top of which) this one is shown, once. */
	readonly parent: CardId | null;
	/** In reading order. */
	readonly children: readonly CardId[];
	/** Rows from the trunk: positive above (effects), 0 the problem, negative below. */
	readonly level: number;
	/** All that this card feeds, its parent included where it feeds that. */
	readonly feeds: readonly CardId[];
	/** All that feeds this card. */
	readonly fedBy: readonly CardId[];
}

/** Rows from the trunk of a card that nothing connects yet. */
const ROOT_DISTANCE: Readonly<Record<CardKind, number>> = {
	problem: 0,
	cause: 1,
	effect: 1,
	solution: 2,
	note: 0,
	objective: 0,
	means: 1,
	end: 1,
	actor: 0,
};

/** Higher for what makes the better trunk: a problem, then an objective, then all else. */
const trunkRank = (kind: CardKind | undefined): number => {
	const at = TRUNK_KINDS.findIndex((trunk) => trunk === kind);
	return at < 0 ? 0 : TRUNK_KINDS.length - at;
};

interface Hanging {
	readonly parent: CardId;
	readonly child: CardId;
	readonly link: LinkId;
}

/**
 * Hangs each card under one parent: the one farthest from the trunk, so that links point towards it; of several, the
 * problem, then the first in reading order. Links that would close a loop are not followed. `cards` come in reading order.
 */
export function placeCards(
	cards: ReadonlyMap<CardId, Card>,
	links: readonly TreeLink[],
): { places: Map<CardId, Place>; roots: CardId[]; loops: Set<LinkId> } {
	const feeds = new Map<CardId, CardId[]>();
	const fedBy = new Map<CardId, CardId[]>();
	const hangings: Hanging[] = [];
	for (const link of links) {
		append(feeds, link.from, link.to);
		append(fedBy, link.to, link.from);
		const hanging = hangingOf(link, cards);
		if (hanging) hangings.push(hanging);
	}
	const { order, loops } = followDown(cards, hangings);
	const held = hangings.filter((hanging) => !loops.has(hanging.link));
	const { parents, levels } = settle(cards, order, held);

	const children = new Map<CardId, CardId[]>();
	const roots: CardId[] = [];
	for (const id of cards.keys()) {
		const parent = parents.get(id);
		if (parent === undefined) roots.push(id);
		else append(children, parent, id);
	}
	const places = new Map<CardId, Place>();
	for (const id of cards.keys()) {
		places.set(id, {
			parent: parents.get(id) ?? null,
			children: children.get(id) ?? [],
			level: levels.get(id) ?? 0,
			feeds: feeds.get(id) ?? [],
			fedBy: fedBy.get(id) ?? [],
		});
	}
	const rank = (id: CardId) => trunkRank(cards.get(id)?.kind);
	return { places, roots: roots.sort((a, b) => rank(b) - rank(a)), loops };
}

/** Effects and ends hang on what feeds them, all else on what it feeds; what stands beside hangs on whatever it is tied to. */
function hangingOf(link: TreeLink, cards: ReadonlyMap<CardId, Card>): Hanging | null {
	const from = cards.get(link.from)?.kind;
	const to = cards.get(link.to)?.kind;
	if (from === undefined || to === undefined) return null;
	const onTarget = { parent: link.to, child: link.from, link: link.id };
	const onSource = { parent: link.from, child: link.to, link: link.id };
	if (standsBeside(from)) return onTarget;
	if (standsBeside(to) || rises(to)) return onSource;
	return rises(from) ? null : onTarget;
}

/** Depth first from the trunk: an order in which every parent comes before its children, and the links that close a loop. */
function followDown(
	cards: ReadonlyMap<CardId, Card>,
	hangings: readonly Hanging[],
): { order: CardId[]; loops: Set<LinkId> } {
	const below = new Map<CardId, Hanging[]>();
	const hangs = new Set<CardId>();
	const rank = new Map([...cards.keys()].map((id, index) => [id, index]));
	for (const hanging of hangings) {
		append(below, hanging.parent, hanging);
		hangs.add(hanging.child);
	}
	for (const list of below.values()) list.sort((a, b) => (rank.get(a.child) ?? 0) - (rank.get(b.child) ?? 0));

	const ids = [...cards.keys()];
	const starts = [
		...TRUNK_KINDS.flatMap((trunk) => ids.filter((id) => cards.get(id)?.kind === trunk)),
		...ids.filter((id) => !hangs.has(id)),
		...ids,
	];
	const loops = new Set<LinkId>();
	const state = new Map<CardId, 'open' | 'done'>();
	const finished: CardId[] = [];
	for (const start of starts) {
		if (state.has(start)) continue;
		// A stack of our own: a chain of 5,000 cards must not end in a range error.
		const stack = [{ id: start, next: 0 }];
		state.set(start, 'open');
		for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
			const hanging = below.get(top.id)?.[top.next++];
			if (hanging === undefined) {
				state.set(top.id, 'done');
				finished.push(top.id);
				stack.pop();
				continue;
			}
			const seen = state.get(hanging.child);
			if (seen === 'open') loops.add(hanging.link);
			if (seen !== undefined) continue;
			state.set(hanging.child, 'open');
			stack.push({ id: hanging.child, next: 0 });
		}
	}
	return { order: finished.reverse(), loops };
}

/** Parent and level of each card, in an order in which parents come first. */
function settle(
	cards: ReadonlyMap<CardId, Card>,
	order: readonly CardId[],
	held: readonly Hanging[],
): { parents: Map<CardId, CardId>; levels: Map<CardId, number> } {
	const candidates = new Map<CardId, CardId[]>();
	for (const { parent, child } of held) append(candidates, child, parent);
	const rank = new Map([...cards.keys()].map((id, index) => [id, index]));
	const kindOf = (id: CardId): CardKind => cards.get(id)?.kind ?? 'note';
	const parents = new Map<CardId, CardId>();
	const levels = new Map<CardId, number>();
	for (const id of order) {
		const kind = kindOf(id);
		let best: { parent: CardId; distance: number } | null = null;
		for (const parent of candidates.get(id) ?? []) {
			const restarts = rises(kind) && !rises(kindOf(parent));
			const distance = restarts ? 1 : Math.abs(levels.get(parent) ?? 0) + 1;
			const closer =
				best === null ||
				distance > best.distance ||
				(distance === best.distance && precedes(parent, best.parent, kindOf, rank));
			if (closer) best = { parent, distance };
		}
		const above = rises(kind) || (best !== null && (levels.get(best.parent) ?? 0) > 0);
		const distance = best?.distance ?? ROOT_DISTANCE[kind];
		levels.set(id, above ? distance : -distance + 0);
		if (best) parents.set(id, best.parent);
	}
	return { parents, levels };
}

function precedes(a: CardId, b: CardId, kindOf: (id: CardId) => CardKind, rank: ReadonlyMap<CardId, number>): boolean {
	const trunk = trunkRank(kindOf(b)) - trunkRank(kindOf(a));
	return trunk !== 0 ? trunk < 0 : (rank.get(a) ?? 0) < (rank.get(b) ?? 0);
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
	const list = lists.get(key);
	if (list) list.push(value);
	else lists.set(key, [value]);
}
