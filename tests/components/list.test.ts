import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardText, markGone, moveCard, setKind } from '#board/edit-cards.ts';
import { linkId, type CardId } from '#board/ids.ts';
import { readTree } from '#board/read-tree.ts';
import { ALL_RIGHTS, type BoardRights, type CardLock } from '#board/rights.ts';
import { createUndo } from '#board/undo.ts';
import { m } from '#i18n/compiled/messages.js';
import TreeList from '$lib/list/tree-list.svelte';
import { boardOf, idsFrom, JALISCO } from '../board/support/boards.ts';
import { faultsFound } from './axe.ts';
import { article, editName, focused, listed, openList, press, settled, status } from './list-harness.ts';

describe('reading the tree as a list', () => {
	test('each card stands once, under headings that follow the tree from top to bottom', async () => {
		const { ids } = openList();
		expect(screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent.trim())).toEqual([
			m.list_effects(),
			m.list_problems(),
			m.list_causes(),
			m.list_solutions(),
			m.list_notes(),
		]);
		expect(listed().toSorted()).toEqual(Object.values(ids).toSorted());
		const under = article(ids.unpublished).parentElement?.querySelector('ul');
		expect(under?.contains(article(ids.registry))).toBe(true);
		expect(await faultsFound()).toEqual([]);
	});

	test('[W7] the address of one card, as a printed code has it, brings the focus there; no other address does', async () => {
		const { ids, unmount } = openList();
		unmount();
		location.hash = `#card-${ids.registry}`;
		openList();
		await settled();
		expect(document.activeElement?.id).toBe(`card-${ids.registry}`);
		location.hash = '';
	});

	test('what a card feeds besides is a link to that card', () => {
		const { ids } = openList();
		const link = within(article(ids.registry)).getByRole('link', { name: JALISCO.cards.inspection[1] });
		expect(link.getAttribute('href')).toBe(`#card-${ids.inspection}`);
		expect(article(ids.registry).textContent).toContain(m.list_also_feeds());
	});

	test('a chosen card says which decision chose it', () => {
		const { ids } = boardOf(JALISCO.cards, JALISCO.links);
		openList({ chosen: new Map([[ids.care, 'Elegida en la ronda 3']]) });
		expect(article(ids.care).textContent).toContain('Elegida en la ronda 3');
	});

	test('a locked board says who closed it, and offers nothing to write with', async () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		markGone(doc, [ids.care]);
		render(TreeList, { doc, undo: createUndo(doc), newId: idsFrom(1), readOnly: 'Marta cerró el tablero.' });
		expect(screen.getByText('Marta cerró el tablero.')).toBeTruthy();
		expect(screen.getAllByRole('button').map((button) => button.textContent.trim())).toEqual([m.list_changes()]);
		expect(screen.getByRole('heading', { name: m.list_gone({ count: 1 }) })).toBeTruthy();
		expect(await faultsFound()).toEqual([]);
	});

	test('a closed card says who closed it and offers nothing to write with; its branch says so on each card, folded', async () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const branch = { kind: 'branch', card: ids.unpublished } as const;
		const locks = new Map<CardId, CardLock>([
			[ids.unpublished, { target: branch, why: 'Marta cerró esta rama.', through: null }],
			[ids.registry, { target: branch, why: 'Marta cerró la otra.', through: JALISCO.cards.unpublished[1] }],
		]);
		const why = (id: CardId | null) => (id && locks.get(id)?.why) ?? null;
		const rights: BoardRights = {
			...{ ...ALL_RIGHTS, card: why, move: why, kind: why },
			link: (a, b) => why(a) ?? why(b),
			locksOn: (id) => [locks.get(id)].filter((held) => held !== undefined),
		};
		const asked: string[] = [];
		const locking = {
			close: (card: CardId) => void asked.push(`close ${card}`),
			open: (held: CardLock) => void asked.push(`open ${held.target.card}`),
		};
		const props = { doc, undo: createUndo(doc), newId: idsFrom(1), rightsOn: () => rights };
		const { rerender } = render(TreeList, props);
		const [root, covered] = [article(ids.unpublished), article(ids.registry)];
		expect(root.textContent).toContain('Marta cerró esta rama.');
		expect(within(covered).getByText(m.lock_part_of({ text: JALISCO.cards.unpublished[1] }))).toBeTruthy();
		expect(covered.querySelector('details')?.textContent).toContain('Marta cerró la otra.');
		expect(within(root).queryAllByRole('button')).toEqual([]);
		expect(within(covered).queryAllByRole('button')).toEqual([]);
		expect(screen.getByRole('button', { name: editName(JALISCO.cards.care[1]) })).toBeTruthy();
		expect(await faultsFound()).toEqual([]);

		await rerender({ ...props, locking });
		await press(m.lock_open_branch({ text: JALISCO.cards.unpublished[1] }));
		await press(m.lock_close_card({ text: JALISCO.cards.care[1] }));
		expect(asked).toEqual([`open ${ids.unpublished}`, `close ${ids.care}`]);
	});

	test('a lock that falls on the card that is open here closes it, with the reason; nothing else is lost', async () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const props = { doc, undo: createUndo(doc), newId: idsFrom(1) };
		const { rerender } = render(TreeList, props);
		await press(editName(JALISCO.cards.care[1]));
		const held: CardLock = { target: { kind: 'card', card: ids.care }, why: 'Marta la cerró.', through: null };
		const locksOn = (id: CardId) => (id === ids.care ? [held] : []);
		await rerender({ ...props, rightsOn: () => ({ ...ALL_RIGHTS, locksOn }) });
		await settled();
		expect(screen.queryByLabelText(m.list_text())).toBeNull();
		expect(status()).toBe(m.lock_editing_ended({ why: 'Marta la cerró.' }));
	});

	test('F27 a damaged card is said to be missing, and the others show', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const record = doc.getMap('cards').get(ids.care);
		if (record instanceof Y.Map) record.set('kind', 'manifesto');
		render(TreeList, { doc, undo: createUndo(doc), newId: idsFrom(1) });
		expect(screen.getByText(m.list_set_aside({ count: 1 }))).toBeTruthy();
		expect(listed()).toHaveLength(7);
	});

	test('what others do shows at once, and no one’s status speaks of it', async () => {
		const { ben, ids, meet } = openList();
		cardText(ben, ids.care)?.insert(0, 'Hoy, ');
		setKind(ben, ids.reports, 'note');
		await meet();
		expect(article(ids.care).textContent).toContain('Hoy, El cuidado');
		expect(article(ids.reports).textContent).toContain(m.ui_kind_note());
		expect(status()).toBe('');
	});
});

