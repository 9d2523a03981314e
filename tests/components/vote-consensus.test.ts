import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { openConsensus } from '../support/fixtures/table-view.ts';
import ConsensusBallot from '../../src/routes/w/[id]/table/poll/consensus-ballot.svelte';
import { faultsFound } from './axe.ts';
import { tableOf } from './table-harness.ts';

test('the four answers of a consensus round stand side by side, none chosen', async () => {
	const { table } = tableOf();
	render(ConsensusBallot, { table, poll: openConsensus });
	const answers = screen.getAllByRole('radio');
	expect(answers).toHaveLength(4);
	expect(answers.some((answer) => answer instanceof HTMLInputElement && answer.checked)).toBe(false);
	expect(screen.getByRole('button', { name: 'Enviar mi respuesta' })).toHaveProperty('disabled', true);
	expect(await faultsFound()).toEqual([]);
});

test.each([
	['reservation', /De acuerdo con reserva/, '¿Cuál es tu reserva?'],
	['block', /Me opongo/, '¿Por qué te opones y qué cambiarías?'],
] as const)('an answer of «%s» is sent with its reason, and not without', async (answer, label, question) => {
	const { table, send } = tableOf();
	render(ConsensusBallot, { table, poll: openConsensus });
	await fireEvent.click(screen.getByRole('radio', { name: label }));
	screen.getByRole('button', { name: 'Enviar mi respuesta' }).click();
	await waitFor(() => expect(screen.getByText(/Escribe el motivo/)).toBeTruthy());
	expect(send).not.toHaveBeenCalled();
	await fireEvent.input(screen.getByLabelText(question), { target: { value: ' Falta medirlo. ' } });
	screen.getByRole('button', { name: 'Enviar mi respuesta' }).click();
	expect(send).toHaveBeenCalledWith({
		type: 'castBallot',
		poll: openConsensus.id,
		rules: openConsensus.cardHash,
		choice: { method: 'consensus', answer, reason: 'Falta medirlo.' },
	});
	await waitFor(() => expect(screen.queryByText(/Escribe el motivo/)).toBeNull());
	expect(await faultsFound()).toEqual([]);
});

test('agreeing and abstaining ask for no reason', async () => {
	const { table, send } = tableOf();
	render(ConsensusBallot, { table, poll: openConsensus });
	await fireEvent.click(screen.getByRole('radio', { name: /Me abstengo/ }));
	screen.getByRole('button', { name: 'Enviar mi respuesta' }).click();
	expect(send).toHaveBeenCalledWith({
		type: 'castBallot',
		poll: openConsensus.id,
		rules: openConsensus.cardHash,
		choice: { method: 'consensus', answer: 'abstain', reason: '' },
	});
});

test('whoever comes back finds the answer and the reason that count', () => {
	const choice = { method: 'consensus', answer: 'reservation', reason: 'Falta medirlo.' } as const;
	const { table } = tableOf({ me: { ballots: { [openConsensus.id]: { eligible: true, choice, order: [] } } } });
	render(ConsensusBallot, { table, poll: openConsensus });
	expect(screen.getByRole('radio', { name: /De acuerdo con reserva/ })).toHaveProperty('checked', true);
	expect(screen.getByLabelText('¿Cuál es tu reserva?')).toHaveProperty('value', 'Falta medirlo.');
	expect(screen.getByText('Tu voto cuenta.')).toBeTruthy();
});
