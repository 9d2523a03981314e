import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { InvitationId, SessionId } from '#domain/ids.ts';
import type { InvitationView, PlannedSessionView } from '#protocol/view.ts';
import { CIVIL, facilitator, view } from '../support/fixtures/table-view.ts';
import Sessions from '../../src/routes/w/[id]/table/facilitate/sessions/sessions.svelte';
import MyPlace from '../../src/routes/w/[id]/table/panel/my-place.svelte';
import NextSession from '../../src/routes/w/[id]/welcome/next-session.svelte';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

teachDialogs();
const page = (): string => document.body.textContent;
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const fill = (label: string | RegExp, value: string) =>
	fireEvent.input(screen.getByLabelText(label), { target: { value } });

const planned = (letter: string, date: string, title: string): PlannedSessionView => ({
	id: letter.repeat(20) as SessionId,
	setup: { title, place: 'Casa de la Cultura', mode: 'hybrid', date, videoLink: 'https://video.example.mx/dos' },
	by: 'Marta Ruiz',
});
const third = planned('t', '2026-05-20', 'Tercera');
const second = planned('u', '2026-04-10', 'Segunda');
const invitation: InvitationView = {
	id: 'i'.repeat(20) as InvitationId,
	session: second.id,
	sector: CIVIL,
	channel: 'letter',
	invited: { name: 'Nora', organisation: 'Colectiva', by: 'Marta Ruiz', on: '2026-03-01' },
};
const sessions = (changes: Parameters<typeof tableOf>[0] = {}) => {
	const made = tableOf({ me: facilitator, ...changes, view: { audience: 'facilitator', ...changes.view } });
	render(Sessions, { table: made.table });
	return made;
};
async function unfold(words: RegExp): Promise<void> {
	const details = screen.getByText(words, { selector: 'summary' }).closest('details');
	if (!details) throw new Error('nothing to unfold');
	details.open = true;
	await fireEvent(details, new Event('toggle'));
}

test('[S18] a session is planned with date, place, mode and video link', async () => {
	const { send } = sessions({ view: { session: view.session } });
	await fireEvent.click(button('Planear una sesión'));
	await fill(/Título de la sesión/, ' Segunda ');
	await fireEvent.click(screen.getByRole('radio', { name: 'Híbrida' }));
	await fill('Lugar', 'Casa de la Cultura');
	await fireEvent.input(screen.getByLabelText(/Enlace de la videollamada/), {
		target: { value: 'https://video.example.mx/dos' },
	});
	await fill('Fecha', '2026-04-10');
	expect(await faultsFound()).toEqual([]);
	await fireEvent.click(button('Guardar en el plan'));
	expect(send).toHaveBeenCalledWith({ type: 'planSession', setup: second.setup });
	await waitFor(() => expect(screen.queryByRole('button', { name: 'Guardar en el plan' })).toBeNull());
});

test('[S18] a planned session opens as planned, the nearest first, and only while none is open', async () => {
	const { send } = sessions({ view: { session: null, planned: [third, second] } });
	const opening = screen.getAllByRole('button', { name: /^Abrir esta sesión/ });
	expect(opening.map(({ textContent }) => textContent?.trim())).toEqual([
		'Abrir esta sesión: Segunda, 10 de abril de 2026',
		'Abrir esta sesión: Tercera, 20 de mayo de 2026',
	]);
	await fireEvent.click(opening[0]!);
	expect(send).toHaveBeenCalledWith({ type: 'openPlannedSession', session: second.id });
	document.body.replaceChildren();
	sessions({ view: { planned: [second] } });
	expect(screen.queryByRole('button', { name: /^Abrir esta sesión/ })).toBeNull();
});

test('[S18] calling off needs a reason', async () => {
	const { send } = sessions({ view: { session: null, planned: [second] } });
	await fireEvent.click(button(/^Cancelar la sesión/));
	const dialog = await screen.findByRole('dialog');
	const act = within(dialog).getByRole('button', { name: 'Cancelar la sesión' });
	expect(act).toHaveProperty('disabled', true);
	await fireEvent.input(within(dialog).getByLabelText('Motivo'), { target: { value: 'No hay sala' } });
	expect(await faultsFound(dialog)).toEqual([]);
	await fireEvent.click(act);
	expect(send).toHaveBeenCalledWith({ type: 'callOffSession', session: second.id, reason: 'No hay sala' });
});

test('[S18] who was invited is entered with sector, channel, by whom and when, and erased when asked', async () => {
	const { send } = sessions({ view: { session: null, planned: [second], invitations: [invitation] } });
	await unfold(/Convocatoria: 1 persona invitada/);
	expect(page()).toContain('Nora · Colectiva');
	expect(page()).toMatch(/Sociedad civil · Oficio o carta\s*· invitó Marta Ruiz, 1 de marzo de 2026/);
	await fireEvent.click(button('Borrar: Nora'));
	expect(send).toHaveBeenCalledWith({ type: 'withdrawInvitation', invitation: invitation.id });
	expect(button('Anotar la invitación')).toHaveProperty('disabled', true);
	await fill('A quién se invitó', ' Óscar ');
	await fireEvent.change(screen.getByLabelText('Sector'), { target: { value: CIVIL } });
	await fireEvent.change(screen.getByLabelText('Cómo se le invitó'), { target: { value: 'phone' } });
	await fill('Cuándo', '2026-03-02');
	expect(await faultsFound()).toEqual([]);
	await fireEvent.click(button('Anotar la invitación'));
	expect(send).toHaveBeenLastCalledWith({
		type: 'enterInvitation',
		session: second.id,
		sector: CIVIL,
		channel: 'phone',
		invited: { name: 'Óscar', organisation: '', by: 'Marta Ruiz', on: '2026-03-02' },
	});
});

test('[S18] everybody reads which session comes next, on the welcome page and at the table', async () => {
	const table = { ...view, session: null, planned: [third, second] };
	const { unmount } = render(NextSession, { table });
	expect(page()).toMatch(/La próxima sesión\s*10 de abril de 2026\s*Segunda/);
	expect(page()).toContain('Casa de la Cultura');
	expect(page()).toContain('Después hay otra sesión planeada.');
	expect(screen.getByRole('link').getAttribute('href')).toBe('https://video.example.mx/dos');
	expect(await faultsFound()).toEqual([]);
	unmount();
	render(MyPlace, { table: tableOf({ view: table }).table });
	expect(page()).toMatch(/La próxima sesión\s*Segunda\s*10 de abril de 2026/);
	document.body.replaceChildren();
	render(NextSession, { table: { ...table, session: view.session } });
	expect(page()).not.toContain('La próxima sesión');
});
