import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { PlanId } from '#domain/ids.ts';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import type { TableParticipation } from '#protocol/participation.ts';
import { requirementsOf } from '$lib/record/standards.ts';
import StandardsPage from '../../src/routes/p/[id]/standards/+page.svelte';
import { faultsFound } from './axe.ts';

overwriteGetLocale(() => 'es');
afterEach(cleanup);

const DAY = 86_400_000;
const NOW = Date.UTC(2027, 5, 1);
const session = (openedAt: number, plannedAt: number | null) => ({
	...{ session: String(openedAt), openedAt, closedAt: openedAt + 1, plannedAt },
	sectors: [{ sector: 'Gobierno', invited: 3, attended: 2 }],
});
const table: TableParticipation = {
	...{ workshop: 'w1', title: 'Brecha salarial', rulesAdoptedAt: NOW - 200 * DAY, issued: 1, accounts: 2 },
	sessions: [session(NOW - 190 * DAY, NOW - 210 * DAY), session(NOW - 40 * DAY, null)],
	seats: [{ sector: 'Gobierno', count: 1 }],
	firstIssuedAt: NOW - 100 * DAY,
	solutions: { all: 5, answered: 1, owed: 1 },
};
const standingOf = (tables: readonly TableParticipation[], now = NOW) =>
	Object.fromEntries(requirementsOf(tables, now).map(({ number, standing }) => [number, standing]));

describe('[F12] the minimum requirements', () => {
	it('are shown by what the tables have, and not beyond it', () => {
		expect(standingOf([table])).toEqual({
			...{ '1.1': 'shown', '2.1': 'shown', '2.2': 'shown', '3.1': 'partly' },
			...{ '3.2': 'shown', '3.3': 'shown', '4.1': 'partly', '5.1': 'partly' },
		});
		// Nobody met for half a year; nothing was answered late.
		expect(standingOf([table], NOW + 365 * DAY)).toMatchObject({ '1.1': 'not-shown', '5.1': 'not-shown' });
		expect(standingOf([])).toMatchObject({ '1.1': 'not-shown', '3.1': 'not-shown', '3.2': 'by-hand' });
	});

	it('stand on one page with their evidence', async () => {
		const data = {
			...({ id: 'p1' as PlanId, name: 'Plan de Jalisco', language: 'es', now: NOW } as const),
			requirements: requirementsOf([table], NOW),
		};
		render(StandardsPage, { data, params: { id: 'p1' }, form: null });
		const row = within(screen.getByRole('row', { name: /3\.2/ }));
		expect(row.getByText('Gobierno: invitaciones, 6; asistencias, 4.')).toBeTruthy();
		expect(row.getByText('Se muestra')).toBeTruthy();
		expect(await faultsFound()).toEqual([]);
	});
});
