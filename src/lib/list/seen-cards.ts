import type { Card } from '#board/card.ts';
import type { CardId } from '#board/ids.ts';
import { isCardKind, type CardKind } from '#board/kinds.ts';
import type { ProblemTree } from '#board/tree.ts';

/** What can have happened to a card since somebody looked; of several, each is said. */
export const CHANGE_WORDS = ['added', 'returned', 'removed', 'merged', 'reworded', 'kind', 'moved'] as const;
export type ChangeWord = (typeof CHANGE_WORDS)[number];

/** What this person saw of a card. Its words as a number, so that a device that keeps it keeps no words. */
export interface Seen {
	readonly words: number;
	readonly kind: CardKind;
	readonly parent: CardId | null;
	readonly state: 'here' | 'gone' | 'merged';
}

/** What happened to a card between two looks. */
export function difference(before: Seen | undefined, now: Seen): readonly ChangeWord[] {
	if (before === undefined) return now.state === 'here' ? ['added'] : [];
	if (now.state !== before.state)
		return [({ here: 'returned', gone: 'removed', merged: 'merged' } as const)[now.state]];
	if (now.state !== 'here') return [];
	const what: ChangeWord[] = [];
	if (now.words !== before.words) what.push('reworded');
	if (now.kind !== before.kind) what.push('kind');
	if (now.parent !== before.parent) what.push('moved');
	return what;
}

/** What there is to see now, cards that are gone or merged included. */
export function seenOf(tree: ProblemTree): Map<CardId, Seen> {
	const seen = new Map<CardId, Seen>();
	for (const card of tree.cards.values()) seen.set(card.id, seenCard(tree, card, 'here'));
	for (const [id, one] of seenAside(tree)) seen.set(id, one);
	return seen;
}

/** What there is to see of some of the cards. */
export function seenAmong(tree: ProblemTree, ids: ReadonlySet<CardId>): Map<CardId, Seen> {
	const seen = new Map<CardId, Seen>();
	const aside = new Set(ids);
	for (const id of ids) {
		const card = tree.cards.get(id);
		if (!card) continue;
		seen.set(id, seenCard(tree, card, 'here'));
		aside.delete(id);
	}
	if (aside.size > 0) for (const [id, one] of seenAside(tree)) if (aside.has(id)) seen.set(id, one);
	return seen;
}

function* seenAside(tree: ProblemTree): Iterable<[CardId, Seen]> {
	for (const cards of tree.merged.values()) for (const card of cards) yield [card.id, seenCard(tree, card, 'merged')];
	for (const card of tree.gone) yield [card.id, seenCard(tree, card, 'gone')];
}

const seenCard = (tree: ProblemTree, card: Card, state: Seen['state']): Seen => ({
	words: numberOf(card),
	kind: card.kind,
	parent: state === 'here' ? (tree.places.get(card.id)?.parent ?? null) : null,
	state,
});

export function writeSeen(seen: ReadonlyMap<CardId, Seen>): string {
	return JSON.stringify([...seen].map(([id, { words, kind, parent, state }]) => [id, words, kind, parent, state]));
}

/** What a device kept comes from outside: anything that is not what `writeSeen` writes is as good as nothing. */
export function parseSeen(text: string | null): Map<CardId, Seen> | null {
	if (text === null) return null;
	try {
		const rows: unknown = JSON.parse(text);
		if (!Array.isArray(rows)) return null;
		const seen = new Map<CardId, Seen>();
		for (const row of rows) {
			const [id, words, kind, parent, state]: unknown[] = Array.isArray(row) ? row : [];
			if (typeof id !== 'string' || typeof words !== 'number' || !isCardKind(kind)) continue;
			if (state !== 'here' && state !== 'gone' && state !== 'merged') continue;
			// Ids are only compared with ids of the board.
			seen.set(id as CardId, {
				words,
				kind,
				parent: typeof parent === 'string' ? (parent as CardId) : null,
				state,
			});
		}
		return seen;
	} catch {
		return null;
	}
}

/** FNV-1a over UTF-16 units, once a card as it reads: 32 bits tell two wordings of one card apart. */
const known = new WeakMap<Card, number>();
function numberOf(card: Card): number {
	const before = known.get(card);
	if (before !== undefined) return before;
	let hash = 0x811c9dc5;
	for (let at = 0; at < card.text.length; at++) hash = Math.imul(hash ^ card.text.charCodeAt(at), 0x01000193);
	known.set(card, hash >>> 0);
	return hash >>> 0;
}
