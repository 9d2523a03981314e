import { render, screen, waitFor } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import { CAUSES, facilitator, openDots } from '../support/fixtures/table-view.ts';
import TablePage from '../../src/routes/w/[id]/table/table-page.svelte';
import type { BoardMode } from '../../src/routes/w/[id]/table/board-mode.ts';
import type { TableApi } from '../../src/routes/w/[id]/table/table-api.ts';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

teachDialogs();
const api: TableApi = {
	freeze: () => Promise.reject(new Error('nothing is frozen here')),
	inviteFacilitator: () => Promise.reject(new Error('nobody is invited here')),
	undoable: () => Promise.reject(new Error('nothing is undone here')),
};
const board = createRawSnippet<[BoardMode, string | null]>((mode, why) => ({
	render: () => `<p>${mode() === 'tree' ? 'Aquí el árbol' : 'Aquí la lista'}. ${why() ?? ''}</p>`,
}));
function open(changes: Parameters<typeof tableOf>[0] = {}) {
	const onmode = vi.fn<(mode: BoardMode) => void>();
	const made = tableOf(changes);
	const props = {
		table: made.table,
		api,
		mode: 'list' as const,
		onmode,
		board,
		cards: CAUSES,
		saved: 'saved' as const,
		asides: [],
		onaside() {},
	};
	return { ...made, onmode, ...render(TablePage, props), props };
}

test('the table page names table, phase and time, says that all is saved, and has no faults for a screen reader', async () => {
	open();
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Brecha salarial en Jalisco');
	expect(screen.getByText('EJEMPLO')).toBeTruthy();
	expect(screen.getByText('Guardado')).toBeTruthy();
	await waitFor(() => expect(screen.getByRole('heading', { name: openDots.question })).toBeTruthy());
	expect(await faultsFound()).toEqual([]);
});

test('a board that has not come yet claims nothing as saved', async () => {
	const { rerender, props } = open();
	expect(screen.getByText('Guardado')).toBeTruthy();
	await rerender({ ...props, cards: null });
	expect(screen.queryByText('Guardado')).toBeNull();
});

test('tree and list are one press apart, and the board is told why it cannot be written', () => {
	const { onmode } = open();
	expect(screen.getByText(/Aquí la lista\. En la fase «Elegir causas»/)).toBeTruthy();
	screen.getAllByRole('button', { name: 'Árbol' })[0]?.click();
	expect(onmode).toHaveBeenCalledWith('tree');
});

test('only facilitators find the keys of the method', async () => {
	const { unmount } = open();
	expect(screen.queryByRole('button', { name: 'Facilitar' })).toBeNull();
	unmount();
	open({ me: facilitator });
	expect(screen.getAllByRole('button', { name: 'Facilitar' }).length).toBeGreaterThan(0);
	await waitFor(() => expect(screen.getByText('Lo siguiente:')).toBeTruthy());
	screen.getAllByRole('button', { name: 'Ahora' })[0]?.click();
	await waitFor(() => expect(screen.getByText('Facilitas: no tienes asiento ni voto en esta mesa.')).toBeTruthy());
	expect(await faultsFound()).toEqual([]);
});

test('a lost line and a text that did not get in are said on the page', async () => {
	const { rerender, props, table } = open();
	const asides = [{ id: 't1', text: 'Los contratos no dicen cuánto gana cada puesto' }];
	await rerender({ ...props, table: { ...table, connected: false }, asides, saved: 'offline' });
	expect(screen.getByText(/Sin conexión con la mesa/)).toBeTruthy();
	await waitFor(() => expect(screen.getByText('Los contratos no dicen cuánto gana cada puesto')).toBeTruthy());
	expect(await faultsFound()).toEqual([]);
});

test('whoever may vote and has not is told so wherever they look', () => {
	open();
	expect(screen.getByText(`Hay una votación abierta: ${openDots.question}`)).toBeTruthy();
	expect(screen.getAllByRole('button', { name: /^Ahora ?: hay una votación abierta$/ }).length).toBeGreaterThan(0);
});
