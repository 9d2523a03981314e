import * as Y from 'yjs';
import type { BoardFacts } from '#domain/permissions.ts';
import type { CardId } from './ids.ts';
import { isCardKind, type CardKind } from './kinds.ts';
import { readLink } from './link.ts';
import { cardsOf, drawingsOf, entryOf, linksOf } from './roots.ts';

/**
 * The card and all that feeds it, straight or through others: its causes, their causes, the solutions on them. Follows links as
 * they are stored, through cards that are gone too: bringing such a card back would change the branch.
 */
export function branchOf(doc: Y.Doc, root: CardId): ReadonlySet<CardId> {
	const feeders = new Map<string, CardId[]>();
	const feeds = (from: CardId, to: string): void => {
		const known = feeders.get(to);
		if (known) known.push(from);
		else feeders.set(to, [from]);
	};
	linksOf(doc).forEach((value, id) => {
		const link = readLink(id, value);
		if (link !== null && !link.gone) feeds(link.from, link.to);
	});
	// What was merged into a card shows as that card, and its links as that card's.
	const counterparts = new Map<string, CardId>();
	cardsOf(doc).forEach((card, key) => {
		if (!(card instanceof Y.Map)) return;
		const id = key as CardId; // a key of `cards`
		const into: unknown = card.get('into');
		if (typeof into === 'string') feeds(id, into);
		// Counterparts of one card show as one, whichever of them is there.
		const mirrors: unknown = card.get('mirrors');
		if (typeof mirrors !== 'string') return;
		const first = counterparts.get(mirrors);
		if (first === undefined) counterparts.set(mirrors, id);
		else {
			feeds(id, first);
			feeds(first, id);
		}
	});
	const branch = new Set([root]);
	for (const id of branch) for (const feeder of feeders.get(id) ?? []) branch.add(feeder); // grows while it is walked
	return branch;
}

/** Null where there is no such card, or something else than a kind stands there. */
export function kindOf(doc: Y.Doc, card: CardId): CardKind | null {
	const kind: unknown = entryOf(cardsOf(doc), card)?.get('kind');
	return isCardKind(kind) ? kind : null;
}

/** True for a card or drawing that a facilitator holds in its place. */
export function isPinned(doc: Y.Doc, root: 'cards' | 'drawings', id: string): boolean {
	return entryOf(root === 'cards' ? cardsOf(doc) : drawingsOf(doc), id)?.get('pinned') === true;
}

/** The board as `mayWrite` asks about it. A branch is walked once, as it stands when it is first asked about. */
export function boardFacts(doc: Y.Doc): BoardFacts {
	const branches = new Map<CardId, ReadonlySet<CardId>>();
	return {
		kindOf: (card) => kindOf(doc, card),
		isInBranch(card, root) {
			const branch = branches.get(root) ?? branchOf(doc, root);
			branches.set(root, branch);
			return branch.has(card);
		},
		isPinned: (root, id) => isPinned(doc, root, id),
	};
}
