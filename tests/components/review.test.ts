import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { flushSync, tick } from 'svelte';
import { describe, expect, test } from 'vitest';
import { CHECK_WORDS } from '#board/check-words.ts';
import { checksOf, type Check } from '#board/checks.ts';
import { cardText } from '#board/edit-cards.ts';
import { findingId } from '#board/finding-id.ts';
import type { CardId } from '#board/ids.ts';
import { observeTree } from '#board/observe-tree.ts';
import { readTree } from '#board/read-tree.ts';
import { RANDOM_ID } from '#domain/ids.ts';
import { ALL_RIGHTS, type BoardRights } from '#board/rights.ts';
import { link } from '#board/edit-links.ts';
import { m } from '#i18n/compiled/messages.js';
import ReviewPanel from '$lib/review/review-panel.svelte';
import type { SetAside } from '$lib/review/review-desk.ts';
import { sortFindings } from '$lib/review/set-aside.ts';
import { boardOf } from '../board/support/boards.ts';
import { faultsFound } from './axe.ts';

/** A tree with one of each thing that the method asks about. */
function crooked() {
	const { doc, ids } = boardOf(
		{
			p: ['problem', 'Los apoyos llegan tarde', [0, 0]],
			q: ['problem', 'Los apoyos no alcanzan', [900, 0]],
			a: ['cause', 'Cada ventanilla pide papeles distintos', [0, 300]],
			b: ['cause', 'cada ventanilla pide PAPELES distintos', [300, 300]],
			c: ['cause', 'Falta de un reglamento', [600, 300]],
			d: ['cause', 'Nadie avisa a las familias', [900, 600]],
			e: ['effect', 'Las familias se endeudan', [0, -300]],
			n: ['cause', '', [1200, 300]],
		},
		[
			['a', 'p'],
			['b', 'p'],
			['c', 'p'],
			['n', 'p'],
			['q', 'p'],
		],
	);
	link(doc, ids.e, ids.a);
	link(doc, ids.p, ids.e);
	return { doc, ids };
}

function openReview(rights: BoardRights = ALL_RIGHTS, closed: string | null = null, setAside: SetAside | null = null) {
	const { doc, ids } = crooked();
	const acts: [act: 'show' | 'write', CardId][] = [];
	const props = () => {
		const tree = readTree(doc);
		return {
			findings: checksOf(tree, CHECK_WORDS.es),
			desk: {
				doc,
				tree,
				rights,
				closed,
				setAside,
				show: (card: CardId) => void acts.push(['show', card]),
				write: (card: CardId) => void acts.push(['write', card]),
			},
		};
	};
	const view = render(ReviewPanel, props());
	const stop = observeTree(doc, () => void view.rerender(props()));
	return { doc, ids, acts, stop: () => stop.stop() };
}
const about = (name: string) => screen.getByRole('article', { name });
const press = async (article: HTMLElement, name: string) => {
	await fireEvent.click(within(article).getByRole('button', { name }));
	await tick();
	flushSync();
};

describe('[B3] the review of a tree', () => {
	test('says of each finding what it is, why it matters and which cards, and offers a mend; nothing is closed by it', async () => {
		openReview();
		for (const [name, why] of [
			[m.review_two_problems(), m.review_two_problems_why()],
			[m.review_loop(), m.review_loop_why()],
			[m.review_turned_round(), m.review_turned_round_why()],
			[m.review_orphan(), m.review_orphan_why()],
			[m.review_no_text(), m.review_no_text_why()],
			[m.review_missing_solution(), m.review_missing_solution_why()],
			[m.review_same_words(), m.review_same_words_why()],
		] as const) {
			const article = about(name);
			expect(article.textContent).toContain(why);
			expect(within(article).getAllByRole('link').length).toBeGreaterThan(0);
			expect(
				within(article)
					.getAllByRole('button')
					.every((button) => !button.hasAttribute('disabled')),
			).toBe(true);
		}
		expect(await faultsFound()).toEqual([]);
	});

	test('a loose card is tied to the nearest card that it may grow from, unless somebody chooses another', async () => {
		const { doc, ids, stop } = openReview();
		await press(about(m.review_orphan()), m.review_mend_tie_act());
		expect(readTree(doc).places.get(ids.d)?.feeds).toEqual([ids.c]);
		expect(screen.queryByRole('article', { name: m.review_orphan() })).toBeNull();
		expect(screen.getByRole('status').textContent).toContain(m.review_mend_tie_act());
		stop();
	});

	test('one problem stays, the others become what the table says', async () => {
		const { doc, ids, stop } = openReview();
		const article = about(m.review_two_problems());
		await fireEvent.change(within(article).getByLabelText(m.review_mend_other_as()), {
			target: { value: 'cause' },
		});
		await press(article, m.review_mend_keep_one());
		expect(readTree(doc).cards.get(ids.q)?.kind).toBe('cause');
		expect(readTree(doc).cards.get(ids.p)?.kind).toBe('problem');
		stop();
	});

	test('cards that say the same are merged, and their ties with them', async () => {
		const { doc, ids, stop } = openReview();
		await press(
			about(m.review_same_words()),
			m.review_mend_merge({ text: 'Cada ventanilla pide papeles distintos' }),
		);
		expect(
			readTree(doc)
				.merged.get(ids.a)
				?.map(({ id }) => id),
		).toEqual([ids.b]);
		stop();
	});

	test('the arrow against the tree is cut or turned round', async () => {
		const { doc, ids, stop } = openReview();
		await press(about(m.review_turned_round()), m.review_mend_turn());
		expect(readTree(doc).places.get(ids.e)?.fedBy.toSorted()).toEqual([ids.a, ids.p].toSorted());
		expect(screen.queryByRole('article', { name: m.review_loop() })).toBeNull();
		stop();
	});

	test('«falta de…» is explained with an example and opens for rewording; nobody’s words are changed', async () => {
		const { doc, ids, acts, stop } = openReview();
		const article = about(m.review_missing_solution());
		expect(article.textContent).toContain(m.review_missing_solution_better());
		await press(article, m.review_mend_reword());
		expect(acts).toEqual([['write', ids.c]]);
		expect(readTree(doc).cards.get(ids.c)?.text).toBe('Falta de un reglamento');
		stop();
	});

	test('a card in a finding leads to that card', async () => {
		const { ids, acts, stop } = openReview();
		await fireEvent.click(within(about(m.review_no_text())).getByRole('link'));
		expect(acts).toEqual([['show', ids.n]]);
		stop();
	});

	test('where rights forbid a mend it stands there switched off, with the reason', async () => {
		const why = 'Lucía cerró esta tarjeta. Motivo: ya se votó';
		openReview({ ...ALL_RIGHTS, card: () => why, kind: () => why, link: () => why });
		const buttons = screen.getAllByRole('button');
		expect(buttons.length).toBeGreaterThan(6);
		for (const button of buttons) {
			expect(button.hasAttribute('disabled')).toBe(true);
			const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '');
			expect(reason?.textContent).toContain(why);
		}
		expect(await faultsFound()).toEqual([]);
	});

	test('a tree without questions says so', async () => {
		const { doc } = boardOf({ p: ['problem', 'P'] });
		const tree = readTree(doc);
		render(ReviewPanel, {
			findings: [],
			desk: { doc, tree, rights: ALL_RIGHTS, closed: null, setAside: null, show: () => {}, write: () => {} },
		});
		expect(document.body.textContent).toContain(m.review_none());
		expect(await faultsFound()).toEqual([]);
	});
});

