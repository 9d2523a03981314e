import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { setKind } from '#board/edit-cards.ts';
import { mergeCards } from '#board/merge.ts';
import { readTree } from '#board/read-tree.ts';
import { ALL_RIGHTS } from '#board/rights.ts';
import { createUndo } from '#board/undo.ts';
import { m } from '#i18n/compiled/messages.js';
import DraftOffer from '$lib/acts/draft-offer.svelte';
import TemplatesDialog from '$lib/templates/templates-dialog.svelte';
import { TEMPLATE_NAMES } from '#i18n/template-words.ts';
import { boardOf, idsFrom, JALISCO } from '../board/support/boards.ts';
import { faultsFound } from './axe.ts';
import { article, editName, openList, press, settled, status } from './list-harness.ts';

const onBoard = (doc: Y.Doc) => ({ doc, undo: createUndo(doc) });
const textOf = (name: keyof typeof JALISCO.cards) => JALISCO.cards[name][1];

async function openCard(name: keyof typeof JALISCO.cards) {
	await press(editName(textOf(name)));
	await settled();
}

describe('[A3] merging in the list', () => {
	test('a card is merged with another by keys alone, says what it gathers, and is separated again', async () => {
		const { doc, ids } = openList();
		await openCard('care');
		await fireEvent.click(await screen.findByText(m.acts_with_others()));
		await fireEvent.click(await screen.findByRole('checkbox', { name: textOf('inspection') }));
		await press(m.acts_merge({ count: 2 }));
		expect(
			readTree(doc)
				.merged.get(ids.care)
				?.map(({ id }) => id),
		).toEqual([ids.inspection]);
		expect(status()).toBe(m.acts_did_merge({ count: 2, text: textOf('care') }));

		const here = await screen.findByRole('group', { name: m.acts_here() });
		expect(here.textContent).toContain(textOf('inspection'));
		await press(m.acts_separate_card({ text: textOf('inspection') }));
		expect(readTree(doc).cards.has(ids.inspection)).toBe(true);
		expect(status()).toBe(m.acts_did_separate({ text: textOf('inspection') }));
		await press(m.list_undo());
		expect(readTree(doc).cards.has(ids.inspection)).toBe(false);
	});

	test('what people voted on a merged card stands beside its words', async () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		mergeCards(doc, ids.care, [ids.inspection]);
		openList({ ...onBoard(doc), votes: new Map([[ids.inspection, '7 puntos']]) });
		await openCard('care');
		expect((await screen.findByRole('group', { name: m.acts_here() })).textContent).toContain('7 puntos');
	});

	test('a card whose partner is closed is not offered', async () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const rights = { ...ALL_RIGHTS, card: (id: string) => (id === ids.inspection ? 'Marta la cerró.' : null) };
		openList({ ...onBoard(doc), rightsOn: () => rights });
		await openCard('care');
		await fireEvent.click(await screen.findByText(m.acts_with_others()));
		expect(await screen.findByRole('checkbox', { name: textOf('unpublished') })).toBeTruthy();
		expect(screen.queryByRole('checkbox', { name: textOf('inspection') })).toBeNull();
	});
});

describe('[A4] grouping in the list', () => {
	test('cards get a heading that feeds what they fed', async () => {
		const { doc, ids } = openList();
		await openCard('care');
		await fireEvent.click(await screen.findByText(m.acts_with_others()));
		await fireEvent.click(await screen.findByRole('checkbox', { name: textOf('inspection') }));
		const field = await screen.findByRole('textbox', { name: m.acts_heading() });
		await fireEvent.input(field, { target: { value: 'Lo que nadie mira' } });
		await press(m.acts_group());
		const tree = readTree(doc);
		const heading = [...tree.cards.values()].find(({ text }) => text === 'Lo que nadie mira');
		expect(heading?.kind).toBe('cause');
		expect(tree.places.get(ids.care)?.parent).toBe(heading?.id);
		expect(status()).toBe(m.acts_did_group({ count: 2, text: 'Lo que nadie mira' }));
	});
});

describe('[A5] splitting in the list', () => {
	test('each line becomes a card; with one line there is nothing to split', async () => {
		const { doc } = openList();
		await openCard('care');
		await fireEvent.click(await screen.findByText(m.acts_split()));
		const field = await screen.findByRole('textbox', { name: m.acts_split_text() });
		const button = () => screen.getByRole<HTMLButtonElement>('button', { name: /Dividir en/ });
		expect(button().disabled).toBe(true);
		await fireEvent.input(field, { target: { value: 'El cuidado recae\n- en las mujeres\n\n• y en las niñas' } });
		expect(await faultsFound()).toEqual([]);
		await press(m.acts_split_do({ count: 3 }));
		const texts = [...readTree(doc).cards.values()].map(({ text }) => text);
		expect(texts).toEqual(expect.arrayContaining(['El cuidado recae', 'en las mujeres', 'y en las niñas']));
		expect(status()).toBe(m.acts_did_split({ count: 3 }));
	});
});

