import { render, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { Weighting } from '#domain/rules.ts';
import type { PollView } from '#protocol/view.ts';
import {
	ACADEMIA,
	CAUSES,
	CIVIL,
	closedConsensus,
	closedDots,
	consensusTally,
	dotsTally,
	GUARANTOR,
	me,
	openConsensus,
	openDots,
} from '../support/fixtures/table-view.ts';
import BallotPage from '../../src/routes/w/[id]/vote/ballot-page.svelte';
import { cardsToday } from '../../src/routes/w/[id]/table/poll/cards-today.ts';
import PollPanel from '../../src/routes/w/[id]/table/poll/poll-panel.svelte';
import { faultsFound } from './axe.ts';
import { partsCome, tableOf } from './table-harness.ts';

const panel = (poll: PollView, changes: Parameters<typeof tableOf>[0] = {}) => {
	const { table } = tableOf({ ...changes, view: { polls: [poll], ...changes.view } });
	return render(PollPanel, { table, poll, today: null });
};
const page = (): string => document.body.textContent;
/** A result comes by a download of its own. */
const says = (text: string): Promise<void> => waitFor(() => expect(page()).toContain(text));

test.each<[Weighting, RegExp]>([
	['people', /El voto de cada persona vale lo mismo/],
	['sectors', /El resultado de cada sector vale lo mismo, sin importar cuántas personas tenga/],
	['blocks', /Cada bloque vale lo mismo y, dentro de él, cada uno de sus sectores/],
])('the rule beside the vote says how it weighs: %s', (weighting, sentence) => {
	panel({ ...openDots, card: { ...openDots.card, weighting } });
	expect(screen.getByRole('region', { name: 'La regla de esta votación' }).textContent).toMatch(sentence);
});

test('the rule of a points vote says the points, the most for one cause, and that it decides nothing', async () => {
	panel(openDots);
	const rule = screen.getByRole('region', { name: 'La regla de esta votación' }).textContent;
	expect(rule).toContain('5 puntos por persona, hasta 3 a una causa.');
	expect(rule).toContain('Ordena la conversación; después se confirma por consenso.');
	expect(rule).toContain('Los empates se muestran como empates.');
	expect(await faultsFound()).toEqual([]);
});

test('the rule of a round says when there is consensus', async () => {
	panel(openConsensus, { me: { ballots: { [openConsensus.id]: { eligible: true, choice: null, order: [] } } } });
	const rule = screen.getByRole('region', { name: 'La regla de esta votación' }).textContent;
	expect(rule).toContain('Hay consenso si nadie se opone y cada sector requerido da al menos un «de acuerdo»');
	expect(rule).not.toContain('puntos');
	for (const cause of CAUSES.slice(0, 2)) expect(screen.getByText(cause.text)).toBeTruthy();
	expect(await faultsFound()).toEqual([]);
});

test('open seats and a missing quorum are said before the vote and with its result', async () => {
	const card = { ...openDots.card, openSeats: true };
	const { unmount } = panel({ ...openDots, card, exception: 'El camión de la costa no llegó.' });
	expect(page()).toContain('cada quien declaró su sector');
	expect(page()).toContain('El camión de la costa no llegó.');
	unmount();
	panel({ ...closedDots, card, exception: 'El camión de la costa no llegó.' });
	await says('cada quien declaró su sector');
	await says('El camión de la costa no llegó.');
});

test('F34 whoever is alone in a sector is told before voting that the vote can be read', () => {
	const seat = { sector: GUARANTOR, voucher: 'facilitator' } as const;
	const { unmount } = panel(openDots, { me: { seat } });
	expect(page()).toContain('En Autoridad garante solo votas tú: al cierre se podrá leer tu voto.');
	unmount();
	panel(openDots);
	expect(page()).not.toContain('solo votas tú');
	expect(page()).toContain('Con una sola persona que vota: Autoridad garante.');
});

test('while a vote is open the page tells who voted by sector, and nothing of what', () => {
	// A tally that should never have come: even then nothing of it is drawn.
	panel({ ...openDots, tally: dotsTally });
	expect(page()).toContain('Votaron 12 de 19 personas');
	expect(page()).toContain('4 de 6');
	expect(page()).toContain('Los resultados se muestran al cierre.');
	expect(page()).not.toContain('52');
	expect(page()).not.toContain('Por sector');
});

test('after the close the result stands as a picture and as a table by sector, with ties as ties', async () => {
	panel(closedDots);
	await says('52%');
	const row = screen.getByRole('row', { name: /Las empresas no publican/, hidden: true });
	expect([...row.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['8', '3', '14', '6', '31', '52%']);
	expect(page()).toContain(`${CAUSES[1].text} (empate)`);
	expect(page()).toContain(`${CAUSES[2].text} (empate)`);
	expect(page()).not.toContain(`${CAUSES[0].text} (empate)`);
	expect(await faultsFound()).toEqual([]);
});

test('sectors from which nobody voted are named', async () => {
	panel({ ...closedDots, tally: { ...dotsTally, silentSectors: [ACADEMIA] } });
	await says('No votó nadie de Academia');
});

test('a result shows the wording that was voted on beside what the card says today', async () => {
	const { table } = tableOf({ view: { polls: [closedDots] } });
	const today = cardsToday([
		{ id: CAUSES[0].id, kind: 'cause', text: 'Las empresas ocultan sus salarios' },
		{ id: CAUSES[1].id, kind: 'cause', text: CAUSES[1].text },
	]);
	render(PollPanel, { table, poll: closedDots, today });
	await says('Hoy la tarjeta dice: «Las empresas ocultan sus salarios»');
	expect(page().match(/Hoy la tarjeta dice/g)).toHaveLength(1);
	expect(page()).toContain('Hoy la tarjeta ya no está en el árbol.');
});

test('[A3] a card that was merged since stands with the words that were voted on, and where it is now', async () => {
	const { table } = tableOf({ view: { polls: [closedDots] } });
	const today = cardsToday([
		{ id: CAUSES[1].id, kind: 'cause', text: 'Salarios opacos y dispares', merged: [CAUSES[0].id] },
	]);
	render(PollPanel, { table, poll: closedDots, today });
	await says('Se juntó con otra tarjeta, que hoy dice: «Salarios opacos y dispares»');
	expect(page()).toContain(CAUSES[0].text);
});

test('consensus is shown with its reservations; where somebody blocks there is none', async () => {
	const { unmount } = panel(closedConsensus);
	await says('Hay consenso');
	await says('Falta decir cómo se medirá el trabajo de cuidados.');
	expect(await faultsFound()).toEqual([]);
	unmount();
	const counts = { ...consensusTally.counts, agree: 9, block: 1 };
	panel({ ...closedConsensus, tally: { ...consensusTally, counts, reached: false, missing: [CIVIL] } });
	await says('No hubo consenso');
	await says('Se opuso 1 persona.');
	expect(page()).toContain('No hubo ningún «de acuerdo» de Sociedad civil.');
});

test.each([
	['facilitates', { role: 'facilitator', seat: null }, /Facilitas: no tienes asiento ni voto/],
	['observes', { role: 'observer', seat: null }, /no votas/],
	['has no seat', { seat: null }, /Para votar hace falta un asiento/],
	['came after the opening', {}, /al abrirse la votación/],
] as const)('whoever %s reads the rule and the turnout, and why there is no ballot', (_who, part, sentence) => {
	panel(openDots, { me: { ...part, ballots: {} } });
	expect(page()).toMatch(sentence);
	expect(screen.queryByRole('button', { name: /Enviar/ })).toBeNull();
	expect(page()).toContain('Votaron 12 de 19 personas');
});

test('a cancelled vote says why, and shows no result', async () => {
	panel({ ...openDots, status: 'cancelled', cancelledReason: 'Faltaba una causa.' });
	await says('Faltaba una causa.');
	expect(page()).not.toContain('%');
});

test('the phone page waits for the vote, then shows it, then its result', async () => {
	const { table } = tableOf({ view: { polls: [] } });
	const { rerender } = render(BallotPage, { table });
	expect(page()).toContain('Aquí aparecerá la votación');
	await rerender({ table: { ...table, view: { ...table.view, polls: [openDots] } } });
	await partsCome();
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(openDots.question);
	expect(screen.getByRole('button', { name: 'Enviar mi voto' })).toBeTruthy();
	expect(await faultsFound()).toEqual([]);
	await rerender({ table: { ...table, view: { ...table.view, polls: [closedDots] }, me } });
	await says('52%');
	expect(screen.queryByRole('button', { name: 'Enviar mi voto' })).toBeNull();
	expect(await faultsFound()).toEqual([]);
});