describe('[B8] “no es así”', () => {
	test('is said of a question for the whole table, with who said it and when, and the question can be asked again', async () => {
		const { doc } = crooked();
		const tree = readTree(doc);
		const findings = checksOf(tree, CHECK_WORDS.es);
		const loose = findings.find(({ check }) => check === 'orphan');
		if (!loose) throw new Error('the tree has no loose card');
		const told: string[] = [];
		const setAside: SetAside = {
			dismiss: ({ check }) => Promise.resolve(void told.push(`dismiss ${check}`)).then(() => null),
			reopen: ({ check }) =>
				Promise.resolve(void told.push(`reopen ${check}`)).then(() => 'La mesa está archivada.'),
		};
		const desk = {
			doc,
			tree,
			rights: ALL_RIGHTS,
			closed: 'Lucía cerró el tablero.',
			setAside,
			show: () => {},
			write: () => {},
		};
		const view = render(ReviewPanel, { findings, desk });
		await press(about(m.review_orphan()), m.review_dismiss());
		expect(told).toEqual(['dismiss orphan']);
		expect(screen.getByText(m.review_did_dismiss())).toBe(document.activeElement);

		const dismissed = [{ finding: findingId(loose, tree), by: 'Marta', at: Date.UTC(2026, 10, 20, 18) }];
		const sorted = sortFindings(findings, tree, dismissed);
		expect(sorted.asked).toEqual(findings.filter((finding) => finding !== loose));
		await view.rerender({ findings: sorted.asked, dismissed: sorted.setAside });
		expect(screen.queryByRole('article', { name: m.review_orphan() })).toBeNull();
		const fold = screen.getByText(m.review_dismissed({ count: 1 })).closest('details');
		expect(fold?.textContent).toContain('Marta');
		expect(await faultsFound()).toEqual([]);
		await fireEvent.click(screen.getByRole('button', { name: new RegExp(`^${m.review_reopen()}`), hidden: true }));
		await tick();
		await tick();
		expect(told.at(-1)).toBe('reopen orphan');
		expect(screen.getByText('La mesa está archivada.')).toBeTruthy();

		await view.rerender({ desk: { ...desk, setAside: null } });
		expect(screen.queryByRole('button', { name: m.review_dismiss() })).toBeNull();
		expect(screen.queryByRole('button', { name: new RegExp(`^${m.review_reopen()}`), hidden: true })).toBeNull();
	});

	test('holds for that question: of other cards it is asked, and of the same ones once their words are others', () => {
		const { doc, ids } = crooked();
		const idOf = (check: Check, tree = readTree(doc)) => {
			const finding = checksOf(tree, CHECK_WORDS.es).find((one) => one.check === check);
			return finding && findingId(finding, tree);
		};
		const before = [idOf('orphan'), idOf('missing-solution'), idOf('same-words')];
		expect(new Set(before).size).toBe(3);
		for (const id of before) expect(id).toMatch(RANDOM_ID);
		cardText(doc, ids.d)?.insert(0, 'Hoy ');
		expect(idOf('orphan')).toBe(before[0]);
		cardText(doc, ids.c)?.insert('Falta de un reglamento'.length, ' claro');
		expect(idOf('missing-solution')).not.toBe(before[1]);
	});
});
