import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { NOW, view } from '../support/fixtures/table-view.ts';
import ResumeCode from '../../src/routes/w/[id]/table/facilitate/resume-code.svelte';
import { faultsFound } from './axe.ts';
import './table-harness.ts'; // the words that the tests look for are the table's first language

afterEach(() => vi.unstubAllGlobals());
const ask = () => fireEvent.click(screen.getByRole('button', { name: 'Pedir mi código' }));

test('[S19] whoever facilitates asks for a code to go on from another device, and is told how long it holds', async () => {
	const asked = vi.fn<typeof fetch>(() => Promise.resolve(Response.json({ code: 'ABCD-EFGH', expiresAt: NOW })));
	vi.stubGlobal('fetch', asked);
	render(ResumeCode, { workshop: view.id });
	await ask();
	await waitFor(() => expect(screen.getByLabelText('Tu código para seguir')).toHaveProperty('value', 'ABCD-EFGH'));
	expect(asked.mock.lastCall?.[0]).toBe(`/api/workshops/${view.id}/resume-code`);
	expect(document.body.textContent).toMatch(/Sirve una vez, hasta el 3 de marzo/);
	expect(screen.getByRole('button', { name: /Pedir otro; el anterior deja de servir/ })).toBeTruthy();
	expect(await faultsFound()).toEqual([]);
});

test('[S19] a refused code says why', async () => {
	const refusal = { code: 'role.facilitator-only', message: 'Solo quien facilita.' };
	vi.stubGlobal('fetch', () => Promise.resolve(Response.json(refusal, { status: 403 })));
	render(ResumeCode, { workshop: view.id });
	await ask();
	await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Solo quien facilita.'));
});
