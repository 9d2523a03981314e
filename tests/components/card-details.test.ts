import { fireEvent, render, screen } from '@testing-library/svelte';
import { flushSync, tick } from 'svelte';
import { describe, expect, test } from 'vitest';
import type { ParticipantId, SectorId } from '#domain/ids.ts';
import { checksOf } from '#board/checks.ts';
import { CHECK_WORDS } from '#board/check-words.ts';
import { setDetail } from '#board/details.ts';
import type { CardId } from '#board/ids.ts';
import { observeTree } from '#board/observe-tree.ts';
import { readTree } from '#board/read-tree.ts';
import { m } from '#i18n/compiled/messages.js';
import CardDetails from '$lib/details/card-details.svelte';
import { voiceName, type Voices } from '$lib/details/voices.ts';
import { MarkWriter } from '$lib/marks/marks-of.ts';
import { voicesOf } from '../../src/routes/w/[id]/table/beside/voices-of.ts';
import { boardOf } from '../board/support/boards.ts';
import { view } from '../support/fixtures/table-view.ts';
import { faultsFound } from './axe.ts';

const ANA = 'anaaaaaaaaaaaaaaaaaa' as ParticipantId;
const SOCIETY = 's2' as SectorId;
const VOICES: Voices = {
	people: [{ id: ANA, name: 'Ana', isOffered: true }],
	sectors: [{ id: SOCIETY, name: 'Sociedad civil' }],
};

function open(kind: 'cause' | 'solution' | 'note', why: string | null = null) {
	const { doc, ids } = boardOf({ c: [kind, 'Las empresas no publican sus salarios'] });
	const card = () => {
		const found = readTree(doc).cards.get(ids.c);
		if (!found) throw new Error('no card');
		return found;
	};
	const shown = render(CardDetails, { doc, card: card(), why, voices: VOICES });
	observeTree(doc, () => void shown.rerender({ card: card() }));
	return { doc, id: ids.c, details: () => card().details };
}
const choose = async (label: string, value: string) => {
	await fireEvent.change(screen.getByLabelText(label), { target: { value } });
	await tick();
	flushSync();
};
const marks = (doc: Parameters<typeof readTree>[0], id: CardId, voices = VOICES) => {
	const tree = readTree(doc);
	return new MarkWriter().marksOf(tree, checksOf(tree, CHECK_WORDS.es), voices).get(id) ?? [];
};

test('[B7] beside whose word it is stands who put the card on the board, asked for only then', async () => {
	const { doc, ids } = boardOf({ c: ['cause', 'No hay agua'] });
	const asked: CardId[] = [];
	const answers = [{ name: 'Marta' }, 'me', 'nobody', 'unknown'] as const;
	const askAuthor = (card: CardId) => Promise.resolve(answers[asked.push(card) - 1] ?? ('unknown' as const));
	const cardNow = () => {
		const card = readTree(doc).cards.get(ids.c);
		if (!card) throw new Error('no card');
		return card;
	};
	const shown = render(CardDetails, { doc, card: cardNow(), why: null, voices: { ...VOICES, askAuthor } });
	observeTree(doc, () => void shown.rerender({ card: cardNow() }));
	expect(asked).toEqual([]);
	await choose(m.details_voice(), SOCIETY);
	expect(await screen.findByText(m.details_entered_by({ name: 'Marta' }))).toBeTruthy();
	expect(asked).toEqual([ids.c]);
	expect(await faultsFound()).toEqual([]);
	for (const said of [m.details_entered_me(), m.details_entered_nobody(), m.details_entered_unknown()]) {
		await shown.rerender({ voices: { ...VOICES, askAuthor: (card: CardId) => askAuthor(card) } });
		expect(await screen.findByText(said)).toBeTruthy();
	}
});