describe('[A6] the objectives tree in the list', () => {
	test('one action makes it, in sections of its own, and each card says what it answers and that it is to be reworded', async () => {
		const { doc } = openList();
		await press(m.acts_menu());
		await settled();
		await press(m.acts_objectives());
		expect(readTree(doc).cards.size).toBe(15);
		expect(status()).toBe(m.acts_did_objectives({ count: 7 }));
		for (const heading of [m.kind_objectives(), m.kind_means_all(), m.kind_ends()]) {
			expect(await screen.findByRole('heading', { name: heading })).toBeTruthy();
		}
		expect(await faultsFound()).toEqual([]);
		const means = [...readTree(doc).cards.values()].find(
			({ kind, text }) => kind === 'means' && text === textOf('care'),
		);
		if (!means) throw new Error('no means');
		await fireEvent.click(within(article(means.id)).getByRole('button', { name: editName(textOf('care')) }));
		await settled();
		expect(article(means.id).textContent).toContain(m.acts_reword());
		await press(m.acts_menu());
		await settled();
		await press(m.acts_objectives());
		expect(status()).toBe(m.acts_objectives_whole());
	});

	test('without anything to turn, it says what is missing', async () => {
		const { doc, ids } = boardOf({ s: ['solution', 'Publicar'] });
		openList(onBoard(doc));
		await press(m.acts_menu());
		await settled();
		const button = await screen.findByRole<HTMLButtonElement>('button', { name: m.acts_objectives() });
		expect(button.disabled).toBe(true);
		expect(screen.getByText(m.acts_objectives_nothing())).toBeTruthy();
		setKind(doc, ids.s, 'cause');
		await settled();
		expect(button.disabled).toBe(false);
	});

	test('cards of the later kinds are added from the same menu', async () => {
		openList();
		await press(m.acts_menu());
		await settled();
		await press(m.kind_add_actor());
		expect(await screen.findByRole('heading', { name: m.kind_actors() })).toBeTruthy();
	});
});

describe('[A8] templates', () => {
	const open = (props: Partial<Parameters<typeof render<typeof TemplatesDialog>>[1]> = {}, doc = boardOf({}).doc) => {
		const said: string[] = [];
		const rest = { newId: idsFrom(8), onsaid: (sentence: string) => void said.push(sentence), onclose: () => {} };
		render(TemplatesDialog, { doc, rights: ALL_RIGHTS, ...rest, ...props });
		return { doc, said };
	};

	test('one press puts one on the board', async () => {
		const { doc, said } = open();
		expect(await faultsFound()).toEqual([]);
		const name = TEMPLATE_NAMES['problem-tree'].name();
		await press(m.acts_template_use_named({ name }));
		expect(readTree(doc).cards.size).toBe(8);
		expect(said).toEqual([m.acts_did_template({ name })]);
	});

	test('a blank table is among them only where nothing is on it', () => {
		open();
		expect(screen.getByText(TEMPLATE_NAMES.blank.name())).toBeTruthy();
		document.body.replaceChildren();
		open({}, boardOf(JALISCO.cards).doc);
		expect(screen.queryByText(TEMPLATE_NAMES.blank.name())).toBeNull();
		expect(screen.getByText(m.acts_templates_beside())).toBeTruthy();
	});

	test('one with cards that the phase does not take says so', () => {
		open({ rights: { ...ALL_RIGHTS, add: (kind) => (kind === 'cause' ? 'Aquí no se escriben causas.' : null) } });
		const button = (id: 'problem-tree' | 'stakeholders') =>
			screen.getByRole<HTMLButtonElement>('button', {
				name: m.acts_template_use_named({ name: TEMPLATE_NAMES[id].name() }),
			});
		expect([button('problem-tree').disabled, button('stakeholders').disabled]).toEqual([true, false]);
		expect(screen.getAllByText('Aquí no se escriben causas.').length).toBeGreaterThan(0);
	});
});

describe('from a chosen solution to its commitment', () => {
	test('who may starts it, others read whom to ask, and a draft that is there is opened', async () => {
		let started = 0;
		const { rerender } = render(DraftOffer, { offer: { is: 'may', start: () => void started++ } });
		await press(m.acts_draft());
		expect(started).toBe(1);
		await rerender({ offer: { is: 'ask' } });
		expect(screen.getByText(m.acts_draft_ask())).toBeTruthy();
		expect(screen.queryByRole('button')).toBeNull();
		await rerender({ offer: { is: 'there', title: 'Registro', open: () => void started++ } });
		await press(m.acts_draft_open({ title: 'Registro' }));
		expect(started).toBe(2);
	});
});
