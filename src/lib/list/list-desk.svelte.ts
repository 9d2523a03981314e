import type * as Y from 'yjs';
import { m } from '#i18n/compiled/messages.js';
import { cutText } from '#board/clean-text.ts';
import { addCard, addLinkedCard, markGone, moveCards, restore, setKind } from '#board/edit-cards.ts';
import { linkBetween, unlink } from '#board/edit-links.ts';
import { placeLoose } from '#board/free-place.ts';
import type { CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import type { Outcome } from '#board/outcome.ts';
import type { BoardRights } from '#board/rights.ts';
import { swapWithSibling } from '#board/reorder.ts';
import type { TreeLink } from '#board/tree.ts';
import type { Undo, UndoOutcome } from '#board/undo.ts';
import { KIND_WORDS } from './kind-words.ts';
import type { ListTree } from './list-tree.svelte.ts';

/** What a person does in the list: one open card at a time, each act with one line that says what was done. */
export class ListDesk {
	readonly #doc: Y.Doc;
	readonly #list: ListTree;
	readonly #undo: Undo;
	readonly #newId: () => CardId;
	/** Gives the focus to the first of these controls that is there. */
	readonly #focus: (keys: readonly string[]) => void;

	/** The card whose panel is open. */
	open: CardId | null = $state(null);
	/** The section in which a card is being added. */
	adding: CardKind | null = $state(null);
	/** What was done last, for the polite line. Never set by a keystroke. */
	status = $state('');
	canUndo = $state(false);
	canRedo = $state(false);

	constructor(doc: Y.Doc, list: ListTree, undo: Undo, newId: () => CardId, focus: (keys: readonly string[]) => void) {
		this.#doc = doc;
		this.#list = list;
		this.#undo = undo;
		this.#newId = newId;
		this.#focus = focus;
		this.readUndo();
	}

	/** Takes note of what this person may do now. A card that somebody closed under their hands is left, with the reason. */
	follow(rights: BoardRights): void {
		const { open, adding } = this;
		if (adding !== null && rights.add(adding) !== null) this.adding = null;
		if (open === null || rights.locksOn(open).length === 0) return;
		this.open = null;
		this.status = m.lock_editing_ended({ why: rights.locksOn(open)[0]?.why ?? '' });
	}

	readUndo(): void {
		this.canUndo = this.#undo.canUndo;
		this.canRedo = this.#undo.canRedo;
	}

	/** A card's text, short enough to be named in a sentence or on a button. */
	title(id: CardId): string {
		return shortText(this.#list.card(id)?.text ?? '');
	}

	toggle(id: CardId): void {
		this.#undo.endBurst();
		if (this.open === id) {
			this.open = null;
			this.#focus([editKey(id)]);
		} else {
			this.open = id;
			this.adding = null;
			this.#focus([textKey(id)]);
		}
	}

	startAdding(kind: CardKind): void {
		this.adding = kind;
		this.open = null;
		this.#focus([newTextKey(kind)]);
	}

	stopAdding(): void {
		const kind = this.adding;
		this.adding = null;
		if (kind) this.#focus([addKey(kind)]);
	}

	/** Adds a card, tied to another or to none, and keeps the form open for the next. True where it was added. */
	add(kind: CardKind, text: string, near: CardId | null): boolean {
		const id = this.#newId();
		const outcome = near
			? addLinkedCard(this.#doc, near, { id, kind, text })
			: addCard(this.#doc, { id, kind, text, pos: placeLoose(this.#doc, kind) });
		return this.#tell(outcome, m.list_did_add({ kind: KIND_WORDS[kind](), text: shortText(text) }));
	}

	/** Adds an empty card tied to another and opens it for writing. */
	addFrom(near: CardId, kind: CardKind): void {
		const id = this.#newId();
		const done = m.list_did_add_from({ kind: KIND_WORDS[kind](), text: this.title(near) });
		if (!this.#tell(addLinkedCard(this.#doc, near, { id, kind }), done)) return;
		this.open = id;
		this.#focus([textKey(id)]);
	}

	setKind(id: CardId, kind: CardKind): void {
		this.#tell(setKind(this.#doc, id, kind), m.list_did_kind({ text: this.title(id), kind: KIND_WORDS[kind]() }));
	}

	link(a: CardId, b: CardId): void {
		const done = m.list_did_link({ text: this.title(a), other: this.title(b) });
		this.#tell(linkBetween(this.#doc, a, b), done);
		this.#focus([linkKey(a)]);
	}

	unlink(id: CardId, link: TreeLink): void {
		const done = m.list_did_unlink({ text: this.title(link.from), other: this.title(link.to) });
		this.#tell(unlink(this.#doc, link.id), done);
		this.#focus([linkKey(id)]);
	}

	move(id: CardId, siblings: readonly CardId[], step: -1 | 1): void {
		const moves = swapWithSibling(this.#list.structure, siblings, id, step);
		if (moves.length === 0) return;
		const place = siblings.indexOf(id) + step + 1;
		const done = m.list_did_move({ text: this.title(id), place, total: siblings.length });
		this.#tell(moveCards(this.#doc, moves), done);
		this.#focus([moveKey(id, step), moveKey(id, step === 1 ? -1 : 1)]);
	}

	/** Takes a card off; the focus goes to its neighbour, then to its section. */
	remove(id: CardId, siblings: readonly CardId[]): void {
		const card = this.#list.card(id);
		if (!card) return;
		const index = siblings.indexOf(id);
		const near = [siblings[index + 1], siblings[index - 1]].flatMap((other) => (other ? [editKey(other)] : []));
		const done = m.list_did_remove({ text: this.title(id) });
		if (this.#tell(markGone(this.#doc, [id]), done)) this.open = null;
		this.#focus([...near, addKey(card.kind)]);
	}

	restore(id: CardId, text: string): void {
		this.#tell(restore(this.#doc, [id]), m.list_did_restore({ text: shortText(text) }));
		this.#focus([editKey(id)]);
	}

	undo(): void {
		this.#tellUndo(this.#undo.undo(), m.list_did_undo());
	}

	redo(): void {
		this.#tellUndo(this.#undo.redo(), m.list_did_redo());
	}

	/** Somebody else took off the card that is open here. */
	loseOpenCard(): void {
		this.open = null;
		this.status = m.list_open_card_gone();
	}

	#tell(outcome: Outcome<unknown>, done: string): boolean {
		this.status = outcome.ok ? done : m.list_not_done();
		return outcome.ok;
	}

	#tellUndo(outcome: UndoOutcome, done: string): void {
		switch (outcome) {
			case 'done':
				this.status = done;
				break;
			case 'others-wrote':
				this.status = m.list_others_wrote();
				break;
			case 'closed':
				this.status = m.lock_undo_closed();
				break;
			case 'nothing':
				this.status = m.list_nothing_to_undo();
				break;
		}
	}
}

export const editKey = (id: CardId) => `edit-${id}`;
export const textKey = (id: CardId) => `text-${id}`;
export const linkKey = (id: CardId) => `link-${id}`;
export const moveKey = (id: CardId, step: -1 | 1) => `${step === 1 ? 'down' : 'up'}-${id}`;
export const lockKey = (id: CardId) => `lock-${id}`;
export const liftKey = (id: CardId, kind: 'card' | 'branch') => `lift-${kind}-${id}`;
export const addKey = (kind: CardKind) => `add-${kind}`;
export const newTextKey = (kind: CardKind) => `new-${kind}`;

const SHORT = 60; // characters: enough to recognise a card by

export function shortText(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line === '') return m.list_no_text();
	return line.length <= SHORT ? line : `${cutText(line, SHORT).trimEnd()}…`;
}