describe('[B4] evidence on a cause, powers on a solution', () => {
	test('a cause is asked what it rests on, from where, and where in the policy cycle it sits', async () => {
		const { details } = open('cause');
		await choose(m.details_basis(), 'data');
		await choose(m.details_stage(), 'implementation');
		const source = screen.getByLabelText(new RegExp(m.details_source()));
		await fireEvent.input(source, { target: { value: '  ENOE 2024 ' } });
		expect(details().source).toBeNull();
		await fireEvent.blur(source);
		await fireEvent.click(screen.getByLabelText(m.details_challenge()));
		expect(details()).toMatchObject({
			basis: 'data',
			source: 'ENOE 2024',
			stage: 'implementation',
			challenged: true,
		});
		expect(screen.queryByLabelText(m.details_budget())).toBeNull();
		expect(screen.getByRole('status').textContent).toBe(m.details_said({ what: m.details_challenge() }));
		expect(await faultsFound()).toEqual([]);
		await choose(m.details_basis(), '');
		expect(details().basis).toBeNull();
	});

	test('a solution is asked who has the power and whether there is money', async () => {
		const { details } = open('solution');
		await choose(m.details_level(), 'state');
		await choose(m.details_budget(), 'to-find');
		const norm = screen.getByLabelText(new RegExp(m.details_norm()));
		await fireEvent.input(norm, { target: { value: 'Ley de Planeación, artículo 12' } });
		await fireEvent.keyDown(norm, { key: 'Enter' });
		expect(details()).toMatchObject({ level: 'state', budget: 'to-find', norm: 'Ley de Planeación, artículo 12' });
		expect(screen.queryByLabelText(m.details_basis())).toBeNull();
		expect(await faultsFound()).toEqual([]);
	});

	test('what somebody else says meanwhile shows at once, and does not take away what is being typed', async () => {
		const { doc, id, details } = open('cause');
		const source = screen.getByLabelText(new RegExp(m.details_source()));
		await fireEvent.input(source, { target: { value: 'INEGI' } });
		setDetail(doc, id, 'source', 'Otra fuente');
		setDetail(doc, id, 'basis', 'hypothesis');
		await tick();
		expect(screen.getByLabelText(m.details_basis())).toHaveProperty('value', 'hypothesis');
		expect(source).toHaveProperty('value', 'INEGI');
		await fireEvent.keyDown(source, { key: 'Escape' });
		await tick();
		expect(source).toHaveProperty('value', 'Otra fuente');
		expect(details().source).toBe('Otra fuente');
	});

	test('where a card is closed it says why, and nothing can be set', async () => {
		const why = 'Lucía cerró esta tarjeta. Motivo: ya se votó';
		open('cause', why);
		expect(document.body.textContent).toContain(why);
		expect(screen.getByLabelText(m.details_basis()).closest('fieldset')?.disabled).toBe(true);
		expect(await faultsFound()).toEqual([]);
	});
});

describe('[B5] a card on behalf of someone without a device', () => {
	test('is said by a sector or a person, and says so; what was chosen can be taken back', async () => {
		const { doc, id, details } = open('note');
		await choose(m.details_voice(), SOCIETY);
		expect(details().voice).toEqual({ sector: SOCIETY });
		expect(marks(doc, id).map(({ long }) => long)).toEqual([m.details_mark_voice({ name: 'Sociedad civil' })]);
		await choose(m.details_voice(), ANA);
		expect(marks(doc, id).map(({ short }) => short)).toEqual([m.details_mark_voice({ name: 'Ana' })]);
		await choose(m.details_voice(), '');
		expect(details().voice).toBeNull();
	});

	test('names follow the table’s rule: by name, by sector, or nobody’s', () => {
		const person = view.people.find(
			({ role, sector, seat }) => role === 'guest' && (seat?.sector ?? sector) !== null,
		);
		if (!person) throw new Error('nobody has a sector');
		const said = (namesShown: 'names' | 'sector' | 'none') => {
			const rules = { ...view.rules, rules: { ...view.rules.rules, namesShown } };
			const voices = voicesOf({ ...view, rules });
			const offered = voices.people.filter(({ isOffered }) => isOffered).length;
			return [voiceName({ participant: person.id }, voices), offered > 0];
		};
		const sector = person.seat?.sector ?? person.sector;
		if (sector === null) throw new Error('the person has a sector');
		expect(said('names')).toEqual([person.name, true]);
		expect(said('sector')).toEqual([view.rules.labels.sectors[sector]?.label, false]);
		expect(said('none')).toEqual([m.details_voice_unknown(), false]);
	});
});

describe('[B6] what is said of a card, in a few words on it', () => {
	test('what somebody should look at stands first, and each is said in full', () => {
		const { doc, ids } = boardOf({ p: ['problem', 'P'], c: ['cause', 'Falta de datos'] });
		setDetail(doc, ids.c, 'basis', 'data');
		setDetail(doc, ids.c, 'source', 'ENOE');
		setDetail(doc, ids.c, 'challenged', true);
		expect(marks(doc, ids.c)).toMatchObject([
			{ short: m.details_mark_challenged(), tone: 'warn' },
			{
				long: m.review_mark_long({ names: `${m.review_orphan()} · ${m.review_missing_solution()}` }),
				tone: 'warn',
			},
			{
				short: m.details_basis_data(),
				long: m.details_mark_basis_source({ basis: m.details_basis_data(), source: 'ENOE' }),
			},
		]);
		expect(marks(doc, ids.p)).toEqual([]);
	});

	test('cards of which the same is said keep their marks, so that nothing is drawn again', () => {
		const { doc, ids } = boardOf({ c: ['cause', 'C'], d: ['cause', 'D'] });
		const writer = new MarkWriter();
		setDetail(doc, ids.c, 'basis', 'data');
		const first = writer.marksOf(readTree(doc), [], VOICES);
		expect(writer.marksOf(readTree(doc), [], VOICES)).toBe(first);
		setDetail(doc, ids.d, 'basis', 'data');
		const second = writer.marksOf(readTree(doc), [], VOICES);
		expect(second).not.toBe(first);
		expect(second.get(ids.c)).toBe(first.get(ids.c));
	});
});
