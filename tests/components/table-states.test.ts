import { render, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { CLOSE, isFinal } from '#protocol/sync.ts';
import type { Verdict } from '#protocol/view.ts';
import { NOW, view } from '../support/fixtures/table-view.ts';
import { endingOf } from '../../src/routes/w/[id]/table/states/ending.ts';
import Ended from '../../src/routes/w/[id]/table/states/ended.svelte';
import LineNotice from '../../src/routes/w/[id]/table/states/line-notice.svelte';
import NotAtTable from '../../src/routes/w/[id]/table/states/not-at-table.svelte';
import SetAside from '../../src/routes/w/[id]/table/states/set-aside.svelte';
import { whyClosed } from '../../src/routes/w/[id]/table/states/permission.ts';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

teachDialogs();
tableOf(); // the words below are the table's first language
const page = (): string => document.body.textContent;
const closed = (code: Exclude<Verdict, { ok: true }>['code']): Verdict => ({ ok: false, code, lock: null });

test('a lock says who closed the board, when and why', () => {
	const lock = { by: 'Marta Ruiz', at: Date.now(), reason: 'acordado en la ronda' };
	const said = whyClosed(view, { ok: false, code: 'lock.held', lock });
	expect(said).toMatch(/^Marta Ruiz cerró el tablero a las \d{1,2}:\d\d\. Motivo: acordado en la ronda$/);
	const before = whyClosed(view, { ok: false, code: 'lock.held', lock: { ...lock, at: NOW } });
	expect(before).toMatch(/^Marta Ruiz cerró el tablero el \d+ de marzo a las \d{1,2}:\d\d\. Motivo/);
	expect(whyClosed(view, { ok: false, code: 'lock.held', lock }, 'draft')).toContain('cerró este texto');
});

test('a phase that closes the board says which phases open it', () => {
	expect(whyClosed(view, closed('phase.closed'))).toBe(
		'En la fase «Elegir causas» el tablero se lee y no cambia. Se escribe en las fases: El problema, Causas y efectos y Soluciones.',
	);
});

test('observers and archived tables read, and are told so', () => {
	expect(whyClosed(view, closed('role.observer'))).toContain('Observas esta mesa');
	expect(whyClosed(view, closed('workshop.archived'))).toContain('archivada');
	expect(whyClosed(view, { ok: true })).toBeNull();
});

test.each(Object.entries(CLOSE).filter(([, code]) => isFinal(code)))(
	'an end for good has its own words and one way on: %s',
	async (name, code) => {
		const ending = endingOf(code);
		const { unmount } = render(Ended, { code });
		expect(screen.getByRole('heading').textContent).toBe(ending.title);
		expect(screen.getAllByRole(ending.way === 'reload' ? 'button' : 'link')).toHaveLength(1);
		if (name !== 'malformed') expect(ending.title).not.toBe(endingOf(CLOSE.malformed).title);
		expect(await faultsFound()).toEqual([]);
		unmount();
	},
);

test('a line that is down says that decisions wait, and nothing while it is up', async () => {
	const { rerender } = render(LineNotice, { connected: true });
	expect(page().trim()).toBe('');
	await rerender({ connected: false });
	expect(screen.getByRole('status').textContent).toContain('votar y decidir espera');
	await rerender({ connected: false, code: CLOSE.stopping });
	await waitFor(() => expect(screen.getByRole('status').textContent).toContain('reiniciando'));
});

test('whoever is not of the table finds the three ways in', async () => {
	const { rerender } = render(NotAtTable, { id: view.id });
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Este equipo no está en la mesa');
	const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
	expect(links).toContain('/rejoin');
	expect(links).toContain(`/login?next=${encodeURIComponent(`/w/${view.id}`)}`);
	expect(await faultsFound()).toEqual([]);
	await rerender({ id: view.id, removed: true });
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Ya no participas en esta mesa');
	expect(page()).toContain('puede readmitirte');
});

test('a text that the table could not take is kept, with who closed it, until its author lets go', async () => {
	const gone: string[] = [];
	const texts = [
		{ id: 't1', text: 'Los contratos no dicen cuánto gana cada puesto', why: 'Marta Ruiz cerró el tablero.' },
	];
	render(SetAside, { isKept: true, texts, ondismiss: (id: string) => gone.push(id) });
	expect(page()).toContain('Un texto tuyo no entró al tablero');
	expect(page()).toContain('Los contratos no dicen cuánto gana cada puesto');
	expect(page()).toContain('Marta Ruiz cerró el tablero.');
	expect(screen.getByRole('button', { name: 'Copiar' })).toBeTruthy();
	screen.getByRole('button', { name: 'Ya no lo necesito' }).click();
	await waitFor(() => expect(gone).toEqual(['t1']));
	expect(await faultsFound()).toEqual([]);
});
