import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { m } from '#i18n/compiled/messages.js';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import type { CardId, LinkId, PhaseId, WorkshopId } from '#domain/ids.ts';
import type { BoardPicture } from '#domain/texts.ts';
import type { BoardAt, BoardMoment } from '#protocol/api.ts';
import HistoryPage from '../../src/routes/w/[id]/history/+page.svelte';
import { chosenMoments } from '../../src/routes/w/[id]/history/choose-moments.ts';
import { view } from '../support/fixtures/table-view.ts';
import { faultsFound } from './axe.ts';

overwriteGetLocale(() => 'es');
afterEach(cleanup);

const id = (letter: string) => letter.repeat(20) as CardId;
const [PROBLEM, CARE, HOURS] = [id('a'), id('b'), id('c')];
const FIRST: BoardMoment = {
	seq: 12,
	at: Date.UTC(2026, 2, 3, 16, 42),
	phase: 'p2' as PhaseId,
	ended: 'phase',
	hash: '1',
};
const SECOND: BoardMoment = {
	seq: 40,
	at: Date.UTC(2026, 2, 3, 17, 5),
	phase: 'p3' as PhaseId,
	ended: 'session',
	hash: '2',
};

function board(
	cards: readonly (readonly [CardId, 'problem' | 'cause', string])[],
	ties: readonly LinkId[],
): BoardPicture {
	return {
		format: 'mesa-abierta/board/1',
		cards: cards.map(([card, kind, text]) => ({
			...{ card, kind, text, pos: [0, 0] as const, size: [240, 120] as const },
			...{ into: null, mirrors: null, details: {} },
		})),
		links: ties.map((tie) => {
			const [from, to] = tie.split('~') as [CardId, CardId];
			return { from, to };
		}),
	};
}
const EARLIER: BoardAt = {
	moment: FIRST,
	board: board(
		[
			[PROBLEM, 'problem', 'Brecha salarial'],
			[CARE, 'cause', 'Faltan guarderías públicas'],
		],
		[],
	),
};
const LATER: BoardAt = {
	moment: SECOND,
	board: board(
		[
			[PROBLEM, 'problem', 'Brecha salarial'],
			[CARE, 'cause', 'Faltan guarderías con horario largo'],
			[HOURS, 'cause', 'Jornadas largas'],
		],
		[`${CARE}~${PROBLEM}` as LinkId],
	),
};

function show(
	at: BoardAt | null,
	other: BoardAt | null,
	moments: readonly BoardMoment[] = [FIRST, SECOND],
	asked?: string,
) {
	const { setup, example, agenda } = view;
	const key = (one: BoardAt | null) => (one?.moment ? String(one.moment.seq) : one ? 'now' : null);
	const keys = chosenMoments(moments, asked ?? key(at), key(other));
	const workshop = 'w'.repeat(20) as WorkshopId;
	render(HistoryPage, {
		data: { id: workshop, setup, example, agenda, chosen: [], moments: [...moments], at, other, keys },
		params: { id: workshop },
		form: null,
	});
}
const part = (name: string | RegExp) => screen.getByRole('region', { name });

