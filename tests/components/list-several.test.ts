import { cleanup, fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import type { CardId } from '#board/ids.ts';
import { readTree } from '#board/read-tree.ts';
import type { CardKind } from '#board/kinds.ts';
import { ALL_RIGHTS } from '#board/rights.ts';
import { m } from '#i18n/compiled/messages.js';
import { JALISCO } from '../board/support/boards.ts';
import { faultsFound } from './axe.ts';
import { article, editName, focused, listed, openList, press, settled, status } from './list-harness.ts';

const { cards } = JALISCO;

const pick = async (...texts: readonly string[]) => {
	for (const text of texts) await fireEvent.click(screen.getByRole('checkbox', { name: m.list_pick_card({ text }) }));
	await settled();
};
const bar = () => screen.getByRole('group', { name: m.list_chosen() });
const keyOn = async (target: Element | null, key: string, more: Partial<KeyboardEventInit> = {}) => {
	if (!target) throw new Error('there is nothing to press a key on');
	await fireEvent.keyDown(target, { key, ...more });
	await settled();
};
const editButton = (text: string) => screen.getByRole('button', { name: editName(text) });

describe('several cards at once', () => {
	test('are chosen by boxes and taken off together, after a question, by one act', async () => {
		const { doc, ids } = openList();
		await press(m.list_choose());
		await pick(cards.care[1], cards.reports[1]);
		expect(within(bar()).getByText(m.list_chosen_count({ count: 2 }))).toBeTruthy();
		expect(await faultsFound()).toEqual([]);
		await press(m.list_remove(), bar());
		const dialog = await screen.findByRole('dialog', { name: m.list_ask_remove_all({ count: 2 }) });
		expect(readTree(doc).gone).toEqual([]);
		await press(m.list_remove(), dialog);
		expect(
			readTree(doc)
				.gone.map((card) => card.id)
				.toSorted(),
		).toEqual([ids.care, ids.reports].toSorted());
		await press(m.list_undo());
		expect(readTree(doc).gone).toEqual([]);
	});

	test('become another kind together; what is closed of them stays, and that is said', async () => {
		const why = (id: CardId | null) => (id === ids.reports ? 'Marta la cerró.' : null);
		const { doc, ids } = openList({ rightsOn: () => ({ ...ALL_RIGHTS, kind: why, card: why }) });
		await press(m.list_choose());
		await pick(cards.care[1], cards.reports[1]);
		await fireEvent.change(within(bar()).getByLabelText(m.list_chosen_kind()), { target: { value: 'note' } });
		await press(m.list_chosen_kind_do(), bar());
		expect([readTree(doc).cards.get(ids.care)?.kind, readTree(doc).cards.get(ids.reports)?.kind]).toEqual([
			'note',
			'cause',
		]);
		expect(status()).toContain(m.list_did_keep({ count: 1 }));
	});

	test('are tied to one other together', async () => {
		const { doc, ids } = openList();
		await press(m.list_choose());
		await pick(cards.care[1], cards.unpublished[1]);
		await fireEvent.change(within(bar()).getByLabelText(m.list_link_to()), { target: { value: ids.poverty } });
		await press(m.list_link(), bar());
		const feeds = (id: CardId) => readTree(doc).places.get(id)?.feeds ?? [];
		expect([feeds(ids.care), feeds(ids.unpublished)].every((fed) => fed.includes(ids.poverty))).toBe(true);
	});

	test('are copied together, and the copies are chosen in their place', async () => {
		const { doc, ids } = openList();
		await press(m.list_choose());
		await pick(cards.care[1], cards.reports[1]);
		await press(m.list_duplicate(), bar());
		expect(readTree(doc).cards.size).toBe(10);
		const ticked = screen.getAllByRole<HTMLInputElement>('checkbox').filter((box) => box.checked);
		expect(ticked).toHaveLength(2);
		expect(ticked.some((box) => article(ids.care).contains(box))).toBe(false);
	});

	test('all are chosen or none; Escape goes to what can be done with them, and then out', async () => {
		openList();
		await press(m.list_choose());
		await press(m.list_choose_all(), bar());
		expect(within(bar()).getByText(m.list_chosen_count({ count: 8 }))).toBeTruthy();
		await keyOn(screen.getAllByRole('checkbox')[3] ?? null, 'Escape');
		expect(focused()).toBe('chosen');
		await keyOn(document.activeElement, 'Escape');
		expect(screen.queryByRole('group', { name: m.list_chosen() })).toBeNull();
		expect(focused()).toBe('choose');
	});
});

describe('one card', () => {
	test('is hung under another parent with its branch', async () => {
		const { doc, ids } = openList();
		await press(editName(cards.care[1]));
		const under = within(article(ids.care)).getByLabelText(m.list_under_label());
		expect(under).toHaveProperty('value', ids.problem);
		await fireEvent.change(under, { target: { value: ids.inspection } });
		expect(readTree(doc).places.get(ids.care)?.parent).toBe(ids.problem);
		await press(m.list_under_do(), article(ids.care));
		expect(readTree(doc).places.get(ids.care)?.parent).toBe(ids.inspection);
		expect(status()).toBe(m.list_did_move_under({ text: cards.care[1], other: cards.inspection[1] }));
		expect(focused()).toBe(`parent-${ids.care}`);
	});

	test('is copied, and the copy opens for writing', async () => {
		const { doc, ids } = openList();
		await press(editName(cards.care[1]));
		await press(m.list_duplicate(), article(ids.care));
		const copy = listed().find((id) => id !== ids.care && article(id as CardId).querySelector('textarea') !== null);
		expect(readTree(doc).cards.get(copy as CardId)?.text).toBe(cards.care[1]);
		expect(focused()).toBe(`text-${copy}`);
	});

	test('says where it stands in words, and how many points it got', () => {
		const votes = new Map<CardId, string>();
		const { ids } = openList({ votes });
		expect(article(ids.care).textContent).toContain(
			m.list_place_under({ place: 2, total: 3, text: 'Desigualdad' }).slice(0, 12),
		);
		const counted = new Map([[ids.care, '7 puntos en «¿Qué causas atendemos?»: lugar 1 de 3.']]);
		openList({ votes: counted });
		expect(document.body.textContent).toContain('7 puntos en «¿Qué causas atendemos?»: lugar 1 de 3.');
	});
});

describe('keys in the list', () => {
	test('Alt and an arrow move a card among its siblings, and the focus goes with it', async () => {
		const { ids } = openList();
		const button = editButton(cards.care[1]);
		button.focus();
		await keyOn(button, 'ArrowUp', { altKey: true });
		expect(status()).toBe(m.list_did_move({ text: cards.care[1], place: 1, total: 3 }));
		expect(focused()).toBe(`edit-${ids.care}`);
	});

	test('Control and Enter add the usual card under the one in hand', async () => {
		const { doc, ids } = openList();
		await press(editName(cards.care[1]));
		await keyOn(screen.getByLabelText(m.list_text()), 'Enter', { ctrlKey: true });
		const [child] = readTree(doc).places.get(ids.care)?.children ?? [];
		expect(child && readTree(doc).cards.get(child)?.kind).toBe('cause');
		expect(focused()).toBe(`text-${child}`);
	});

	test('Delete asks before it takes a card off', async () => {
		const { doc, ids } = openList();
		await keyOn(editButton(cards.care[1]), 'Delete');
		const dialog = await screen.findByRole('dialog', { name: m.list_ask_remove({ text: cards.care[1] }) });
		expect(readTree(doc).gone).toEqual([]);
		await press(m.list_remove(), dialog);
		expect(readTree(doc).gone.map((card) => card.id)).toEqual([ids.care]);
	});

	test('the question mark opens the sheet of keys, where those of a single letter are turned off', async () => {
		openList();
		await keyOn(editButton(cards.care[1]), '?');
		const sheet = await screen.findByRole('dialog');
		expect(within(sheet).getByText(m.list_key_up())).toBeTruthy();
		await fireEvent.click(within(sheet).getByRole('checkbox'));
		expect(localStorage.getItem('mesa_letter_keys')).toBe('off');
		localStorage.removeItem('mesa_letter_keys');
	});

	test('N adds a card to the section in hand, unless single keys are turned off on this device', async () => {
		openList();
		localStorage.setItem('mesa_letter_keys', 'off');
		await keyOn(editButton(cards.pensions[1]), 'n');
		expect(focused()).not.toBe('new-effect');
		localStorage.removeItem('mesa_letter_keys');
		await keyOn(editButton(cards.pensions[1]), 'n');
		expect(focused()).toBe('new-effect');
		await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'n' });
		expect(document.querySelectorAll('form')).toHaveLength(1);
	});
});

