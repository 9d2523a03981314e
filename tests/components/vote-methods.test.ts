import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import type { CastChoice } from '#domain/commands.ts';
import type { Method } from '#domain/polls.ts';
import { cardOf, MY_ORDER, myBallots, openPollOf } from '../support/fixtures/method-polls.ts';
import { CAUSES, FIRST, me, openDots, SECOND, THIRD } from '../support/fixtures/table-view.ts';
import OpenBallot from '../../src/routes/w/[id]/table/poll/open-ballot.svelte';
import PollPanel from '../../src/routes/w/[id]/table/poll/poll-panel.svelte';
import { faultsFound } from './axe.ts';
import { partsCome, tableOf } from './table-harness.ts';

const [ONE, TWO, THREE] = [CAUSES[0].text, CAUSES[1].text, CAUSES[2].text];
const group = (name: string | RegExp): HTMLElement => screen.getByRole('group', { name });
const page = (): string => document.body.textContent;

async function ballot(method: Method, choice: CastChoice | null = null, cap: number | null = null) {
	const poll = openPollOf(method, method === 'approval' ? { cap } : {});
	const { table, send } = tableOf({ view: { polls: [poll] }, me: myBallots(poll, choice) });
	const shown = render(OpenBallot, { table, poll });
	await partsCome();
	return { poll, table, send, ...shown };
}
const sends = (method: Method, choice: CastChoice) => ({
	type: 'castBallot',
	poll: openPollOf(method).id,
	rules: openDots.cardHash,
	choice,
});
const sendIt = (name = 'Enviar mi voto'): void => screen.getByRole('button', { name }).click();

describe('[V32] every voter sees the options in an order of their own', () => {
	test.each(['dots', 'score', 'impact', 'ranking'] as const)('%s', async (method) => {
		await ballot(method);
		const legends = [...document.querySelectorAll('legend')].map(({ textContent }) => textContent);
		const causes = legends.filter((text) => CAUSES.some((cause) => cause.text === text));
		expect(causes).toEqual([THREE, ONE, TWO]);
		expect(MY_ORDER).toEqual([THIRD, FIRST, SECOND]);
	});

	test('approval', async () => {
		await ballot('approval');
		expect(screen.getAllByRole('checkbox').map((box) => box.closest('label')?.textContent.trim())).toEqual([
			THREE,
			ONE,
			TWO,
		]);
	});
});

test('what is marked outlasts the news of other people’s ballots', async () => {
	const { table, poll, rerender } = await ballot('approval');
	await fireEvent.click(screen.getByRole('checkbox', { name: THREE }));
	await rerender({ table, poll: structuredClone(poll) });
	await partsCome();
	expect(screen.getByRole('checkbox', { name: THREE })).toHaveProperty('checked', true);
});

test('approval: marks are sent, and no more than the rule allows can be made', async () => {
	const { send } = await ballot('approval', null, 2);
	await fireEvent.click(screen.getByRole('checkbox', { name: THREE }));
	expect(screen.getByText('Marcaste 1 de hasta 2')).toBeTruthy();
	await fireEvent.click(screen.getByRole('checkbox', { name: ONE }));
	expect(screen.getByRole('checkbox', { name: TWO })).toHaveProperty('disabled', true);
	expect(await faultsFound()).toEqual([]);
	sendIt();
	expect(send).toHaveBeenCalledWith(sends('approval', { method: 'approval', approved: [FIRST, THIRD] }));
});

test('score: each option is a group of radios, each number with its word, and none is an answer too', async () => {
	const { send } = await ballot('score');
	expect(screen.getByRole('button', { name: 'Enviar mi voto' })).toHaveProperty('disabled', true);
	await fireEvent.click(within(group(ONE)).getByRole('radio', { name: /5\s*Mucho/ }));
	await fireEvent.click(within(group(TWO)).getByRole('radio', { name: /1\s*Nada/ }));
	await fireEvent.click(within(group(TWO)).getByRole('radio', { name: 'Sin opinión' }));
	expect(screen.getByText('Calificaste 1 opción de 3')).toBeTruthy();
	expect(await faultsFound()).toEqual([]);
	sendIt();
	expect(send).toHaveBeenCalledWith(sends('score', { method: 'score', scores: { [FIRST]: 5 } }));
});

