import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import type { Tally } from '#domain/polls.ts';
import type { PollView } from '#protocol/view.ts';
import Decision from '$lib/record/decision.svelte';
import { minutesDecision } from '$lib/record/decision.ts';
import { openPollOf } from '../support/fixtures/method-polls.ts';
import {
	approvalTally,
	impactTally,
	majorityTally,
	rankingTally,
	scoreTally,
} from '../support/fixtures/method-tallies.ts';
import { CAUSES, CIVIL, closedDots, FIRST, NOW, openDots, SECOND, view } from '../support/fixtures/table-view.ts';
import Wall from '../../src/routes/w/[id]/screen/wall.svelte';
import { cardsToday } from '../../src/routes/w/[id]/table/poll/cards-today.ts';
import PollPanel from '../../src/routes/w/[id]/table/poll/poll-panel.svelte';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

teachDialogs();
const [ONE, TWO, THREE] = [CAUSES[0].text, CAUSES[1].text, CAUSES[2].text];
const page = (): string => document.body.textContent;
const says = (text: string): Promise<void> => waitFor(() => expect(page()).toContain(text));
const closed = (tally: Tally, changes: Partial<PollView> = {}): PollView => ({
	...openPollOf(tally.method),
	status: 'closed',
	closedAt: NOW - 60_000,
	tally,
	...changes,
});
const panel = (poll: PollView, today: Parameters<typeof cardsToday>[0] | null = null) => {
	const { table } = tableOf({ view: { polls: [poll] } });
	return render(PollPanel, { table, poll, today: today && cardsToday(today) });
};
const cells = (name: RegExp): string[] =>
	within(screen.getByRole('row', { name, hidden: true }))
		.getAllByRole('cell', { hidden: true })
		.map((cell) => cell.textContent.trim());

const ALL = [approvalTally, scoreTally, impactTally, rankingTally, majorityTally];
const SAID: Readonly<Record<string, readonly string[]>> = {
	approval: ['70%', `${TWO} (empate)`, `${THREE} (empate)`],
	score: ['4.25', '–'],
	impact: ['Mucho impacto y factible', 'Mucho impacto, difícil', 'Nadie la calificó.'],
	ranking: [TWO, 'Todas contra todas'],
	majority: [
		'La mesa no lo aprobó.',
		'53.3%',
		'al menos dos tercios',
		'Quedaron por debajo del mínimo: Autoridad garante.',
	],
};

describe.each(ALL)('a result of $method', (tally) => {
	test('stands as a picture and a table, says its ties and who was silent, and can be taken away', async () => {
		panel(closed(tally));
		for (const text of SAID[tally.method] ?? []) await says(text);
		expect(page()).toContain('Sin votos que contar: Academia.');
		expect(screen.getAllByRole('table', { hidden: true }).length).toBeGreaterThan(0);
		const sheet = screen.getByRole('link', { name: 'hoja de cálculo (CSV)' }).getAttribute('href');
		expect(sheet).toBe(`/api/workshops/${view.id}/polls/${openPollOf(tally.method).id}/export.csv`);
		expect(await faultsFound()).toEqual([]);
	});

	test('is on the wall without tables, and in the minutes with all of them in sight', async () => {
		tableOf();
		render(Wall, { view: { ...view, polls: [closed(tally)] }, clock: NOW, connected: true, tree: null });
		for (const text of SAID[tally.method] ?? []) {
			if (text !== 'Todas contra todas' && text !== '–') await says(text);
		}
		expect(screen.queryByRole('table', { hidden: true })).toBeNull();
		expect(screen.queryByRole('link', { name: /CSV/ })).toBeNull();
		expect(await faultsFound()).toEqual([]);
		cleanup();
		render(Decision, {
			decision: minutesDecision(closed(tally)),
			words: view.rules,
			lang: 'es',
			chosen: new Set<string>(),
		});
		expect(screen.getAllByRole('table').length).toBe(1);
		expect(document.querySelector('details')).toBeNull();
		expect(await faultsFound()).toEqual([]);
	});
});

test('a score’s table says how often each was given, and the mean of each sector that gave one', async () => {
	panel(closed(scoreTally));
	await says('4.25');
	expect(cells(/Las empresas no publican/)).toEqual(['4.25', '0', '1', '2', '4', '5', '–', '–', '4.5', '–']);
});

test('the pairs of a ranking are compared row above column, and the winner of each stands out in words', async () => {
	panel(closed(rankingTally));
	await says('Todas contra todas');
	expect(cells(/^1\. El cuidado recae/)).toEqual(['–', '62.5%', '87.5%']);
	expect(page()).toContain('En negritas, quien gana esa comparación.');
});

test('impact × feasibility draws a point for each option that somebody scored, numbered as in the list', async () => {
	panel(closed(impactTally), [
		{
			id: CAUSES[1].id,
			kind: 'solution',
			text: TWO,
			details: { level: 'state', norm: 'Ley de Igualdad, art. 12', budget: 'to-find' },
		},
	]);
	await says('Mucho impacto y factible');
	const picture = screen.getByRole('img', { name: /según su impacto y su factibilidad/ });
	expect([...picture.querySelectorAll('.nth')].map(({ textContent }) => textContent)).toEqual(['1', '2']);
	await says('Ley de Igualdad, art. 12');
	expect(page()).toContain('Presupuesto: Sí, hay que buscarlo');
});

test('a majority’s table says the part of yes in each sector', async () => {
	panel(closed(majorityTally));
	await says('La mesa no lo aprobó.');
	expect(cells(/Sociedad civil/)).toEqual(['3', '2', '1', '60%']);
});

test('late ballots, a result that waits, and a practice that is over are said', async () => {
	panel({ ...closedDots, late: 2 });
	await says('2 votos llegaron tarde y no se contaron.');
	cleanup();
	panel({ ...closedDots, tally: null, unpublished: true });
	await says('La votación cerró. Quien facilita publicará el resultado.');
	cleanup();
	panel({ ...openDots, status: 'discarded', practised: 7 });
	await says('Practicaron 7 personas.');
	expect(page()).not.toContain('%');
});

test('of an open vote everybody reads who voted what; somebody erased stands without a name', async () => {
	const ballots = [
		{
			participant: view.people[1]?.id ?? '',
			name: 'Ana',
			sector: CIVIL,
			choice: { method: 'dots', dots: { [FIRST]: 3 } },
		},
		{ participant: 'z', name: null, sector: CIVIL, choice: { method: 'dots', dots: { [SECOND]: 1 } } },
	] as PollView['ballots'];
	panel({ ...closedDots, ballots });
	await says(`${ONE}: 3`);
	expect(page()).toContain('Persona que borró sus datos');
	expect(await faultsFound()).toEqual([]);
});

test('where the rule shows results live, they stand under the open ballot', async () => {
	const poll = openPollOf('score', { results: 'live' });
	const { table } = tableOf({ view: { polls: [poll] } });
	render(PollPanel, { table, poll: { ...poll, tally: scoreTally } });
	await says('Resultado hasta ahora');
	await says('4.25');
	expect(page()).not.toContain('Los resultados se muestran al cierre.');
});