describe('working in the list by keyboard', () => {
	test('the caret stays where somebody types in the middle of a text', async () => {
		openList();
		await press(editName(JALISCO.cards.care[1]));
		const field = screen.getByLabelText<HTMLTextAreaElement>(m.list_text());
		field.setRangeText('¡', 0, 0, 'end');
		await fireEvent.input(field);
		await settled();
		expect([field.selectionStart, field.selectionEnd]).toEqual([1, 1]);
	});

	test('a cause is added to the problem, and the form stays open for the next', async () => {
		const { doc, ids } = openList();
		await press(m.list_add_cause());
		const field = screen.getByLabelText(m.list_new_text());
		expect(document.activeElement).toBe(field);
		await fireEvent.input(field, { target: { value: '  Tres inspectoras para 40 municipios ' } });
		await fireEvent.keyDown(field, { key: 'Enter' });
		await settled();
		const added = [...readTree(doc).cards.values()].find((card) => card.text.startsWith('Tres'));
		expect(added?.text).toBe('Tres inspectoras para 40 municipios');
		expect(added && readTree(doc).places.get(added.id)?.parent).toBe(ids.problem);
		expect(status()).toBe(m.list_did_add({ kind: m.ui_kind_cause(), text: 'Tres inspectoras para 40 municipios' }));
		expect(field).toHaveProperty('value', '');
		expect(await faultsFound()).toEqual([]);
		await fireEvent.keyDown(field, { key: 'Escape' });
		await settled();
		expect(focused()).toBe('add-cause');
	});

	test('an empty text adds nothing; Shift and Enter start a new line', async () => {
		const { doc } = openList();
		await press(m.list_add_note());
		const field = screen.getByLabelText(m.list_new_text());
		await fireEvent.keyDown(field, { key: 'Enter' });
		await fireEvent.input(field, { target: { value: 'a' } });
		await fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
		expect(readTree(doc).cards.size).toBe(8);
	});

	test('a card’s text is written with others, letter by letter, without a word from the status', async () => {
		const { doc, ben, ids, meet, opened } = openList();
		await press(editName(JALISCO.cards.care[1]));
		const field = screen.getByLabelText(m.list_text());
		expect(document.activeElement).toBe(field);
		expect(opened.at(-1)).toBe(ids.care);
		await fireEvent.input(field, { target: { value: `${JALISCO.cards.care[1]} de la casa` } });
		cardText(ben, ids.care)?.insert(0, 'Hoy, ');
		await meet();
		expect(field).toHaveProperty('value', 'Hoy, El cuidado recae en las mujeres de la casa');
		expect(cardText(ben, ids.care)?.toString()).toBe(cardText(doc, ids.care)?.toString());
		expect(status()).toBe('');
		expect(await faultsFound()).toEqual([]);
		await fireEvent.keyDown(field, { key: 'Escape' });
		await settled();
		expect(focused()).toBe(`edit-${ids.care}`);
		expect(opened.at(-1)).toBeNull();
	});

	test('a solution is added from its cause and opens for writing', async () => {
		const { doc, ids } = openList();
		await press(editName(JALISCO.cards.care[1]));
		await press(m.ui_kind_solution(), article(ids.care));
		const added = readTree(doc).places.get(ids.care)?.children[0];
		expect(added && readTree(doc).cards.get(added)?.kind).toBe('solution');
		expect(focused()).toBe(`text-${added}`);
	});

	test('cards are connected and disconnected', async () => {
		const { doc, ids } = openList();
		await press(editName(JALISCO.cards.reports[1]));
		const picker = screen.getByLabelText(m.list_link_to());
		await fireEvent.change(picker, { target: { value: ids.inspection } });
		await press(m.list_link());
		expect(readTree(doc).links.map((link) => link.id)).toContain(linkId(ids.reports, ids.inspection));
		expect(status()).toContain(JALISCO.cards.inspection[1]);
		await press(m.list_unlink_card({ text: JALISCO.cards.inspection[1] }));
		expect(readTree(doc).links.map((link) => link.id)).not.toContain(linkId(ids.reports, ids.inspection));
		expect(focused()).toBe(`link-${ids.reports}`);
	});

	test('a card becomes another kind, moves to that section, and keeps the focus where it was', async () => {
		const { doc, ids } = openList();
		await press(editName(JALISCO.cards.care[1]));
		const kind = screen.getByLabelText(m.list_kind());
		kind.focus();
		await fireEvent.change(kind, { target: { value: 'note' } });
		await settled();
		expect(readTree(doc).cards.get(ids.care)?.kind).toBe('note');
		expect(focused()).toBe(`kind-${ids.care}`);
		expect(status()).toContain(m.ui_kind_note());
	});

	test('a card goes up and down among its siblings, with the focus on the button', async () => {
		const { ids } = openList();
		await press(editName(JALISCO.cards.care[1]));
		await press(m.list_move_up());
		const order = () =>
			listed().filter((id) => [ids.unpublished, ids.care, ids.inspection].some((one) => one === id));
		expect(order()).toEqual([ids.care, ids.unpublished, ids.inspection]);
		expect(status()).toBe(m.list_did_move({ text: JALISCO.cards.care[1], place: 1, total: 3 }));
		expect(focused()).toBe(`down-${ids.care}`); // there is no place further up
		await press(m.list_move_down());
		await press(m.list_move_down());
		expect(order()).toEqual([ids.unpublished, ids.inspection, ids.care]);
	});

	test('a card is taken off, found under “Quitadas”, and brought back', async () => {
		const { doc, ids } = openList();
		await press(editName(JALISCO.cards.care[1]));
		await press(m.list_remove());
		expect(readTree(doc).gone.map((card) => card.id)).toEqual([ids.care]);
		expect(focused()).toBe(`edit-${ids.inspection}`);
		expect(await faultsFound()).toEqual([]);
		await press(m.list_restore_card({ text: JALISCO.cards.care[1] }));
		expect(readTree(doc).gone).toEqual([]);
		expect(focused()).toBe(`edit-${ids.care}`);
	});

	test('each act is undone and redone by button and by key; what others wrote since stays', async () => {
		const { doc, ben, ids, meet } = openList();
		await press(editName(JALISCO.cards.care[1]));
		await press(m.list_remove());
		await press(m.list_undo());
		expect(readTree(doc).gone).toEqual([]);
		await fireEvent.keyDown(screen.getByRole('button', { name: m.list_add_cause() }), { key: 'y', ctrlKey: true });
		expect(readTree(doc).gone).toHaveLength(1);
		await fireEvent.keyDown(screen.getByRole('button', { name: m.list_add_cause() }), { key: 'z', ctrlKey: true });
		expect(readTree(doc).gone).toEqual([]);
		await press(editName(JALISCO.cards.inspection[1]));
		await press(m.list_move_up());
		await meet();
		moveCard(ben, ids.inspection, [0, 0]);
		moveCard(ben, ids.care, [0, 50]);
		await meet();
		await press(m.list_undo());
		expect(status()).toBe(m.list_others_wrote());
		expect(readTree(doc).cards.get(ids.inspection)?.pos).toEqual([0, 0]);
	});

	test('whoever has a card open is told when somebody takes it off', async () => {
		const { ben, ids, meet } = openList();
		await press(editName(JALISCO.cards.care[1]));
		markGone(ben, [ids.care]);
		await meet();
		expect(status()).toBe(m.list_open_card_gone());
	});

	test('writing goes on undisturbed while others move the card', async () => {
		const { ben, ids, meet } = openList();
		await press(editName(JALISCO.cards.care[1]));
		const field = screen.getByLabelText(m.list_text());
		if (field instanceof HTMLTextAreaElement) field.setSelectionRange(3, 3);
		setKind(ben, ids.care, 'effect');
		await meet();
		const now = document.activeElement;
		expect(focused()).toBe(`text-${ids.care}`);
		expect(now instanceof HTMLTextAreaElement && now.selectionStart).toBe(3);
	});
});
