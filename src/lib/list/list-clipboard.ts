import { addCards, type NewCard, type NewLink } from '#board/edit-cards.ts';
import type { Position } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import { LIST_LINES_MAX, readList, textOfCards } from '#board/list-text.ts';
import { plantList } from '#board/plant-list.ts';
import type { BoardRights } from '#board/rights.ts';
import { m } from '#i18n/compiled/messages.js';
import { COPIED_FORMAT, copyOf, pasteOf, readCopied } from '../acts/copied-cards.ts';
import type { ListDesk } from './list-desk.svelte.ts';
import { cardAt } from './list-keys.ts';

/** Page units between what stands and what is pasted below it. */
const GAP = 160;

/**
 * Copies the chosen cards, or the one in hand: as they are, for another table, and as the indented list that any program can read
 * and that pasting on a card hangs under it. False where words are selected, which the browser copies.
 */
export function copyCards(event: ClipboardEvent, desk: ListDesk): boolean {
	if (isField(event.target) || !(document.getSelection()?.isCollapsed ?? true)) return false;
	const card = cardAt(event.target);
	const ids = desk.picked.size > 0 ? [...desk.picked] : card ? [card] : [];
	if (ids.length === 0) return false;
	event.clipboardData?.setData('text/plain', textOfCards(desk.list.current, ids));
	event.clipboardData?.setData(COPIED_FORMAT, JSON.stringify(copyOf(desk.list.current, ids)));
	desk.status = m.board_said_copied({ count: ids.length });
	return true;
}

/**
 * Makes cards and links of an indented or bulleted text, under the card in hand; any other text becomes one note. Where no card is
 * in hand, cards copied here or at another table come with their kinds, places and links. `closed` says why nothing can be pasted.
 */
export function pasteCards(event: ClipboardEvent, desk: ListDesk, rights: BoardRights, closed: string | null): boolean {
	if (isField(event.target)) return false;
	const text = event.clipboardData?.getData('text/plain').trim() ?? '';
	const under = cardAt(event.target);
	const copied = under === null ? readCopied(event.clipboardData?.getData(COPIED_FORMAT) ?? '') : null;
	if (text === '' && copied === null) return false;
	if (closed !== null) {
		desk.status = closed;
		return true;
	}
	if (copied) {
		const mayAdd = (kind: CardKind) => rights.add(kind) === null;
		const place = (): Position => [0, footOf(desk) + GAP];
		const { cards, links, leftOut } = pasteOf(copied, { mayAdd, makeId: () => desk.makeId(), place });
		const stayed = leftOut > 0 ? [m.lock_not_copied({ count: leftOut })] : [];
		if (cards.length === 0) desk.status = stayed.join(' ');
		else
			desk.tell(
				addCards(desk.doc, cards, links),
				[m.list_did_paste_copied({ count: cards.length }), ...stayed].join(' '),
			);
		return true;
	}
	const lines = readList(text) ?? [{ text, under: null }];
	const tied = under === null ? null : rights.link(under, null);
	const planted =
		tied !== null || lines.length > LIST_LINES_MAX
			? null
			: plantList(desk.list.current, lines, {
					under,
					mayAdd: (kind) => rights.add(kind) === null,
					makeId: () => desk.makeId(),
				});
	if (planted === null) desk.status = tied ?? m.list_not_pasted();
	else put(desk, planted, under);
	return true;
}

function put(
	desk: ListDesk,
	{ cards, links }: { readonly cards: readonly NewCard[]; readonly links: readonly NewLink[] },
	under: CardId | null,
): void {
	const top = Math.min(...cards.map(({ pos }) => pos[1]));
	// On a card they lie around it; by themselves below all that stands, so that they cover nothing.
	const down = under === null && desk.list.current.cards.size > 0 ? footOf(desk) + GAP - top : 0;
	const placed = cards.map((card): NewCard => ({ ...card, pos: [card.pos[0], card.pos[1] + down] }));
	desk.tell(addCards(desk.doc, placed, links), m.list_did_paste({ count: placed.length }));
}

const footOf = (desk: ListDesk): number =>
	Math.max(0, ...[...desk.list.current.cards.values()].map(({ pos, size }) => pos[1] + size[1]));

const isField = (target: EventTarget | null) =>
	target instanceof HTMLElement && target.matches('textarea, input:not([type=checkbox]), select');
