import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { BallotSecret, PollId } from '#domain/ids.ts';
import { ballotKey, receiptOf } from '#domain/secret-ballots.ts';
import { MY_ORDER, openPollOf } from '../support/fixtures/method-polls.ts';
import { CAUSES, FIRST } from '../support/fixtures/table-view.ts';
import PollPanel from '../../src/routes/w/[id]/table/poll/poll-panel.svelte';
import { faultsFound } from './axe.ts';
import { tableOf } from './table-harness.ts';

const first = openPollOf('approval', { secrecy: 'secret-by-person', weighting: 'people' });
/** A page remembers what it has sent: another test, another vote. */
const second = { ...first, id: 'y'.repeat(20) as PollId };
const nameOf = ({ id }: { readonly id: PollId }): string => `mesa-ballot-${id}`;
const choice = { method: 'approval', approved: [FIRST] } as const;
const SECRET = '0123456789abcdef0123456789abcdef' as BallotSecret;

beforeEach(() => localStorage.clear());

function panel(hasVoted: boolean, poll = first) {
	const ballot = { eligible: true, choice: null, hasVoted, order: MY_ORDER };
	const { table, send } = tableOf({ view: { polls: [poll] }, me: { ballots: { [poll.id]: ballot } } });
	render(PollPanel, { table, poll });
	return { send };
}

test('[V39] a device that voted for nobody says that the vote was given elsewhere, and offers no second one', async () => {
	panel(true);
	expect(await screen.findByText(/Ya votaste, desde otro dispositivo/)).toBeTruthy();
	expect(screen.queryByRole('button', { name: 'Enviar mi voto' })).toBeNull();
	expect(await faultsFound()).toEqual([]);
});

test('[V39] a ballot whose answer never came is sent again as it was: same key, same number', async () => {
	localStorage.setItem(nameOf(first), JSON.stringify({ secret: SECRET, n: 1, counted: null, sent: choice }));
	const { send } = panel(false);
	await waitFor(() => expect(send).toHaveBeenCalledTimes(1));
	expect(send).toHaveBeenCalledWith({
		type: 'castSecretly',
		poll: first.id,
		rules: first.cardHash,
		key: ballotKey(SECRET),
		receipt: receiptOf(SECRET),
		secret: null,
		n: 1,
		choice,
	});
	await waitFor(() =>
		expect(JSON.parse(localStorage.getItem(nameOf(first)) ?? '')).toMatchObject({ sent: null, counted: choice }),
	);
});

test('[V38] what the device must remember is kept before anything is sent, and says who could see what until when', async () => {
	localStorage.setItem(nameOf(second), JSON.stringify({ secret: SECRET, n: 4, counted: null, sent: null }));
	const { send } = panel(false, second);
	expect(screen.getByText(/guardamos tu voto sin tu nombre, sin tu sector/)).toBeTruthy();
	expect(screen.getByText(/Hasta el cierre, quien opera el servidor/)).toBeTruthy();
	let kept = '';
	send.mockImplementationOnce(() => {
		kept = localStorage.getItem(nameOf(second)) ?? '';
		return Promise.resolve({ ok: false, code: 'poll.closed', message: 'Ya cerró.' });
	});
	await fireEvent.click(await screen.findByRole('checkbox', { name: CAUSES[0].text }));
	await fireEvent.click(screen.getByRole('button', { name: 'Enviar mi voto' }));
	await waitFor(() => expect(send).toHaveBeenCalledTimes(1));
	expect(JSON.parse(kept)).toMatchObject({ secret: SECRET, n: 5, sent: choice });
	expect(send.mock.calls[0]?.[0]).toMatchObject({ n: 5, secret: SECRET });
	await waitFor(() =>
		expect(JSON.parse(localStorage.getItem(nameOf(second)) ?? '')).toMatchObject({ sent: null, counted: null }),
	);
});
