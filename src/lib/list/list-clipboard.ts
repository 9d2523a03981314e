import { addCards, type NewCard, type NewLink } from '#board/edit-cards.ts';
import type { CardId } from '#board/ids.ts';
import { LIST_LINES_MAX, readList, textOfCards } from '#board/list-text.ts';
import { plantList } from '#board/plant-list.ts';
import type { BoardRights } from '#board/rights.ts';
import { m } from '#i18n/compiled/messages.js';
import type { ListDesk } from './list-desk.svelte.ts';
import { cardAt } from './list-keys.ts';

/** Page units between what stands and what is pasted below it. */
const GAP = 160;

/**
 * Copies the chosen cards, or the one in hand, as the indented list that any program can read and that pasting makes a tree of
 * again. False where words are selected, which the browser copies.
 */
export function copyCards(event: ClipboardEvent, desk: ListDesk): boolean {
	if (isField(event.target) || !(document.getSelection()?.isCollapsed ?? true)) return false;
	const card = cardAt(event.target);
	const ids = desk.picked.size > 0 ? [...desk.picked] : card ? [card] : [];
	if (ids.length === 0) return false;
	event.clipboardData?.setData('text/plain', textOfCards(desk.list.current, ids));
	desk.status = m.board_said_copied({ count: ids.length });
	return true;
}

/** Makes cards and links of an indented or bulleted text, under the card in hand; any other text becomes one note. */
export function pasteCards(event: ClipboardEvent, desk: ListDesk, rights: BoardRights): boolean {
	if (isField(event.target)) return false;
	const text = event.clipboardData?.getData('text/plain').trim() ?? '';
	if (text === '') return false;
	const under = cardAt(event.target);
	const lines = readList(text) ?? [{ text, under: null }];
	const tied = under !== null && rights.link(under, null) !== null;
	const planted =
		tied || lines.length > LIST_LINES_MAX
			? null
			: plantList(desk.list.current, lines, {
					under,
					mayAdd: (kind) => rights.add(kind) === null,
					makeId: () => desk.makeId(),
				});
	if (planted === null) desk.status = m.list_not_pasted();
	else put(desk, planted, under);
	return true;
}

function put(
	desk: ListDesk,
	{ cards, links }: { readonly cards: readonly NewCard[]; readonly links: readonly NewLink[] },
	under: CardId | null,
): void {
	const standing = [...desk.list.current.cards.values()];
	const foot = Math.max(0, ...standing.map(({ pos, size }) => pos[1] + size[1]));
	const top = Math.min(...cards.map(({ pos }) => pos[1]));
	// On a card they lie around it; by themselves below all that stands, so that they cover nothing.
	const down = under === null && standing.length > 0 ? foot + GAP - top : 0;
	const placed = cards.map((card): NewCard => ({ ...card, pos: [card.pos[0], card.pos[1] + down] }));
	desk.tell(addCards(desk.doc, placed, links), m.list_did_paste({ count: placed.length }));
}

const isField = (target: EventTarget | null) =>
	target instanceof HTMLElement && target.matches('textarea, input:not([type=checkbox]), select');
