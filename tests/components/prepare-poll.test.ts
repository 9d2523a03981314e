import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { PollView } from '#protocol/view.ts';
import { openPollOf } from '../support/fixtures/method-polls.ts';
import { approvalTally } from '../support/fixtures/method-tallies.ts';
import {
	CAUSES,
	closedConsensus,
	closedDots,
	consensusTally,
	facilitator,
	NOW,
	openDots,
	SECOND,
	THIRD,
	view,
} from '../support/fixtures/table-view.ts';
import FollowUps from '../../src/routes/w/[id]/table/facilitate/prepare/follow-ups.svelte';
import { linesOf } from '../../src/routes/w/[id]/table/facilitate/prepare/poll-draft.ts';
import PreparePoll from '../../src/routes/w/[id]/table/facilitate/prepare/prepare-poll.svelte';
import RunningPoll from '../../src/routes/w/[id]/table/facilitate/running-poll.svelte';
import type { TableApi } from '../../src/routes/w/[id]/table/table-api.ts';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

teachDialogs();
const never = (): Promise<never> => Promise.reject(new Error('not asked for here'));
const frozen = { hash: openDots.cardHash, cards: CAUSES.map(({ id, kind, text }) => ({ card: id, kind, text })) };
const api: TableApi = {
	freeze: vi.fn<TableApi['freeze']>(() => Promise.resolve({ ok: true, value: frozen })),
	inviteFacilitator: never,
	undoable: never,
};
const press = (name: string): Promise<boolean> => fireEvent.click(screen.getByRole('button', { name, hidden: true }));
const choose = (label: string, value: string): Promise<boolean> =>
	fireEvent.change(screen.getByLabelText(label), { target: { value } });

test('a vote on causes is prepared on one page, shown with its whole rule, and opens as it was seen', async () => {
	const { table, send } = tableOf({ view: { polls: [] }, me: facilitator });
	render(PreparePoll, { table, api, cards: CAUSES });
	await choose('Cómo se vota', 'ranking');
	await choose('Qué se pone a votación', 'causes');
	await choose('Cuándo cierra', '15');
	await choose('Si hay empate', 'run-off');
	expect(await faultsFound()).toEqual([]);
	await press('Revisar y abrir');
	await waitFor(() => expect(document.body.textContent).toContain('Ordena las opciones, la mejor primero.'));
	await press('Abrir ahora');
	expect(send).toHaveBeenCalledWith(
		expect.objectContaining({
			type: 'openPoll',
			about: { kind: 'cards', of: 'causes', cards: CAUSES.map(({ id }) => id), content: frozen.hash },
			terms: expect.objectContaining({ method: 'ranking', tie: 'run-off', closesAt: NOW + 900_000 }) as unknown,
			exception: null,
		}),
	);
});

test('a practice needs two options and no quorum', async () => {
	const quorum = { ...view.quorum, met: false };
	const { table, send } = tableOf({ view: { polls: [], quorum }, me: facilitator });
	render(PreparePoll, { table, api, cards: CAUSES });
	await choose('Qué se pone a votación', 'practice');
	expect(screen.getByRole('button', { name: 'Revisar y abrir' })).toHaveProperty('disabled', true);
	await fireEvent.input(screen.getByLabelText('Opciones, una por renglón'), { target: { value: 'Té\nCafé\n\nTé' } });
	await press('Revisar y abrir');
	await press('Abrir ahora');
	expect(send).toHaveBeenCalledWith(
		expect.objectContaining({ about: { kind: 'practice', texts: ['Té', 'Café'] }, exception: null }),
	);
	expect(linesOf(' a \n\na\nb')).toEqual(['a', 'b']);
});

test('more time is one press where the vote has a deadline, and not offered where it has none', async () => {
	const { table, send } = tableOf({ me: facilitator });
	const { rerender } = render(RunningPoll, { table, poll: { ...openDots, closesAt: NOW + 60_000 } });
	await press('Dar 5 minutos más');
	expect(send).toHaveBeenCalledWith({ type: 'extendPoll', poll: openDots.id, closesAt: NOW + 360_000 });
	await rerender({ table, poll: openDots });
	expect(screen.queryByRole('button', { name: /minutos más/ })).toBeNull();
});

const follow = (...polls: PollView[]) => {
	const made = tableOf({ view: { polls }, me: facilitator });
	return { ...made, ...render(FollowUps, { table: made.table }) };
};

test('a tie is voted on again where the rule says so, once; a result that waits is published', async () => {
	const tied: PollView = {
		...openPollOf('approval', { tie: 'run-off' }),
		status: 'closed',
		closedAt: NOW,
		tally: approvalTally,
	};
	const { send, unmount } = follow(tied);
	await press('Abrir el desempate');
	expect(send).toHaveBeenCalledWith({ type: 'openRunOff', poll: tied.id, options: [SECOND, THIRD], exception: null });
	unmount();
	follow(tied, { ...openDots, status: 'cancelled', follows: { poll: tied.id, because: 'run-off' } });
	expect(screen.queryByRole('button')).toBeNull();
	const waiting = follow({ ...closedDots, tally: null, unpublished: true });
	await press('Publicar el resultado');
	expect(waiting.send).toHaveBeenCalledWith({ type: 'publishPoll', poll: closedDots.id });
});

test('a majority is offered only where a round on the same question ended without consensus, and nothing decided it since', async () => {
	const counts = { ...consensusTally.counts, block: 1 };
	const failed: PollView = { ...closedConsensus, tally: { ...consensusTally, counts, reached: false } };
	const { send, unmount } = follow(failed);
	await press('Abrir votación de sí o no');
	expect(send).toHaveBeenCalledWith(
		expect.objectContaining({
			about: { kind: 'same-question', round: failed.id },
			terms: expect.objectContaining({ method: 'majority', threshold: 'two-thirds' }) as unknown,
		}),
	);
	expect(await faultsFound()).toEqual([]);
	unmount();
	follow(closedConsensus);
	expect(screen.queryByRole('button')).toBeNull();
	follow(failed, { ...closedConsensus, id: openDots.id, closedAt: NOW });
	expect(screen.queryByRole('button')).toBeNull();
});
