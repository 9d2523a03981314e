import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { FIRST, me, openDots, SECOND } from '../support/fixtures/table-view.ts';
import DotsBallot from '../../src/routes/w/[id]/table/poll/dots-ballot.svelte';
import { dotsLeft, give, given, setDots, takeBack, type Dots } from '../../src/routes/w/[id]/table/poll/dots.ts';
import { faultsFound } from './axe.ts';
import { tableOf } from './table-harness.ts';

const rule = { budget: 5, cap: 3 };
const times = (count: number, act: (dots: Dots) => Dots, from: Dots = {}): Dots =>
	Array.from({ length: count }).reduce<Dots>(act, from);
const press = (name: string): void => screen.getByRole('button', { name }).click();

test('nobody gives one option more than its most, nor more points than there are', () => {
	const three = times(4, (dots) => give(dots, FIRST, rule));
	expect(three).toEqual({ [FIRST]: 3 });
	const all = times(4, (dots) => give(dots, SECOND, rule), three);
	expect(all).toEqual({ [FIRST]: 3, [SECOND]: 2 });
	expect(dotsLeft(all, rule)).toBe(0);
});

test('a point taken back is free for another option', () => {
	const dots = give(takeBack({ [FIRST]: 3, [SECOND]: 2 }, FIRST), SECOND, rule);
	expect(dots).toEqual({ [FIRST]: 2, [SECOND]: 3 });
	expect(takeBack({}, FIRST)).toEqual({});
});

test('an option without points is the same as one that was never touched', () => {
	expect(setDots({ [FIRST]: 1 }, FIRST, 0, rule)).toEqual({});
	expect(given({ [FIRST]: 0, [SECOND]: 1 })).toEqual({ [SECOND]: 1 });
});

test('Ana gives her points with the buttons, sees what is left, and sends', async () => {
	const { table, send } = tableOf();
	render(DotsBallot, { table, poll: openDots });
	const [first] = openDots.options;
	for (let i = 0; i < 3; i++) press(`Dar un punto a: ${first?.text}`);
	await waitFor(() => expect(screen.getByText('Te quedan 2 puntos')).toBeTruthy());
	expect(screen.getByRole('button', { name: `Dar un punto a: ${first?.text}` })).toHaveProperty('disabled', true);
	press('Enviar mi voto');
	expect(send).toHaveBeenCalledWith({
		type: 'castBallot',
		poll: openDots.id,
		rules: openDots.cardHash,
		choice: { method: 'dots', dots: { [FIRST]: 3 } },
	});
	expect(await faultsFound()).toEqual([]);
});

test('the vote counts only once the server says so', async () => {
	const { table } = tableOf();
	const { rerender } = render(DotsBallot, { table, poll: openDots });
	press(`Dar un punto a: ${openDots.options[0]?.text}`);
	await waitFor(() => expect(screen.getByText('Te quedan 4 puntos')).toBeTruthy());
	expect(screen.queryByText('Tu voto cuenta.')).toBeNull();
	const ballots = {
		[openDots.id]: { eligible: true, choice: { method: 'dots', dots: { [FIRST]: 1 } }, order: [] },
	} as const;
	await rerender({ table: { ...table, me: { ...me, ballots } } });
	expect(screen.getByText('Tu voto cuenta.')).toBeTruthy();
	expect(screen.queryByRole('button', { name: 'Enviar mi voto' })).toBeNull();
});

test('after a vote that counts, moving a point asks to be sent again, and says that the first still counts', async () => {
	const ballots = {
		[openDots.id]: { eligible: true, choice: { method: 'dots', dots: { [FIRST]: 3 } }, order: [] },
	} as const;
	const { table, send } = tableOf({ me: { ballots } });
	render(DotsBallot, { table, poll: openDots });
	press(`Quitar un punto a: ${openDots.options[0]?.text}`);
	await waitFor(() => expect(screen.getByText(/Sigue contando tu voto anterior/)).toBeTruthy());
	press('Cambiar mi voto');
	expect(send).toHaveBeenCalledWith({
		type: 'castBallot',
		poll: openDots.id,
		rules: openDots.cardHash,
		choice: { method: 'dots', dots: { [FIRST]: 2 } },
	});
});

test('a vote on its way without a network waits visibly, and a second press sends nothing', async () => {
	const { table, send } = tableOf({ connected: false });
	send.mockReturnValue(new Promise(() => {}));
	render(DotsBallot, { table, poll: openDots, phone: true });
	press('Enviar mi voto');
	await waitFor(() => expect(screen.getByText(/tu voto sale en cuanto vuelva la red/)).toBeTruthy());
	press('Enviar mi voto');
	expect(send).toHaveBeenCalledTimes(1);
	expect(await faultsFound()).toEqual([]);
});

test('a refusal stands beside the button, in the words of the server', async () => {
	const { table, send } = tableOf();
	send.mockResolvedValue({ ok: false, code: 'poll.closed', message: 'La votación ya cerró.' });
	render(DotsBallot, { table, poll: openDots });
	press('Enviar mi voto');
	await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('La votación ya cerró.'));
});

test('points can be typed, each option a group with its wording; more than the rule allows leaves them as they were', async () => {
	const { table, send } = tableOf();
	render(DotsBallot, { table, poll: openDots });
	const [option] = openDots.options;
	const field = within(screen.getByRole('group', { name: option?.text ?? '' })).getByRole('spinbutton');
	await fireEvent.change(field, { target: { value: '2' } });
	expect(screen.getByText('Te quedan 3 puntos')).toBeTruthy();
	await fireEvent.change(field, { target: { value: '4' } });
	expect(field).toHaveProperty('value', '2');
	press('Enviar mi voto');
	expect(send).toHaveBeenCalledWith(expect.objectContaining({ choice: { method: 'dots', dots: { [FIRST]: 2 } } }));
});