describe('the history of the board', () => {
	it('[N9] shows a moment as picture and as text, under when it was, with nothing to write in', async () => {
		show(EARLIER, null);
		const moment = part(/^Al cierre de la fase 2 · .*3 de marzo de 2026/);
		expect(within(moment).getByRole('img').textContent).toContain('Brecha salarial');
		expect(
			within(moment)
				.getAllByRole('listitem')
				.map((item) => item.textContent.trim()),
		).toContain('Brecha salarial');
		expect(screen.queryByRole('textbox')).toBeNull();
		const choices = screen.getAllByRole('combobox');
		expect(choices.map((choice) => (choice as HTMLSelectElement).value)).toEqual(['12', '']);
		expect(
			within(choices[1] as HTMLElement)
				.getAllByRole('option')
				.map(({ textContent }) => textContent),
		).toEqual([
			'Ningún otro',
			expect.stringContaining('Al cierre de la fase 2'),
			expect.stringContaining('Al cierre de la sesión, en la fase 3'),
			'Ahora',
		]);
		expect(await faultsFound()).toEqual([]);
	});

	it('[N11] says how many drawings a picture leaves out, and where there were others before', () => {
		const drawn = (at: BoardAt, drawings: number): BoardAt => ({ ...at, board: { ...at.board, drawings } });
		show(EARLIER, null);
		expect(screen.getByText(m.history_drawings_unknown())).toBeTruthy();
		cleanup();
		show(drawn(EARLIER, 0), null);
		expect(screen.queryByText(/dibujo/)).toBeNull();
		cleanup();
		show(drawn({ ...LATER, moment: null }, 2), null);
		expect(screen.getByText(m.history_drawings_now({ count: 2 }))).toBeTruthy();
		cleanup();
		show(drawn(EARLIER, 1), drawn(LATER, 3));
		expect(screen.getByText(m.history_drawings_changed({ before: 1, after: 3 }))).toBeTruthy();
		expect(screen.getByText(m.history_drawings_then({ count: 1 }))).toBeTruthy();
		expect(screen.getByText(m.history_drawings_then({ count: 3 }))).toBeTruthy();
		cleanup();
		show(drawn(EARLIER, 3), drawn(LATER, 3));
		expect(screen.queryByText(m.history_drawings_changed({ before: 3, after: 3 }))).toBeNull();
	});

	it('[N11] compares two moments in words, and marks their pictures', async () => {
		show(EARLIER, LATER);
		const changes = part('Qué cambió');
		expect(within(changes).getByRole('heading', { name: 'Tarjetas nuevas (1)' })).toBeTruthy();
		expect(changes.textContent).toContain('Jornadas largas');
		expect(within(changes).getByRole('heading', { name: 'Dicen otra cosa (1)' })).toBeTruthy();
		expect(changes.querySelector('del')?.textContent).toMatch(/decía:.públicas.\(fin del cambio\)/);
		expect(changes.querySelector('ins')?.textContent).toMatch(/ahora dice:.con horario largo/);
		expect(within(changes).getByRole('heading', { name: 'Ligas nuevas (1)' })).toBeTruthy();
		const [before, after] = [part(/^Antes: Al cierre de la fase 2/), part(/^Después: Al cierre de la sesión/)];
		expect(before.querySelectorAll('.mt-badge')).toHaveLength(1);
		expect([...after.querySelectorAll('.mt-badge')].map(({ textContent }) => textContent).sort()).toEqual([
			'Cambió',
			'Nueva',
		]);
		expect(part('Cómo leer las marcas').textContent).toContain('línea de guiones');
		expect(await faultsFound()).toEqual([]);
	});

	it('says that nothing changed where nothing did', () => {
		show(EARLIER, { moment: null, board: EARLIER.board });
		expect(part('Qué cambió').textContent).toContain('Nada cambió de un momento al otro');
		expect(part('Después: Ahora').querySelectorAll('.mt-badge')).toHaveLength(0);
	});

	it('says what to wait for while no moment is kept, and shows the board as it stands', async () => {
		show({ moment: null, board: LATER.board }, null, []);
		expect(screen.getByText('La mesa todavía no guarda ningún momento.')).toBeTruthy();
		expect(part('Ahora').textContent).toContain('Jornadas largas');
		expect(await faultsFound()).toEqual([]);
	});

	it('says so where the address names a moment that is not there', () => {
		show(LATER, null, [FIRST, SECOND], '999');
		expect(screen.getByText(/Ese momento no está en la historia/)).toBeTruthy();
	});
});

describe('the moments that an address asks for', () => {
	const moments = [FIRST, SECOND];
	it('are the last one where it asks for none, and the earlier of two first', () => {
		expect(chosenMoments(moments, null, null)).toEqual({ at: '40', other: null, isUnknown: false });
		expect(chosenMoments([], null, null)).toEqual({ at: 'now', other: null, isUnknown: false });
		expect(chosenMoments(moments, 'now', '12')).toEqual({ at: '12', other: 'now', isUnknown: false });
		expect(chosenMoments(moments, '40', '12')).toEqual({ at: '12', other: '40', isUnknown: false });
		expect(chosenMoments(moments, '12', '12')).toEqual({ at: '12', other: null, isUnknown: false });
		expect(chosenMoments(moments, '12', '')).toEqual({ at: '12', other: null, isUnknown: false });
		expect(chosenMoments(moments, 'x', '__proto__')).toEqual({ at: '40', other: null, isUnknown: true });
	});
});
