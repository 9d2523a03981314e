import { parseCardId, type CardId } from '#board/ids.ts';
import { isCardKind, type CardKind } from '#board/kinds.ts';
import type { BoardRights } from '#board/rights.ts';
import { keyPressed } from '../keys/keys.ts';
import { readLetterKeys } from '../keys/letter-keys.ts';
import { ListActs } from './list-acts.ts';
import { CHOSEN_KEY, type ListDesk } from './list-desk.svelte.ts';

interface Desk {
	readonly desk: ListDesk;
	readonly rights: BoardRights;
}

/**
 * What a key does in the list; null for all that stays the browser's: Tab, arrows, search, scrolling. Which keys those are stands
 * in the one table of keys. Nothing is taken off by a single key: Delete asks.
 */
export function actByKey(event: KeyboardEvent, { desk, rights }: Desk): (() => void) | null {
	const { target } = event;
	const acts = new ListActs(desk);
	const card = cardAt(target);
	const key = keyPressed(event, 'list', readLetterKeys());
	const isWriting = target instanceof HTMLElement && target.matches('textarea, input:not([type=checkbox]), select');
	// In a text too; the rest would take letters and arrows from whoever writes.
	if (key === 'undo') return () => desk.undo();
	if (key === 'redo') return () => desk.redo();
	if (key === 'leave') return leaving(desk);
	if (key === 'list-child') return card && (() => acts.addChild(card, rights));
	if (isWriting || key === null) return null;
	switch (key) {
		case 'list-up':
			return card && (() => acts.moveByKey(card, -1, rights));
		case 'list-down':
			return card && (() => acts.moveByKey(card, 1, rights));
		case 'list-remove': {
			const ids = desk.isChoosing && desk.picked.size > 0 ? [...desk.picked] : card ? [card] : [];
			return ids.length === 0 ? null : () => acts.askToRemove(ids, rights);
		}
		case 'list-add': {
			const kind = sectionAt(target) ?? 'note';
			const why = rights.add(kind);
			return why === null ? () => desk.startAdding(kind) : () => (desk.status = why);
		}
		case 'help':
			return () => (desk.isHelping = true);
		default:
			return null;
	}
}

/** Out of the open card; from the boxes to what can be done with the chosen cards, and from there out of choosing. */
function leaving(desk: ListDesk): (() => void) | null {
	const { open } = desk;
	if (open !== null) return () => desk.toggle(open);
	if (!desk.isChoosing) return null;
	const isAtBar = document.activeElement?.closest('[data-chosen-bar]') !== null;
	return desk.picked.size > 0 && !isAtBar ? () => desk.focus([CHOSEN_KEY]) : () => desk.stopChoosing();
}

const elementOf = (target: EventTarget | null): Element | null => (target instanceof Element ? target : null);

/** The card in hand: the one that holds what has the focus. */
export function cardAt(target: EventTarget | null): CardId | null {
	return parseCardId(
		elementOf(target)
			?.closest('article')
			?.id.replace(/^card-/, ''),
	);
}

function sectionAt(target: EventTarget | null): CardKind | null {
	const kind = elementOf(target)?.closest<HTMLElement>('[data-section]')?.dataset['section'];
	return isCardKind(kind) ? kind : null;
}
