import { m } from '#i18n/compiled/messages.js';
import { addCard, addLinkedCard, markGone, moveCards, restore, setKind } from '#board/edit-cards.ts';
import { linkBetween, unlink } from '#board/edit-links.ts';
import { placeLoose } from '#board/free-place.ts';
import type { CardId } from '#board/ids.ts';
import { CHILD_KINDS, type CardKind } from '#board/kinds.ts';
import { siblingsIn } from '#board/outline.ts';
import { layoutTree } from '#board/layout.ts';
import { setPinned } from '#board/pin.ts';
import { swapWithSibling } from '#board/reorder.ts';
import type { BoardRights } from '#board/rights.ts';
import { duplicateCards, moveUnder } from '#board/several.ts';
import type { TreeLink } from '#board/tree.ts';
import { KIND_WORDS } from './kind-words.ts';
import {
	addKey,
	CHOOSE_KEY,
	CHOSEN_KEY,
	editKey,
	linkKey,
	moveKey,
	parentKey,
	shortText,
	type ListDesk,
} from './list-desk.svelte.ts';

/** What a person does to the tree from the list: each act one step of undo, with one line that says what was done. */
export class ListActs {
	readonly #desk: ListDesk;

	constructor(desk: ListDesk) {
		this.#desk = desk;
	}