test('impact × feasibility: an option with one of its two scores is not sent, and says so', async () => {
	const { send } = await ballot('impact');
	await fireEvent.click(within(group(ONE)).getAllByRole('radio', { name: /4\s*Bastante/ })[0] ?? document.body);
	sendIt();
	await waitFor(() => expect(screen.getByText(/le falta una de las dos calificaciones/)).toBeTruthy());
	expect(send).not.toHaveBeenCalled();
	expect(document.activeElement).toBe(group(ONE));
	await fireEvent.click(
		within(within(group(ONE)).getByRole('group', { name: /Factibilidad/ })).getByRole('radio', { name: /2/ }),
	);
	expect(await faultsFound()).toEqual([]);
	sendIt();
	expect(send).toHaveBeenCalledWith(
		sends('impact', { method: 'impact', scores: { [FIRST]: { impact: 4, feasibility: 2 } } }),
	);
});

test('ranking: with the keys an option goes up and down, the rest is said to stay last, and the focus stays', async () => {
	const { send } = await ballot('ranking');
	const up = (name: string): HTMLElement => screen.getByRole('button', { name: `Subir: ${name}` });
	await fireEvent.click(up(ONE));
	await fireEvent.click(up(TWO));
	up(TWO).focus();
	await fireEvent.click(up(TWO));
	await waitFor(() => expect(screen.getByText(`${TWO}: lugar 1`)).toBeTruthy());
	expect(document.activeElement?.closest('fieldset')).toBe(group(TWO));
	expect(screen.getByText('Ordenaste 2 opciones de 3')).toBeTruthy();
	expect(await faultsFound()).toEqual([]);
	sendIt();
	expect(send).toHaveBeenCalledWith(sends('ranking', { method: 'ranking', ranks: [[SECOND], [FIRST]] }));
});

test('ranking: options can share a place, and each says with which', async () => {
	const { send } = await ballot('ranking', { method: 'ranking', ranks: [[FIRST], [SECOND]] });
	const place = (name: string): HTMLElement => within(group(name)).getByRole('combobox', { name: 'Lugar' });
	await fireEvent.change(place(TWO), { target: { value: '1' } });
	expect(group(ONE).textContent).toContain(`En el mismo lugar que: ${TWO}`);
	await fireEvent.change(place(THREE), { target: { value: '2' } });
	expect(place(THREE)).toHaveProperty('value', '2');
	sendIt('Cambiar mi voto');
	expect(send).toHaveBeenCalledWith(sends('ranking', { method: 'ranking', ranks: [[FIRST, SECOND], [THIRD]] }));
});

test('ranking: a place chosen that is none of its own any more shows the one that came of it', async () => {
	await ballot('ranking', { method: 'ranking', ranks: [[FIRST], [SECOND]] });
	const place = (): HTMLElement => within(group(ONE)).getByRole('combobox', { name: 'Lugar' });
	await fireEvent.change(place(), { target: { value: '2' } });
	await waitFor(() => expect(place()).toHaveProperty('value', '1'));
	expect(group(ONE).textContent).toContain(`En el mismo lugar que: ${TWO}`);
});

test('majority: yes, no or abstain, with what it is about, by which threshold and why it is asked', async () => {
	const poll = { ...openPollOf('majority'), subject: { kind: 'confirm', of: 'causes', after: null } } as const;
	const asked = { ...poll, follows: { poll: openDots.id, because: 'no-consensus' } } as const;
	const { table, send } = tableOf({ view: { polls: [asked] }, me: myBallots(asked) });
	render(PollPanel, { table, poll: asked });
	await partsCome();
	expect(page()).toContain('Se aprueba con al menos dos tercios de los votos de sí o no.');
	expect(page()).toContain('La ronda de consenso sobre lo mismo terminó sin acuerdo.');
	for (const { text } of CAUSES) expect(page()).toContain(text);
	await fireEvent.click(screen.getByRole('radio', { name: /^Sí/ }));
	expect(await faultsFound()).toEqual([]);
	sendIt('Enviar mi respuesta');
	expect(send).toHaveBeenCalledWith(sends('majority', { method: 'majority', answer: 'yes' }));
});

const COUNTED: readonly CastChoice[] = [
	{ method: 'approval', approved: [SECOND] },
	{ method: 'score', scores: { [SECOND]: 3 } },
	{ method: 'impact', scores: { [SECOND]: { impact: 5, feasibility: 1 } } },
	{ method: 'ranking', ranks: [[SECOND], [FIRST, THIRD]] },
	{ method: 'majority', answer: 'no' },
];
test.each(COUNTED)(
	'whoever comes back finds the ballot that counts, can withdraw it, and nothing to send: $method',
	async (choice) => {
		await ballot(choice.method, choice);
		expect(screen.getByText('Tu voto cuenta.')).toBeTruthy();
		expect(screen.queryByRole('button', { name: /^(Enviar|Cambiar)/ })).toBeNull();
		expect(screen.getByRole('button', { name: /^Retirar/ })).toBeTruthy();
	},
);

