import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { ParticipantId } from '#domain/ids.ts';
import type { PollView, RoomView } from '#protocol/view.ts';
import RoomVotes from '../../src/routes/w/[id]/table/facilitate/room/room-votes.svelte';
import PollPanel from '../../src/routes/w/[id]/table/poll/poll-panel.svelte';
import { myBallots, openPollOf } from '../support/fixtures/method-polls.ts';
import { CAUSES, FIRST, me, SECOND, THIRD, view } from '../support/fixtures/table-view.ts';
import { faultsFound } from './axe.ts';
import { partsCome, tableOf } from './table-harness.ts';

const approval = openPollOf('approval');
const [sector] = approval.turnout.map((row) => row.sector);
const NUMBER = 123_456;
const choice = { method: 'approval', approved: [FIRST] } as const;

async function panel(poll: PollView, changes: Parameters<typeof tableOf>[0]) {
	const { table, send } = tableOf({ view: { polls: [poll] }, ...changes });
	render(PollPanel, { table, poll });
	await partsCome();
	await partsCome();
	return { send };
}

test('[V41] whoever was noted to vote on paper sees why there is no ballot here', async () => {
	const { ballots } = myBallots(approval);
	await panel(approval, { me: { ballots: { [approval.id]: { ...ballots![approval.id]!, way: 'paper' } } } });
	expect(screen.getByText(/En esta votación votas en papel/)).toBeTruthy();
	expect(screen.queryByRole('button', { name: 'Enviar mi voto' })).toBeNull();
});

test('[V42] somebody of another sector is shown the hands that were counted, and confirms those and no others', async () => {
	const counts = { [FIRST]: 2, [SECOND]: 0, [THIRD]: 1 };
	const hands = { poll: approval.id, sector: sector!, voters: 2, counts };
	const { send } = await panel(approval, { me: { handsToConfirm: [hands] } });
	const shown = await screen.findByRole('region', { name: '¿Viste estas manos?' });
	expect(shown.textContent).toContain(`${CAUSES[0].text}: 2`);
	expect(await faultsFound()).toEqual([]);
	await fireEvent.click(within(shown).getByRole('button', { name: 'Sí, vi estas manos' }));
	expect(send).toHaveBeenCalledWith({ type: 'confirmHands', ...hands });
});

test('[V43] a paper is read under its number, and what came of it is said', async () => {
	const poll = { ...approval, slips: { paper: 1, table: 0 } };
	const seat = { sector: sector!, voucher: 'facilitator' } as const;
	const { send } = await panel(poll, { me: { seat } });
	send.mockResolvedValue({ ok: true, made: { reading: 'different' } });
	await fireEvent.click(await screen.findByText('Capturar boletas de papel'));
	await fireEvent.input(screen.getByRole('textbox', { name: 'Número de la boleta' }), {
		target: { value: String(NUMBER) },
	});
	await fireEvent.click(screen.getByRole('button', { name: 'Leer esta boleta' }));
	await fireEvent.click(await screen.findByRole('checkbox', { name: CAUSES[0].text }));
	expect(await faultsFound()).toEqual([]);
	await fireEvent.click(screen.getByRole('button', { name: 'Enviar mi voto' }));
	expect(send).toHaveBeenCalledWith({ type: 'enterPaper', poll: poll.id, number: NUMBER, choice });
	expect(await screen.findByText(/Boleta 123456: no coincide con la otra lectura/)).toBeTruthy();
});

test('[V44] at a shared computer a vote is hidden once it is sent, and the next number is asked for', async () => {
	const poll = { ...approval, slips: { paper: 0, table: 1 } };
	const { send } = await panel(poll, { me: { role: 'device', seat: null, ballots: {} } });
	await fireEvent.input(await screen.findByRole('textbox', { name: 'Tu número' }), {
		target: { value: String(NUMBER) },
	});
	await fireEvent.click(screen.getByRole('button', { name: 'Votar con este número' }));
	await fireEvent.click(await screen.findByRole('checkbox', { name: CAUSES[0].text }));
	await fireEvent.click(screen.getByRole('button', { name: 'Enviar mi voto' }));
	expect(send).toHaveBeenCalledWith({
		type: 'castAtTable',
		poll: poll.id,
		rules: poll.cardHash,
		number: NUMBER,
		choice,
	});
	expect(await screen.findByText(/Pasa la computadora/)).toBeTruthy();
	expect(screen.queryByRole('checkbox')).toBeNull();
	expect(screen.getByRole('textbox', { name: 'Tu número' })).toHaveProperty('value', '');
});

test('[V45] the result says how those who could vote did', async () => {
	const breakdown = { devices: 3, tables: 2, hands: 4, paper: 1, notVoting: 2 };
	await panel({ ...approval, status: 'closed', tally: null, breakdown }, {});
	expect(document.body.textContent).not.toContain('A mano alzada: 4');
	const order = approval.options.map(({ id }) => [id]);
	const options = approval.options.map(({ id }) => ({ id, approvals: 0, bySector: {}, share: 0 }));
	const tally = { method: 'approval', ballots: 10, ballotsBySector: {}, options, order, silentSectors: [] } as const;
	await panel({ ...approval, status: 'closed', tally, breakdown }, {});
	await waitFor(() => expect(document.body.textContent).toContain('A mano alzada: 4. En papel: 1. Sin votar: 2.'));
});

test('[V41] a facilitator notes who votes how, counts hands, and gives out numbers', async () => {
	const [ana, ben] = view.people.filter(({ seat }) => seat !== null);
	const room: RoomView = {
		ways: [
			{ participant: ana!.id, sector: sector!, way: 'hands' },
			{ participant: ben!.id, sector: sector!, way: 'paper' },
		],
		hands: [{ sector: sector!, entered: { voters: 1, counts: {} }, confirmed: null }],
		slips: [{ number: NUMBER, way: 'paper', sector: sector!, state: 'read-differently' }],
	};
	const { table, send } = tableOf({ me: { ...me, role: 'facilitator' } });
	render(RoomVotes, { table, poll: approval, room });
	expect(await faultsFound()).toEqual([]);
	const ways = screen.getAllByRole('combobox', { name: /cómo vota/ });
	await fireEvent.change(ways[0]!, { target: { value: 'table' } });
	const participants: readonly ParticipantId[] = [ana!.id];
	expect(send).toHaveBeenCalledWith({ type: 'setWay', poll: approval.id, way: 'table', participants });
	expect(screen.getByText(/Falta que alguien de otro sector confirme: 1 personas/)).toBeTruthy();
	await fireEvent.input(screen.getByRole('textbox', { name: 'Personas que alzaron la mano' }), {
		target: { value: '1' },
	});
	await fireEvent.input(screen.getByRole('textbox', { name: CAUSES[0].text }), { target: { value: '1' } });
	await fireEvent.click(screen.getByRole('button', { name: 'Enviar las manos que conté' }));
	expect(send).toHaveBeenCalledWith({
		type: 'enterHands',
		poll: approval.id,
		sector,
		voters: 1,
		counts: { [FIRST]: 1, [SECOND]: 0, [THIRD]: 0 },
	});
	expect(screen.getByText(/Dos personas leyeron distinto/)).toBeTruthy();
	await fireEvent.click(screen.getByRole('button', { name: 'Numerar boletas de papel' }));
	expect(send).toHaveBeenCalledWith({ type: 'issueSlips', poll: approval.id, way: 'paper', sector, count: 1 });
});
