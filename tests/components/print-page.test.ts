import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { CardId, PollId } from '#domain/ids.ts';
import type { RuleCard } from '#domain/polls.ts';
import type { BoardPicture } from '#domain/texts.ts';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import { letterOf } from '$lib/paper/letters.ts';
import type { PollView } from '#protocol/view.ts';
import PrintPage from '../../src/routes/w/[id]/print/+page.svelte';
import { copiesOf, MOST_COPIES, printable, type Sheet } from '../../src/routes/w/[id]/print/sheets.ts';
import { openConsensus, openDots, view } from '../support/fixtures/table-view.ts';
import { faultsFound } from './axe.ts';

overwriteGetLocale(() => 'es');
afterEach(cleanup);

const [PROBLEM, CAUSE, SOLUTION] = ['p', 'c', 's'].map((letter) => letter.repeat(20) as CardId);
const card = (id: CardId | undefined, kind: BoardPicture['cards'][number]['kind'], text: string, y: number) => ({
	...{
		card: id!,
		kind,
		text,
		pos: [0, y] as const,
		size: [200, 100] as const,
		into: null,
		mirrors: null,
		details: {},
	},
});
const board: BoardPicture = {
	format: 'mesa-abierta/board/1',
	cards: [
		card(PROBLEM, 'problem', 'Desigualdad salarial', 0),
		card(CAUSE, 'cause', 'Nadie publica sus salarios', 200),
		card(SOLUTION, 'solution', 'Registro de empresas igualitarias', 400),
	],
	links: [
		{ from: CAUSE!, to: PROBLEM! },
		{ from: SOLUTION!, to: CAUSE! },
	],
};
const ADDRESS = `https://mesa.example/w/${view.id}`;

function show(sheet: Sheet, changes: { poll?: PollView | null; mayPrint?: boolean; board?: BoardPicture | null } = {}) {
	const poll = changes.poll === undefined ? openDots : changes.poll;
	const data = {
		...{ id: view.id, state: view, mayPrint: true, sheet, board, polls: poll ? [poll] : [], copies: 3 },
		...{ paper: 'a4' as const, origin: 'https://mesa.example', ...changes, poll },
	};
	render(PrintPage, { data, params: { id: view.id }, form: null });
}
const said = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();
const withMethod = (some: Partial<RuleCard>): PollView => ({
	...openDots,
	card: { ...openDots.card, ...some } as RuleCard,
});

describe('sheets for the room', () => {
	it('[W7] the cards of the board bear a letter, their kind, what they feed, and a code that opens them in the list', async () => {
		show('cards');
		const cards = screen.getAllByRole('article');
		expect(cards.map(said)).toEqual([
			'A Problema central Desigualdad salarial',
			'B Causa Nadie publica sus salarios Alimenta a: A',
			'C Solución Registro de empresas igualitarias Alimenta a: B',
		]);
		expect(within(cards[1]!).getByRole('img', { name: /abre la tarjeta B/ })).toBeTruthy();
		expect(said(document.body)).toContain(ADDRESS);
		expect(document.querySelector('style')?.textContent ?? document.head.innerHTML).toContain('a4');
		expect(await faultsFound()).toEqual([]);
	});

	it('[W7] a ballot has lettered options in their frozen order, how to fill it, the rule and the address, and no name', async () => {
		show('ballots');
		const ballots = screen.getAllByRole('article');
		expect(ballots).toHaveLength(3);
		const options = within(ballots[0]!).getAllByRole('listitem').map(said);
		expect(options.map((option) => option.slice(0, 1))).toEqual(['A', 'B', 'C']);
		openDots.options.forEach(({ text }, index) => expect(options[index]).toContain(text));
		expect(said(ballots[0]!)).toMatch(/Reparte hasta \d+ puntos/);
		expect(said(ballots[0]!)).toContain(`${ADDRESS}/vote`);
		expect(await faultsFound()).toEqual([]);
	});

	it('[W7] each method has its own marks to fill in', () => {
		show('ballots', { poll: withMethod({ method: 'score', budget: null, cap: null }) });
		expect(said(screen.getAllByRole('listitem')[0]!)).toMatch(/1 ?2 ?3 ?4 ?5$/);
		cleanup();
		show('ballots', { poll: withMethod({ method: 'ranking', budget: null, cap: null }) });
		expect(said(screen.getAllByRole('listitem')[0]!)).toContain('Lugar');
		cleanup();
		show('ballots', { poll: openConsensus });
		const round = said(screen.getAllByRole('article')[0]!);
		for (const answer of ['De acuerdo', 'De acuerdo con reserva', 'Me abstengo', 'Me opongo']) {
			expect(round).toContain(answer);
		}
		expect(round).toContain('escribe aquí tu motivo');
	});

	it('[W7] a vote that is over, secret or for practice has no ballots on paper; without one the page says what to do', async () => {
		const secret = withMethod({ secrecy: 'secret' });
		const others = [secret, withMethod({ practice: true }), { ...openDots, status: 'closed' as const }];
		expect(printable([...others, openDots])).toEqual([openDots]);
		show('ballots', { poll: null });
		expect(said(document.body)).toContain('cuando quien facilita abre la votación');
		expect(screen.queryAllByRole('article')).toEqual([]);
		expect(await faultsFound()).toEqual([]);
	});

	it('[W7] blank cards have kinds to mark and a line for whose word it is', async () => {
		show('blank');
		const cards = screen.getAllByRole('article');
		expect(cards).toHaveLength(3);
		expect(said(cards[0]!)).toMatch(/Problema central.*Causa.*Efecto.*Solución.*De quién es/);
		expect(await faultsFound()).toEqual([]);
	});

	it('[W7] nobody else prints, and an empty board says where cards come from', () => {
		show('cards', { mayPrint: false, board: null });
		expect(said(document.body)).toContain('Imprimen quien facilita y quienes tienen asiento');
		expect(screen.queryAllByRole('article')).toEqual([]);
		expect(screen.queryByRole('button', { name: 'Preparar las hojas' })).toBeNull();
		cleanup();
		show('cards', { board: { ...board, cards: [], links: [] } });
		expect(said(document.body)).toContain('El tablero todavía no tiene tarjetas');
	});
});

it('[W7] letters go on after Z, and copies stay within what a room needs', () => {
	expect([0, 25, 26, 27, 51, 52, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AB', 'AZ', 'BA', 'ZZ', 'AAA']);
	expect(copiesOf(null, 'ballots', openDots)).toBe(19);
	expect(copiesOf('7', 'ballots', openDots)).toBe(7);
	for (const asked of ['0', '-2', '1.5', 'muchas']) expect(copiesOf(asked, 'blank', null)).toBe(12);
	expect(copiesOf('100000', 'blank', null)).toBe(MOST_COPIES);
	const nobody = { ...openDots, id: 'n'.repeat(20) as PollId, turnout: [] };
	expect(copiesOf(null, 'ballots', nobody)).toBe(1);
});
