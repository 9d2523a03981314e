import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { UndoPreview } from '#protocol/api.ts';
import { facilitator, me, NOW, view } from '../support/fixtures/table-view.ts';
import PeopleDialog from '../../src/routes/w/[id]/table/header/people-dialog.svelte';
import type { ActsAsked, TableApi } from '../../src/routes/w/[id]/table/table-api.ts';
import StoppedNotice from '../../src/routes/w/[id]/table/undo/stopped-notice.svelte';
import UndoneNotice from '../../src/routes/w/[id]/table/undo/undone-notice.svelte';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

teachDialogs();
const NOBODY = { restored: 0, takenBack: 0, rewritten: 0, changed: 0 };
const AHEAD: UndoPreview = {
	counts: { restored: 40, takenBack: 1, rewritten: 0, changed: 3 },
	texts: [
		{ how: 'restored', root: 'cards', id: 'a', text: 'Techo de cristal' },
		{ how: 'takenBack', root: 'cards', id: 'b', text: '' },
	],
	since: null,
};
const guest = view.people.find(({ id, role, name }) => role === 'guest' && id !== me.id && name !== null);
if (!guest?.name) throw new Error('the table has no guest with a name');
const { name } = guest;

async function openDialog(preview: (asked: ActsAsked) => UndoPreview = () => AHEAD) {
	const made = tableOf({ me: facilitator });
	const undoable = vi.fn((asked: ActsAsked) => Promise.resolve({ ok: true as const, value: preview(asked) }));
	const api: TableApi = {
		freeze: () => Promise.reject(new Error('nothing is frozen here')),
		inviteFacilitator: () => Promise.reject(new Error('nobody is invited here')),
		undoable,
	};
	render(PeopleDialog, { table: made.table, api, open: true });
	await fireEvent.click(screen.getByRole('button', { name: `Deshacer lo que hizo: ${name}` }));
	await waitFor(() => expect(screen.getByRole('heading', { name: `Deshacer lo que hizo ${name}` })).toBeTruthy());
	return { ...made, undoable };
}

test('a facilitator sees in words what would change, gives a reason, and hears that it was done', async () => {
	const { send, undoable } = await openDialog();
	await waitFor(() =>
		expect(
			screen.getByText('Si deshaces: vuelven 40 tarjetas, sale 1 tarjeta y 3 cambios más vuelven atrás.'),
		).toBeTruthy(),
	);
	expect(screen.getByText('Techo de cristal')).toBeTruthy();
	expect(screen.getByText('y 39 más')).toBeTruthy();
	expect(await faultsFound()).toEqual([]);
	const undo = screen.getByRole('button', { name: 'Deshacer' });
	expect(undo).toHaveProperty('disabled', true);
	await fireEvent.click(screen.getByRole('radio', { name: /Los últimos 15 minutos/ }));
	const from = NOW - 15 * 60_000;
	await waitFor(() => expect(undoable).toHaveBeenLastCalledWith({ participant: guest?.id, from, commitment: null }));
	await fireEvent.input(screen.getByRole('textbox', { name: /Motivo/ }), { target: { value: 'Borró el tablero' } });
	await fireEvent.click(undo);
	expect(send).toHaveBeenCalledWith({
		type: 'undoActs',
		participant: guest?.id,
		from,
		commitment: null,
		reason: 'Borró el tablero',
	});
	await waitFor(() => expect(screen.getByText(/^Listo: vuelven 40 tarjetas/)).toBeTruthy());
});

test('where there is nothing to undo, or nobody knows any more, the dialog says so and undoes nothing', async () => {
	await openDialog(({ from }) =>
		from === NOW - 5 * 60_000 ? { ...AHEAD, counts: NOBODY, texts: [] } : { ...AHEAD, since: NOW - 60_000 },
	);
	await waitFor(() => expect(screen.getByText('En ese rato no hay nada que deshacer.')).toBeTruthy());
	await fireEvent.input(screen.getByRole('textbox', { name: /Motivo/ }), { target: { value: 'x' } });
	expect(screen.getByRole('button', { name: 'Deshacer' })).toHaveProperty('disabled', true);
	await fireEvent.click(screen.getByRole('radio', { name: /15 minutos/ }));
	await waitFor(() => expect(screen.getByText(/^Sabemos quién hizo qué desde las /)).toBeTruthy());
	expect(screen.getByRole('button', { name: 'Deshacer' })).toHaveProperty('disabled', true);
});

test('who does not facilitate finds no key to undo what others did', () => {
	const { table } = tableOf();
	const api: TableApi = {
		freeze: () => Promise.reject(new Error('nothing is frozen here')),
		inviteFacilitator: () => Promise.reject(new Error('nobody is invited here')),
		undoable: () => Promise.reject(new Error('nothing is undone here')),
	};
	render(PeopleDialog, { table, api, open: true });
	expect(screen.queryByRole('button', { name: /Deshacer/ })).toBeNull();
});

test('everybody at the table reads what was undone, whose, by whom and why, until they put it away', async () => {
	const undone = {
		at: NOW - 60_000,
		by: 'Lucía',
		participant: guest.id,
		person: name,
		from: NOW - 300_000,
		commitment: null,
		counts: { ...NOBODY, restored: 2 },
		reason: 'Fue un descuido',
	};
	const said = new RegExp(
		`^Lucía deshizo a las .* lo que ${name} hizo en el tablero: vuelven 2 tarjetas. Motivo: Fue`,
	);
	const { rerender } = render(UndoneNotice, { table: tableOf({ view: { undone: [undone] } }).table });
	expect(screen.getByText(said)).toBeTruthy();
	await fireEvent.click(screen.getByRole('button', { name: 'Quitar este aviso' }));
	expect(screen.queryByText(said)).toBeNull();
	const own = { ...undone, at: NOW, participant: me.id };
	await rerender({ table: tableOf({ view: { undone: [own] } }).table });
	expect(screen.getByText(/lo que hiciste en el tablero/)).toBeTruthy();
});

test('whoever facilitates hears who was stopped removing too much, with the one action to undo it', async () => {
	const stopped = [{ at: NOW - 1_000, participant: guest.id, name, commitment: null }];
	const { table } = tableOf({ me: { ...facilitator, stopped } });
	const api: TableApi = {
		freeze: () => Promise.reject(new Error('nothing is frozen here')),
		inviteFacilitator: () => Promise.reject(new Error('nobody is invited here')),
		undoable: () => Promise.resolve({ ok: true, value: AHEAD }),
	};
	render(StoppedNotice, { table, api });
	expect(screen.getByText(new RegExp(`^${name} quitó demasiado de lo que otras personas hicieron`))).toBeTruthy();
	await fireEvent.click(screen.getByRole('button', { name: `Deshacer lo que hizo ${name}` }));
	await waitFor(() => expect(screen.getByText(/^Si deshaces: vuelven 40 tarjetas/)).toBeTruthy());
	expect(await faultsFound()).toEqual([]);
});
