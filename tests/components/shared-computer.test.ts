import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { ParticipantId } from '#domain/ids.ts';
import type { MyPart } from '#protocol/view.ts';
import { CIVIL, GOVERNMENT } from '../support/fixtures/table-view.ts';
import { bodyOf, faultsOf, personField, readTyped } from '../../src/routes/join/[code]/join-fields.ts';
import SidePanel from '../../src/routes/w/[id]/table/panel/side-panel.svelte';
import AskDevice from '../../src/routes/w/[id]/table/states/ask-device.svelte';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

teachDialogs();
const page = (): string => document.body.textContent;
const [ROSA, SAUL] = ['r', 's'].map((letter) => letter.repeat(20) as ParticipantId);
const computer: Partial<MyPart> = {
	...{ name: 'Equipo 3', role: 'device', sector: null, seat: null, present: false },
	named: [
		{ participant: ROSA!, name: 'Rosa', sector: CIVIL, isSeated: true, present: false },
		{ participant: SAUL!, name: 'Saúl', sector: GOVERNMENT, isSeated: false, present: true },
	],
};

test('[S16] a shared computer offers a check-in to each of its people, and none to itself', async () => {
	const { table, send } = tableOf({ me: computer });
	render(SidePanel, { table });
	const here = await screen.findByRole('button', { name: 'Registrar asistencia: Rosa' });
	expect(screen.queryByRole('button', { name: 'Registrar mi asistencia' })).toBeNull();
	await fireEvent.click(here);
	expect(send).toHaveBeenCalledWith({ type: 'checkIn', participant: ROSA });
	await fireEvent.click(screen.getByRole('button', { name: 'Registrar salida: Saúl' }));
	expect(send).toHaveBeenLastCalledWith({ type: 'checkOut', participant: SAUL });
	expect(page()).toContain('En este equipo nadie vota ni firma.');
	expect(await faultsFound()).toEqual([]);
});

test('[S16] one more who uses the computer is entered there', async () => {
	const { table, send } = tableOf({ me: computer });
	render(SidePanel, { table });
	const add = (await screen.findByText('Anotar a otra persona')).closest('details');
	if (!add) throw new Error('nothing to unfold');
	add.open = true;
	await fireEvent.input(within(add).getByLabelText('Nombre de la persona'), { target: { value: 'Toño' } });
	await fireEvent.change(within(add).getByLabelText('Sector'), { target: { value: CIVIL } });
	await fireEvent.click(within(add).getByRole('button', { name: 'Anotar' }));
	expect(send).toHaveBeenCalledWith({ type: 'enterPerson', name: 'Toño', organisation: '', sector: CIVIL });
});

test('[S20] a shared computer gives no signs, whose marks would be nobody’s; its people speak in the room', async () => {
	render(SidePanel, { table: tableOf({ me: computer }).table });
	expect(await screen.findByText(/levanten la mano en la sala/)).toBeTruthy();
	expect(screen.queryByRole('button', { name: 'Ya terminé' })).toBeNull();
	expect(screen.queryByRole('button', { name: 'Pedir la palabra' })).toBeNull();
});

test('[S20] a shared computer is not asked whose it is', () => {
	const device = { choice: null } as Parameters<typeof AskDevice>[1]['device'];
	render(AskDevice, { device, role: 'device' });
	expect(page().trim()).toBe('');
});

function typed(fields: Record<string, string>) {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) data.set(name, value);
	return readTyped(data);
}

test('[S20] a shared computer joins with those who were typed, whatever stands in the fields of one person', () => {
	const form = typed({
		...{ name: 'Ana', part: 'shared', computer: ' Laptop 3 ' },
		...{ [personField(0, 'name')]: 'Rosa', [personField(0, 'sector')]: CIVIL },
		...{ [personField(4, 'name')]: 'Saúl', [personField(4, 'sector')]: GOVERNMENT },
	});
	expect(faultsOf(form)).toEqual([]);
	expect(bodyOf(form, 'K7MQ4RTX')).toEqual({
		...{ code: 'K7MQ4RTX', name: 'Laptop 3', organisation: '', sector: null, observe: false },
		shared: [
			{ name: 'Rosa', organisation: '', sector: CIVIL },
			{ name: 'Saúl', organisation: '', sector: GOVERNMENT },
		],
	});
});

test('[S20] what is missing of a shared computer’s people is said at its field', () => {
	expect(faultsOf(typed({ part: 'shared' })).map(({ field }) => field)).toEqual(['computer', personField(0, 'name')]);
	const halves = typed({
		...{ part: 'shared', computer: 'Laptop 3' },
		...{ [personField(0, 'name')]: 'Rosa', [personField(1, 'sector')]: CIVIL },
	});
	expect(faultsOf(halves)).toEqual([
		{ field: personField(0, 'sector'), message: 'Elige el sector de la persona 1.' },
		{ field: personField(1, 'name'), message: 'Escribe el nombre o seudónimo de la persona 2.' },
	]);
});

test('who joins alone names themselves and a sector, or looks only', () => {
	expect(faultsOf(typed({})).map(({ field }) => field)).toEqual(['name', 'part']);
	const ana = { name: 'Ana', organisation: 'Mujeres del Bosque' };
	expect(bodyOf(typed({ ...ana, part: CIVIL }), 'X')).toMatchObject({ ...ana, sector: CIVIL, observe: false });
	expect(bodyOf(typed({ ...ana, part: 'observe' }), 'X')).toMatchObject({ ...ana, sector: null, observe: true });
});
