import { screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { addLinkedCard, cardText, markGone, setKind } from '#board/edit-cards.ts';
import { m } from '#i18n/compiled/messages.js';
import { idsFrom, JALISCO } from '../board/support/boards.ts';
import { faultsFound } from './axe.ts';
import { editName, openList, press, settled, status } from './list-harness.ts';

const { cards } = JALISCO;
const button = (count: number) => (count === 0 ? m.list_changes() : m.list_changes_count({ count }));
const summary = () =>
	document.getElementById(
		screen.getByRole('button', { name: /^What changed|^Qué cambió/ }).getAttribute('aria-controls') ?? '',
	);

describe('what changed since I looked', () => {
	test('the count grows without a word, and the summary says what others did, with links', async () => {
		const { ben, ids, meet } = openList();
		expect(screen.getByRole('button', { name: button(0) })).toBeTruthy();
		const fresh = idsFrom(77);
		addLinkedCard(ben, ids.problem, { id: fresh(), kind: 'cause', text: 'Nadie compara los salarios' });
		cardText(ben, ids.care)?.insert(0, 'Hoy, ');
		setKind(ben, ids.reports, 'note');
		markGone(ben, [ids.registry]);
		await meet();
		expect(status()).toBe('');
		await press(button(4));
		const text = summary()?.textContent ?? '';
		for (const words of [
			m.list_changed_added({ count: 1 }),
			m.list_changed_reworded({ count: 1 }),
			m.list_changed_kind({ count: 1 }),
			m.list_changed_removed({ count: 1 }),
		]) {
			expect(text).toContain(words);
		}
		const link = within(summary() ?? document.body).getByRole('link', { name: 'Nadie compara los salarios' });
		expect(link.getAttribute('href')).toMatch(/^#card-/);
		expect(document.activeElement?.textContent?.trim()).toBe(m.list_changes_title());
		expect(await faultsFound()).toEqual([]);
		await press(m.list_changes_seen());
		expect(screen.getByRole('button', { name: button(0) })).toBe(document.activeElement);
	});

	test('what I do myself is not news to me; what another did to the same tree still is', async () => {
		const { ben, ids, meet } = openList();
		cardText(ben, ids.care)?.insert(0, 'Hoy, ');
		await meet();
		await press(editName(cards.inspection[1]));
		await press(m.list_remove());
		expect(screen.getByRole('button', { name: button(1) })).toBeTruthy();
	});

	test('a card that was added and taken off again before I looked is no news', async () => {
		const { ben, ids, meet } = openList();
		const id = idsFrom(78)();
		addLinkedCard(ben, ids.problem, { id, kind: 'cause', text: 'Un error' });
		await meet();
		markGone(ben, [id]);
		await meet();
		expect(screen.getByRole('button', { name: button(0) })).toBeTruthy();
	});

	test('who had the card open as its words changed is named', async () => {
		const { ben, ids, meet, rerender } = openList();
		await rerender({ writers: new Map([[ids.care, ['Ben']]]) });
		cardText(ben, ids.care)?.insert(0, 'Hoy, ');
		await meet();
		await press(button(1));
		expect(summary()?.textContent).toContain(m.list_changed_by({ names: 'Ben' }));
	});

	test('a device of one’s own knows on the next visit what was seen, and keeps no words', async () => {
		let kept: string | null = null;
		const seenStore = { read: () => kept, write: (text: string) => void (kept = text) };
		const first = openList({ seenStore });
		first.unmount();
		await settled();
		expect(kept).not.toBeNull();
		expect(kept).not.toContain('cuidado');
		const { ben, ids, meet } = openList({ seenStore });
		expect(screen.getByRole('button', { name: button(0) })).toBeTruthy();
		cardText(ben, ids.care)?.insert(0, 'Hoy, ');
		await meet();
		expect(screen.getByRole('button', { name: button(1) })).toBeTruthy();
	});
});
