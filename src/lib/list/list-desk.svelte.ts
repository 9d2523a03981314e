/* eslint-disable svelte/prefer-svelte-reactivity -- sets here are replaced whole, never changed in place */
import type * as Y from 'yjs';
import { m } from '#i18n/compiled/messages.js';
import { cutText } from '#board/clean-text.ts';
import type { CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import type { Outcome } from '#board/outcome.ts';
import type { BoardRights } from '#board/rights.ts';
import type { Undo, UndoOutcome } from '#board/undo.ts';
import type { LaterPart } from './later-part.svelte.ts';
import type { ListTree } from './list-tree.svelte.ts';
import { addForm, cardPanel } from './parts.ts';

/** What a person has before them in the list: one open card at a time, and one line that says what was done last. */
export class ListDesk {
	/** The board's document. */
	readonly doc: Y.Doc;
	readonly list: ListTree;
	readonly #undo: Undo;
	readonly #newId: () => CardId;
	/** Gives the focus to the first of these controls that is there. */
	readonly #focus: (keys: readonly string[]) => void;

	/** The card whose panel is open. */
	open: CardId | null = $state(null);
	/** The section in which a card is being added. */
	adding: CardKind | null = $state(null);
	/** Each card has a box to choose it by, for what is done with several at once. */
	isChoosing = $state(false);
	/** The cards whose boxes are ticked. */
	picked: ReadonlySet<CardId> = $state.raw(new Set());
	/** The sheet of keys is open. */
	isHelping = $state(false);
	/** The cards about which it is being asked whether to take them off. */
	asking: readonly CardId[] | null = $state.raw(null);
	/** What was done last, for the polite line. Never set by a keystroke. */
	status = $state('');
	canUndo = $state(false);
	canRedo = $state(false);

	constructor(doc: Y.Doc, list: ListTree, undo: Undo, newId: () => CardId, focus: (keys: readonly string[]) => void) {
		this.doc = doc;
		this.list = list;
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
		return shortText(this.list.card(id)?.text ?? '');
	}

	makeId(): CardId {
		return this.#newId();
	}

	toggle(id: CardId): void {
		this.#undo.endBurst();
		if (this.open === id) {
			this.open = null;
			this.#focus([editKey(id)]);
		} else {
			this.openText(id);
		}
	}

	startAdding(kind: CardKind): void {
		this.adding = kind;
		this.open = null;
		this.#focusWithin(addForm, [newTextKey(kind)], () => this.adding === kind);
	}

	/** Opens a card and puts the caret into its text. */
	openText(id: CardId): void {
		this.open = id;
		this.adding = null;
		this.#focusWithin(cardPanel, [textKey(id)], () => this.open === id);
	}

	/** Gives the focus to a control in a part of the list that may still be on its way. */
	#focusWithin(part: LaterPart<unknown>, keys: readonly string[], isWanted: () => boolean): void {
		void part.ask().then(() => isWanted() && this.#focus(keys));
	}

	focus(keys: readonly string[]): void {
		this.#focus(keys);
	}

	stopAdding(): void {
		const kind = this.adding;
		this.adding = null;
		if (kind) this.#focus([addKey(kind)]);
	}

	startChoosing(): void {
		this.isChoosing = true;
		this.open = null;
		this.adding = null;
	}

	/** Ticks cards, or takes their ticks away. */
	pick(ids: Iterable<CardId>, isPicked: boolean): void {
		const changed = [...ids];
		const others = [...this.picked].filter((id) => !changed.includes(id));
		this.picked = new Set(isPicked ? [...others, ...changed] : others);
	}

	stopChoosing(): void {
		this.isChoosing = false;
		this.picked = new Set();
		this.#focus([CHOOSE_KEY]);
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

	/** Says what was done, or that it could not be. */
	tell(outcome: Outcome<unknown>, done: string): boolean {
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

export const CHOOSE_KEY = 'choose';
export const CHOSEN_KEY = 'chosen';
export const CHANGES_KEY = 'changes';
export const editKey = (id: CardId) => `edit-${id}`;
export const textKey = (id: CardId) => `text-${id}`;
export const parentKey = (id: CardId) => `parent-${id}`;
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