test.each(COUNTED)(
	'a ballot without a network waits visibly and is not sent twice by a second press: $method',
	async (choice) => {
		const poll = openPollOf(choice.method);
		const { table, send } = tableOf({ me: myBallots(poll, choice), connected: false });
		send.mockReturnValue(new Promise(() => {}));
		render(OpenBallot, { table, poll, phone: true });
		await partsCome();
		const other = screen
			.queryAllByRole<HTMLInputElement>('radio')
			.find(({ checked, value }) => !checked && value !== '');
		if (other) await fireEvent.click(other);
		else if (choice.method === 'ranking')
			await fireEvent.click(screen.getByRole('button', { name: `Subir: ${ONE}` }));
		else await fireEvent.click(screen.getByRole('checkbox', { name: ONE }));
		// Where a first tap leaves half an answer, the other half.
		if (choice.method === 'impact') {
			const rest = within(group(/Factibilidad/.test(page()) ? THREE : ONE)).getAllByRole<HTMLInputElement>(
				'radio',
			);
			await fireEvent.click(rest.filter(({ value }) => value === '2')[1] ?? document.body);
		}
		const send2 = screen.getByRole('button', { name: /^Cambiar/ });
		send2.click();
		await waitFor(() => expect(screen.getByText(/tu voto sale en cuanto vuelva la red/)).toBeTruthy());
		send2.click();
		expect(send).toHaveBeenCalledTimes(1);
		expect(await faultsFound()).toEqual([]);
	},
);

test.each<[Method, RegExp]>([
	['approval', /Marca todas las opciones que apoyas/],
	['score', /Califica cada opción del 1 \(nada\) al 5 \(mucho\)/],
	['impact', /Da dos calificaciones a cada opción/],
	['ranking', /Ordena las opciones, la mejor primero/],
	['majority', /Vota sí o no, o abstente/],
])('the rule card stands before the ballot and says the method in plain words: %s', async (method, words) => {
	const poll = openPollOf(method);
	const { table } = tableOf({ view: { polls: [poll] }, me: myBallots(poll) });
	render(PollPanel, { table, poll });
	await partsCome();
	const rule = screen.getByRole('region', { name: 'La regla de esta votación' });
	expect(rule.textContent).toMatch(words);
	const send = screen.getByRole('button', { name: /^Enviar/ });
	expect(rule.compareDocumentPosition(send) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

test('the rule says its deadline, a run-off, more quorum of a sector, who may vote later, and that names will show', () => {
	const closesAt = openDots.openedAt + 3_600_000;
	const [sector = ''] = openDots.turnout.map((row) => row.sector);
	const card = cardOf('score', {
		closes: 'deadline',
		closesAt,
		tie: 'run-off',
		eligible: 'seated-later',
		secrecy: 'open',
		results: 'when-published',
		quorum: { total: 4, sectors: [], bySector: { [sector]: 2 } },
	});
	const poll = { ...openPollOf('score'), card, closesAt };
	const { table } = tableOf({ view: { polls: [poll] }, me: myBallots(poll) });
	render(PollPanel, { table, poll });
	expect(page()).toMatch(/Cierra el .*: cuenta lo que llegue antes/);
	expect(page()).toContain('Si hay empate, se vuelve a votar solo entre lo empatado.');
	expect(page()).toContain('De Gobierno, al menos 2.');
	expect(page()).toContain('Quien reciba un asiento antes del cierre también puede votar.');
	expect(page()).toContain('El voto es abierto: al cierre, toda la mesa ve quién votó qué.');
	expect(page()).toContain('Quien facilita publica el resultado después del cierre.');
	expect(page()).not.toContain('sin nombres');
});

test('[V31] a practice vote is marked while it runs, and afterwards as discarded', async () => {
	const poll = openPollOf('score', { practice: true, closes: 'deadline' });
	const practice = { ...poll, subject: { kind: 'practice' }, closesAt: openDots.openedAt + 60_000 } as const;
	const { table } = tableOf({ view: { polls: [practice] }, me: myBallots(practice) });
	const { rerender } = render(PollPanel, { table, poll: practice });
	expect(page()).toContain('Votación de práctica: dura un minuto, no decide nada');
	await rerender({ table: { ...table, me }, poll: { ...practice, status: 'discarded', practised: 7 } });
	expect(page()).toContain('Práctica terminada y descartada');
});