	/** Adds a card, tied to another or to none, and keeps the form open for the next. True where it was added. */
	add(kind: CardKind, text: string, near: CardId | null): boolean {
		const id = this.#desk.makeId();
		const outcome = near
			? addLinkedCard(this.#desk.doc, near, { id, kind, text })
			: addCard(this.#desk.doc, { id, kind, text, pos: placeLoose(this.#desk.doc, kind) });
		return this.#desk.tell(outcome, m.list_did_add({ kind: KIND_WORDS[kind](), text: shortText(text) }));
	}

	/** Adds an empty card tied to another and opens it for writing. */
	addFrom(near: CardId, kind: CardKind): void {
		const id = this.#desk.makeId();
		const done = m.list_did_add_from({ kind: KIND_WORDS[kind](), text: this.#desk.title(near) });
		if (this.#desk.tell(addLinkedCard(this.#desk.doc, near, { id, kind }), done)) this.#desk.openText(id);
	}

	/** Adds the usual card under this one: a cause of a problem, an effect of an effect. */
	addChild(near: CardId, rights: BoardRights): void {
		const card = this.#desk.list.card(near);
		if (!card) return;
		const why = rights.link(near, null);
		const kinds = CHILD_KINDS[card.kind];
		const kind = kinds.find((one) => rights.add(one) === null);
		if (why === null && kind) return this.addFrom(near, kind);
		const [usual] = kinds;
		this.#desk.status = why ?? (usual && rights.add(usual)) ?? m.list_not_done();
	}

	setKind(id: CardId, kind: CardKind): void {
		this.#desk.tell(
			setKind(this.#desk.doc, id, kind),
			m.list_did_kind({ text: this.#desk.title(id), kind: KIND_WORDS[kind]() }),
		);
	}

	link(a: CardId, b: CardId): void {
		const done = m.list_did_link({ text: this.#desk.title(a), other: this.#desk.title(b) });
		this.#desk.tell(linkBetween(this.#desk.doc, a, b), done);
		this.#desk.focus([linkKey(a)]);
	}

	unlink(id: CardId, link: TreeLink): void {
		const done = m.list_did_unlink({ text: this.#desk.title(link.from), other: this.#desk.title(link.to) });
		this.#desk.tell(unlink(this.#desk.doc, link.id), done);
		this.#desk.focus([linkKey(id)]);
	}

	move(id: CardId, siblings: readonly CardId[], step: -1 | 1): void {
		const moves = swapWithSibling(this.#desk.list.structure, siblings, id, step);
		if (moves.length === 0) return;
		const place = siblings.indexOf(id) + step + 1;
		const done = m.list_did_move({ text: this.#desk.title(id), place, total: siblings.length });
		this.#desk.tell(moveCards(this.#desk.doc, moves), done);
		this.#desk.focus([moveKey(id, step), moveKey(id, step === 1 ? -1 : 1), editKey(id)]);
	}

	/** The same by key, where the list that the card stands in has to be found. */
	moveByKey(id: CardId, step: -1 | 1, rights: BoardRights): void {
		const siblings = siblingsIn(this.#desk.list.outline, id)?.siblings ?? [];
		const why = siblings.map((one) => rights.move(one)).find((one) => one !== null) ?? null;
		if (why !== null) this.#desk.status = why;
		else this.move(id, siblings, step);
	}

	/** Hangs a card with its branch under another; with null it stands alone. */
	moveUnder(id: CardId, parent: CardId | null): void {
		const text = this.#desk.title(id);
		const done =
			parent === null
				? m.list_did_move_loose({ text })
				: m.list_did_move_under({ text, other: this.#desk.title(parent) });
		this.#desk.tell(moveUnder(this.#desk.doc, this.#desk.list.current, id, parent), done);
		this.#desk.focus([parentKey(id), editKey(id)]);
	}

	/** Copies a card; the copy stands alone, and its text opens for writing. */
	duplicate(id: CardId): void {
		const outcome = duplicateCards(this.#desk.doc, [id], () => this.#desk.makeId());
		const [copy] = outcome.ok ? outcome.value : [];
		if (this.#desk.tell(outcome, m.list_did_duplicate({ text: this.#desk.title(id) })) && copy)
			this.#desk.openText(copy);
	}

	/** Asks before cards are taken off by a key, which may have been a slip. */
	askToRemove(ids: readonly CardId[], rights: BoardRights): void {
		const free = ids.filter((id) => rights.card(id) === null);
		const [first] = ids;
		if (free.length > 0) this.#desk.asking = free;
		else if (first) this.#desk.status = rights.card(first) ?? '';
	}

	/** Takes several off, by one act; the focus goes to the first card that stays. */
	removeAll(ids: readonly CardId[]): void {
		const [first] = ids;
		if (first && ids.length === 1 && !this.#desk.isChoosing) {
			return this.remove(first, siblingsIn(this.#desk.list.outline, first)?.siblings ?? [first]);
		}
		if (!this.#desk.tell(markGone(this.#desk.doc, ids), m.list_did_remove_all({ count: ids.length }))) return;
		this.#desk.pick(ids, false);
		this.#desk.focus([CHOSEN_KEY, CHOOSE_KEY]);
	}

	/** Takes a card off; the focus goes to its neighbour, then to its section. */
	remove(id: CardId, siblings: readonly CardId[]): void {
		const card = this.#desk.list.card(id);
		if (!card) return;
		const index = siblings.indexOf(id);
		const near = [siblings[index + 1], siblings[index - 1]].flatMap((other) => (other ? [editKey(other)] : []));
		const done = m.list_did_remove({ text: this.#desk.title(id) });
		if (this.#desk.tell(markGone(this.#desk.doc, [id]), done)) this.#desk.open = null;
		this.#desk.focus([...near, addKey(card.kind)]);
	}

	restore(id: CardId, text: string): void {
		this.#desk.tell(restore(this.#desk.doc, [id]), m.list_did_restore({ text: shortText(text) }));
		this.#desk.focus([editKey(id)]);
	}

	/** Holds a card in its place on the canvas, or lets it go. */
	pin(id: CardId, isPinned: boolean): void {
		const text = this.#desk.title(id);
		this.#desk.tell(
			setPinned(this.#desk.doc, [id], isPinned),
			isPinned ? m.list_did_pin({ text }) : m.list_did_unpin({ text }),
		);
	}

	/** Lays the canvas out as the list reads, as one act; what may not move stays. */
	tidy(rights: BoardRights): void {
		const tree = this.#desk.list.current;
		const moves = [...layoutTree(tree)].filter(([id]) => tree.cards.has(id) && rights.move(id) === null);
		this.#desk.tell(moveCards(this.#desk.doc, moves), m.board_said_tidied());
	}
}
