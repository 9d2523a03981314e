import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick, type ComponentProps } from 'svelte';
import { beforeAll } from 'vitest';
import type { CardId } from '#board/ids.ts';
import { createUndo } from '#board/undo.ts';
import { m } from '#i18n/compiled/messages.js';
import { fetchAllParts } from '$lib/list/parts.ts';
import TreeList from '$lib/list/tree-list.svelte';
import { boardOf, docOf, idsFrom, JALISCO, sync } from '../board/support/boards.ts';
import { teachDialogs } from './table-harness.ts';

// jsdom lays nothing out, so it has nothing to scroll.
Element.prototype.scrollIntoView = () => {};
teachDialogs();

// A page that has been open for a while has fetched them.
beforeAll(() => fetchAllParts());

/** Ana works in the list; Ben sits at another device. */
export function openList(props: Partial<ComponentProps<typeof TreeList>> = {}) {
	const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
	const ben = docOf(2);
	const meet = async () => {
		sync(doc, ben);
		await settled();
	};
	const opened: (CardId | null)[] = [];
	const undo = createUndo(doc);
	const view = render(TreeList, {
		doc,
		undo,
		newId: idsFrom(500),
		onopen: (card) => void opened.push(card),
		...props,
	});
	sync(doc, ben);
	return { doc, ben, ids, meet, opened, ...view };
}

/** The focus is given once the page is drawn, one turn after the act. */
export async function settled(): Promise<void> {
	await tick();
	await tick();
	await tick();
}

export const press = async (name: string | RegExp, within_: HTMLElement = document.body) => {
	await fireEvent.click(within(within_).getByRole('button', { name }));
	await settled();
};
/** The line that says what was done; parts of an open card may have one of their own. */
export const status = () => screen.getAllByRole('status')[0]?.textContent;
export const article = (id: CardId) => {
	const found = document.getElementById(`card-${id}`);
	if (!found) throw new Error('the card is not in the list');
	return found;
};
export const editName = (text: string) => m.list_edit_card({ text });
export const listed = () => [...document.querySelectorAll('article')].map((card) => card.id.replace('card-', ''));
export const focused = () =>
	document.activeElement instanceof HTMLElement ? document.activeElement.dataset['focus'] : null;