describe('what the canvas does with the clipboard and with places', () => {
	const clip = (text = '') => {
		const held = new Map([['text/plain', text]]);
		return {
			held,
			data: {
				getData: (type: string) => held.get(type) ?? '',
				setData: (type: string, value: string) => void held.set(type, value),
			},
		};
	};

	test('an indented text that is pasted on a card becomes cards under it, as one act', async () => {
		const { doc, ids } = openList();
		const text = '- Nadie mide el tiempo\n  - El censo no pregunta\n- Los horarios no dejan';
		await fireEvent.paste(editButton(cards.care[1]), { clipboardData: clip(text).data });
		await settled();
		const under = readTree(doc).places.get(ids.care)?.children ?? [];
		expect(under.map((id) => readTree(doc).cards.get(id)?.text)).toEqual(
			expect.arrayContaining(['Nadie mide el tiempo', 'Los horarios no dejan']),
		);
		expect(status()).toBe(m.list_did_paste({ count: 3 }));
		await press(m.list_undo());
		expect(readTree(doc).cards.size).toBe(8);
	});

	test('chosen cards are copied as a text that any program can read, and a field keeps its own paste', async () => {
		openList();
		await press(m.list_choose());
		await pick(cards.care[1], cards.reports[1]);
		const { held, data } = clip();
		await fireEvent.copy(editButton(cards.care[1]), { clipboardData: data });
		expect(held.get('text/plain')).toContain(cards.care[1]);
		expect(held.get('text/plain')).toContain(cards.reports[1]);
		await press(m.list_choose());
		await press(m.list_add_note());
		const field = screen.getByLabelText(m.list_new_text());
		expect(await fireEvent.paste(field, { clipboardData: clip('a\n- b').data })).toBe(true);
	});

	test('[Q3] cards copied at one table are pasted at another with kinds and links; what is not open there stays behind and is told', async () => {
		const here = openList();
		await press(m.list_choose());
		await pick(cards.care[1], cards.unpublished[1], cards.registry[1]);
		const { data } = clip();
		await fireEvent.copy(editButton(cards.care[1]), { clipboardData: data });
		here.unmount();

		const why = 'Las soluciones se escriben más adelante.';
		const rights = { ...ALL_RIGHTS, add: (kind: CardKind) => (kind === 'solution' ? why : null) };
		const { doc } = openList({ rightsOn: () => rights });
		const before = readTree(doc);
		const paste = () =>
			fireEvent.paste(screen.getByRole('button', { name: m.list_choose() }), { clipboardData: data });
		await paste();
		await settled();
		const after = readTree(doc);
		const fresh = [...after.cards.values()].filter(({ id }) => !before.cards.has(id));
		expect(fresh.map(({ kind, text }) => [kind, text]).toSorted()).toEqual(
			[cards.care, cards.unpublished].map(([kind, text]) => [kind, text]).toSorted(),
		);
		const foot = Math.max(...[...before.cards.values()].map(({ pos, size }) => pos[1] + size[1]));
		expect(fresh.every(({ pos }) => pos[1] > foot)).toBe(true);
		expect(status()).toBe(`${m.list_did_paste_copied({ count: 2 })} ${m.lock_not_copied({ count: 1 })}`);
		await press(m.list_undo());
		expect(readTree(doc).cards.size).toBe(before.cards.size);

		cleanup();
		const closed = openList({ readOnly: 'Lucía cerró el tablero.' });
		await fireEvent.paste(screen.getByRole('button', { name: m.list_changes() }), { clipboardData: data });
		await settled();
		expect(readTree(closed.doc).cards.size).toBe(before.cards.size);
		expect(status()).toBe('Lucía cerró el tablero.');
	});

	test('who facilitates pins a card and lets it go; the others are not offered it', async () => {
		const { doc, ids, rerender } = openList();
		await press(editName(cards.care[1]));
		await press(m.list_pin(), article(ids.care));
		expect(readTree(doc).cards.get(ids.care)?.pinned).toBe(true);
		await press(m.list_unpin(), article(ids.care));
		expect(readTree(doc).cards.get(ids.care)?.pinned).toBe(false);
		await rerender({ rightsOn: () => ({ ...ALL_RIGHTS, pin: () => 'Solo quien facilita.' }) });
		expect(screen.queryByRole('button', { name: m.list_pin() })).toBeNull();
	});

	test('the canvas is tidied from the list, and one undo takes it back', async () => {
		const { doc, ids } = openList();
		const before = readTree(doc).cards.get(ids.care)?.pos;
		await press(m.list_choose());
		await press(m.list_tidy());
		expect(readTree(doc).cards.get(ids.care)?.pos).not.toEqual(before);
		await press(m.list_undo());
		expect(readTree(doc).cards.get(ids.care)?.pos).toEqual(before);
	});
});
