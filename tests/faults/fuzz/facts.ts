import type * as Y from 'yjs';
import { isIndicatorType } from '#board/draft.ts';
import { isCardKind } from '#board/kinds.ts';
import { readLink } from '#board/link.ts';
import { cardsOf, drawingsOf, entryOf, indicatorsOf, linksOf } from '#board/roots.ts';
import type { CardId } from '#domain/ids.ts';
import type { DocumentFacts, DocumentTarget } from '#domain/permissions.ts';

/** What permissions depend on, read from a copy: by a walk of its own, not by that of the house. */
export function factsIn(doc: Y.Doc, target: DocumentTarget): DocumentFacts {
	if (target.document === 'draft') {
		return {
			board: null,
			draft: {
				indicatorType(id) {
					const type: unknown = entryOf(indicatorsOf(doc), id)?.get('type');
					return isIndicatorType(type) ? type : null;
				},
			},
		};
	}
	return {
		draft: null,
		board: {
			kindOf(card) {
				const kind: unknown = entryOf(cardsOf(doc), card)?.get('kind');
				return isCardKind(kind) ? kind : null;
			},
			isInBranch: (card, root) => branchOf(doc, root).has(card),
			isPinned: (root, id) =>
				entryOf(root === 'cards' ? cardsOf(doc) : drawingsOf(doc), id)?.get('pinned') === true,
		},
	};
}

/** The facts once a record is of another kind. */
export function factsWith({ board, draft }: DocumentFacts, root: string, id: string, kind: unknown): DocumentFacts {
	return {
		board: board && {
			...board,
			kindOf: (card) => (root === 'cards' && card === id && isCardKind(kind) ? kind : board.kindOf(card)),
		},
		draft: draft && {
			indicatorType: (other) =>
				root === 'indicators' && other === id && isIndicatorType(kind) ? kind : draft.indicatorType(other),
		},
	};
}

/** The card and all that feeds it, straight or through others; what was merged into a card is part of it. */
function branchOf(doc: Y.Doc, root: CardId): ReadonlySet<string> {
	const found = new Set<string>([root]);
	const links = [...linksOf(doc).entries()].flatMap(([id, value]) => readLink(id, value) ?? []);
	const merges = [...cardsOf(doc).keys()].map((id) => ({ from: id, to: entryOf(cardsOf(doc), id)?.get('into') }));
	for (const card of found) {
		for (const { from, to, gone } of links) if (to === card && !gone) found.add(from);
		for (const { from, to } of merges) if (to === card) found.add(from);
	}
	return found;
}
