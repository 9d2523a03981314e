import type * as Y from 'yjs';
import { branchOf, isPinned, kindOf } from '#board/branch.ts';
import { isIndicatorType } from '#board/draft.ts';
import { isCardKind, type CardKind } from '#board/kinds.ts';
import { entryOf, indicatorsOf, linksOf } from '#board/roots.ts';
import type { CardId } from '#domain/ids.ts';
import type { BoardFacts, DocumentFacts, DraftFacts } from '#domain/permissions.ts';

/** The facts that permissions depend on, read from the document as it stands. */
export function factsOf(doc: Y.Doc, document: 'board' | 'draft' | 'own'): DocumentFacts {
	switch (document) {
		case 'board':
		case 'own':
			return { board: new StandingBoard(doc), draft: null };
		case 'draft':
			return { board: null, draft: draftFacts(doc) };
	}
}

/** The same facts, as they are once a record is of the kind that an update gives it. */
export function factsWith({ board, draft }: DocumentFacts, root: string, id: string, kind: unknown): DocumentFacts {
	return {
		board: board && {
			kindOf: (card) => (root === 'cards' && card === id && isCardKind(kind) ? kind : board.kindOf(card)),
			isInBranch: (card, top) => board.isInBranch(card, top),
			isPinned: (place, other) => board.isPinned(place, other),
		},
		draft: draft && {
			indicatorType: (other) =>
				root === 'indicators' && other === id && isIndicatorType(kind) ? kind : draft.indicatorType(other),
		},
	};
}

function draftFacts(doc: Y.Doc): DraftFacts {
	return {
		indicatorType(id) {
			const type: unknown = entryOf(indicatorsOf(doc), id)?.get('type');
			return isIndicatorType(type) ? type : null;
		},
	};
}

/** A branch is walked once and kept until a link, a merge or a counterpart changes anywhere, so a keystroke costs a look into a set. */
class StandingBoard implements BoardFacts {
	readonly #doc: Y.Doc;
	readonly #branches = new Map<CardId, ReadonlySet<CardId>>();

	constructor(doc: Y.Doc) {
		this.#doc = doc;
		const links = linksOf(doc);
		doc.on('afterTransaction', ({ changed }: Y.Transaction) => {
			if (this.#branches.size === 0) return;
			for (const [type, keys] of changed) {
				if (Object.is(type, links) || keys.has('into') || keys.has('mirrors')) this.#branches.clear();
			}
		});
	}

	kindOf(card: CardId): CardKind | null {
		return kindOf(this.#doc, card);
	}

	isInBranch(card: CardId, root: CardId): boolean {
		let branch = this.#branches.get(root);
		if (branch === undefined) {
			branch = branchOf(this.#doc, root);
			this.#branches.set(root, branch);
		}
		return branch.has(card);
	}

	isPinned(root: 'cards' | 'drawings', id: string): boolean {
		return isPinned(this.#doc, root, id);
	}
}
