import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { CommitmentId, PlanId, WorkshopId } from '#domain/ids.ts';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import type { PlanCommitment, PublicPlan } from '#protocol/plans.ts';
import PlanPage from '../../src/routes/p/[id]/+page.svelte';
import PlansPage from '../../src/routes/plans/+page.svelte';
import { faultsFound } from './axe.ts';

overwriteGetLocale(() => 'es');
afterEach(cleanup);

const AT = Date.UTC(2026, 10, 21, 18);
const held: PlanCommitment = {
	...{ id: 'c1' as CommitmentId, version: 2, issuedAt: AT, isWithdrawn: false, record: 'f'.repeat(64) },
	...{ title: 'Reducir la brecha salarial', problem: 'Desigualdad', solution: 'Registro', lead: 'Trabajo', term: '' },
	...{ url: 'https://mesa.example/c/c1' },
	indicator: { text: 'Brecha salarial', baseline: '17 %', target: '12 %', means: 'ENOE' },
	progress: [{ sector: 'Gobierno', line: 'm1', what: 'Publicar el padrón', status: 'limited', at: AT }],
	owed: [{ sector: 'Gobierno', count: 2 }],
};
const bare = {
	...held,
	id: 'c2' as CommitmentId,
	title: 'Otro',
	indicator: null,
	progress: [],
	owed: [{ sector: 'Gobierno', count: 1 }],
};
const gone = { ...held, id: 'c3' as CommitmentId, title: 'Retirado antes', isWithdrawn: true, progress: [], owed: [] };
const plan: PublicPlan = {
	...{ format: 'mesa-abierta/plan/1', id: 'p1' as PlanId, language: 'es', url: 'https://mesa.example/p/p1' },
	...{ name: 'Plan de Jalisco', about: 'Dos años de trabajo', from: '2027-01-01', until: '2028-12-31' },
	tables: [
		{ id: 'w1' as WorkshopId, title: 'Brecha salarial', example: false, commitments: [held, bare, gone] },
		{ id: 'w2' as WorkshopId, title: 'Movilidad', example: false, commitments: [] },
	],
	checkpoint: { number: 57, root: 'ab'.repeat(32), at: AT },
};
type Manage = { isOwner: boolean; mayAdd: { id: WorkshopId; title: string }[]; facilitates: WorkshopId[] } | null;
const show = (manage: Manage = null, shown = plan) =>
	render(PlanPage, { data: { plan: shown, manage }, params: { id: 'p1' }, form: null });

describe('[F7] the public page of a plan', () => {
	it('shows each table with what it issued, by which result it is judged and how far it is', async () => {
		show();
		const table = within(screen.getByRole('region', { name: 'Brecha salarial' }));
		expect(table.getByRole('link', { name: held.title }).getAttribute('href')).toBe('/c/c1');
		expect(table.getAllByText(/Brecha salarial: 17 % → 12 %/)).toHaveLength(2);
		expect(table.getByText('Sin indicador de resultado')).toBeTruthy();
		expect(table.getByText('Publicar el padrón')).toBeTruthy();
		expect(table.getByText('Retirado')).toBeTruthy();
		expect(screen.getByText('Esta mesa todavía no ha emitido compromisos.')).toBeTruthy();
		expect(screen.getByText('Compromisos en vigor').nextElementSibling?.textContent).toBe('2');
		expect(screen.getByText('Con indicador de resultado').nextElementSibling?.textContent).toBe('1 de 2');
		expect(screen.getByText('Razones por escrito pendientes: 3. Las debe: Gobierno.')).toBeTruthy();
		expect(screen.getByText(/Según la constancia 57/)).toBeTruthy();
		expect(screen.queryByRole('button', { name: /Quitar/ })).toBeNull();
		expect(await faultsFound()).toEqual([]);
	});

	it('lets whoever made it name it, and whoever facilitates a table add and remove it', async () => {
		const mine = { id: 'w3' as WorkshopId, title: 'Agua' };
		show({ isOwner: true, mayAdd: [mine], facilitates: [] });
		expect(screen.getAllByRole('button', { name: 'Quitar esta mesa del plan' })).toHaveLength(2);
		expect(screen.getByRole('option', { name: 'Agua' })).toBeTruthy();
		expect(await faultsFound()).toEqual([]);
		cleanup();
		show({ isOwner: false, mayAdd: [], facilitates: ['w2' as WorkshopId] });
		expect(screen.getAllByRole('button', { name: 'Quitar esta mesa del plan' })).toHaveLength(1);
		expect(screen.queryByText('Cambiar el nombre o la vigencia')).toBeNull();
	});

	it('says so where nothing is in it yet', async () => {
		show(null, { ...plan, tables: [], checkpoint: null });
		expect(screen.getByText('Todavía no hay mesas en este plan.')).toBeTruthy();
		expect(await faultsFound()).toEqual([]);
	});
});

describe('[F7] the plans of an instance', () => {
	it('are listed, and a new one is made there; what was written stays where it was refused', async () => {
		const plans = [{ ...plan, isMine: true, tables: 2 }];
		const form = {
			name: 'Plan',
			about: '',
			from: '2028-01-01',
			until: '2027-01-01',
			message: 'Revisa las fechas.',
		};
		render(PlansPage, { data: { plans }, params: {}, form });
		expect(screen.getByRole('link', { name: 'Plan de Jalisco' }).getAttribute('href')).toBe('/p/p1');
		expect(screen.getByText('Revisa las fechas.')).toBeTruthy();
		expect(screen.getByLabelText<HTMLInputElement>('Nombre del plan').value).toBe('Plan');
		expect(await faultsFound()).toEqual([]);
		cleanup();
		render(PlansPage, { data: { plans: [] }, params: {}, form: null });
		expect(screen.getByText('Todavía nadie ha hecho un plan aquí.')).toBeTruthy();
	});
});
