import { parseCardId, type CardId } from '#board/ids.ts';
import { isCardKind, type CardKind } from '#board/kinds.ts';
import type { BoardRights } from '#board/rights.ts';
import { ListActs } from './list-acts.ts';
import { CHOSEN_KEY, type ListDesk } from './list-desk.svelte.ts';

interface Desk {
	readonly desk: ListDesk;
	readonly rights: BoardRights;
	readonly letterKeys: boolean;
	readonly onhelp: (() => void) | undefined;
}

/**
 * What a key does in the list; null for all that stays the browser's: Tab, arrows, search, scrolling. Nothing is taken off by
 * a single key: Delete asks.
 */
export function actByKey(event: KeyboardEvent, { desk, rights, letterKeys, onhelp }: Desk): (() => void) | null {
	const { target, key } = event;
	const acts = new ListActs(desk);
	const isWriting = target instanceof HTMLElement && target.matches('textarea, input:not([type=checkbox]), select');
	const card = cardAt(target);
	const isChord = (event.ctrlKey || event.metaKey) && !event.altKey;
	if (isChord && key === 'Enter' && card) return () => acts.addChild(card, rights);
	if (key === 'Escape') return leaving(desk);
	if (isWriting || isChord) return null;
	if (event.altKey) {
		if (card && key === 'ArrowUp') return () => acts.moveByKey(card, -1, rights);
		if (card && key === 'ArrowDown') return () => acts.moveByKey(card, 1, rights);
		return null;
	}
	if (key === 'Delete') {
		if (desk.isChoosing && desk.picked.size > 0) return () => acts.askToRemove([...desk.picked], rights);
		return card && (() => acts.askToRemove([card], rights));
	}
	if (!letterKeys || event.repeat) return null;
	if (key === '?' && onhelp) return onhelp;
	if (key.toLowerCase() !== 'n') return null;
	const kind = sectionAt(target) ?? 'note';
	return rights.add(kind) === null ? () => desk.startAdding(kind) : () => (desk.status = rights.add(kind) ?? '');
}

/** Out of the open card; from the boxes to what can be done with the chosen cards, and from there out of choosing. */
function leaving(desk: ListDesk): (() => void) | null {
	const { open } = desk;
	if (open !== null) return () => desk.toggle(open);
	if (!desk.isChoosing) return null;
	const isAtBar = document.activeElement?.closest('[data-chosen-bar]') !== null;
	return desk.picked.size > 0 && !isAtBar ? () => desk.focus([CHOSEN_KEY]) : () => desk.stopChoosing();
}

const element = (target: EventTarget | null): Element | null => (target instanceof Element ? target : null);

function cardAt(target: EventTarget | null): CardId | null {
	return parseCardId(
		element(target)
			?.closest('article')
			?.id.replace(/^card-/, ''),
	);
}

function sectionAt(target: EventTarget | null): CardKind | null {
	const kind = element(target)?.closest<HTMLElement>('[data-section]')?.dataset['section'];
	return isCardKind(kind) ? kind : null;
}
