import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { CompanionId, ParticipantId } from '#domain/ids.ts';
import type { PersonView, WorkshopView } from '#protocol/view.ts';
import { ACADEMIA, ANA, CIVIL, facilitator, GOVERNMENT, people, person, view } from '../support/fixtures/table-view.ts';
import Arrivals from '../../src/routes/w/[id]/table/facilitate/arrive/arrivals.svelte';
import { rollCall, waitingBySector } from '../../src/routes/w/[id]/table/facilitate/arrive/roll.ts';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

teachDialogs();
afterEach(() => vi.unstubAllGlobals());

const page = (): string => document.body.textContent;
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const search = () => screen.getByRole('searchbox');
const type = (value: string) => fireEvent.input(search(), { target: { value } });
const rowOf = (name: string): HTMLElement => {
	const row = screen.getAllByRole('listitem').find((item) => item.querySelector('strong')?.textContent === name);
	if (!row) throw new Error(`no row of ${name}`);
	return row;
};
async function unfold(name: string): Promise<HTMLElement> {
	const row = rowOf(name);
	const details = row.querySelector('details');
	if (!details) throw new Error(`nothing to unfold at ${name}`);
	details.open = true;
	await fireEvent(details, new Event('toggle'));
	return row;
}
const without = (letter: string, some: Partial<PersonView> = {}) =>
	person({ id: letter.repeat(20) as ParticipantId, name: `Persona ${letter}`, present: false, ...some });
const arriving = (changes: Partial<WorkshopView> = {}) => {
	const made = tableOf({ me: facilitator, view: { audience: 'facilitator', ...changes } });
	const shown = render(Arrivals, { table: made.table });
	return { ...made, ...shown };
};

test('[S2] guests wait by sector in the order in which they came; the first seat is given, the next ones offered', async () => {
	const late = without('t', { name: 'Úrsula', sector: CIVIL });
	const { send } = arriving({ people: [...people, late] });
	expect(
		waitingBySector({ ...view, people: [...people, late] }, '').map(({ people: all }) =>
			all.map(({ name }) => name),
		),
	).toEqual([['Elena', 'Úrsula'], ['Darío']]);
	expect(button('Dar el primer asiento de Academia: Darío')).toBeTruthy();
	expect(screen.queryByRole('button', { name: /asiento de Sociedad civil: Elena/ })).toBeNull(); // hers waits for a tap
	await fireEvent.click(button('Ofrecer un asiento de Sociedad civil: Úrsula'));
	expect(send).toHaveBeenCalledWith({ type: 'offerSeat', participant: late.id, sector: CIVIL });
	await waitFor(() => expect(document.activeElement?.textContent).toBe('Esperan asiento'));
	await fireEvent.click(button('Retirar el ofrecimiento: Elena'));
	expect(send).toHaveBeenLastCalledWith({ type: 'releaseSeat', participant: people[5]?.id, reason: '' });
	expect(await faultsFound()).toEqual([]);
});

test('who declared no sector, or comes to a full one, is told about instead of offered a seat', () => {
	const seated = ['t', 'u', 'w'].map((letter) =>
		without(letter, { sector: ACADEMIA, seat: { sector: ACADEMIA, voucher: 'seated' } }),
	);
	arriving({ people: [...people, ...seated, without('x')] });
	expect(page()).toContain('No quedan asientos en su sector.');
	expect(page()).toContain('Todavía no dice de qué sector viene.');
	expect(screen.queryByRole('button', { name: /asiento.*: Darío/ })).toBeNull();
});

test('the roll says of each sector its seats and who is here, also of those that nobody came for', () => {
	const groups = rollCall(view, '');
	expect(groups.find(({ key }) => key === CIVIL)).toMatchObject({ seats: 9, free: 8, present: 1, total: 2 });
	expect(groups.find(({ key }) => key === GOVERNMENT)).toMatchObject({ seats: 6, free: 5, present: 1, total: 1 });
	const nobody = rollCall({ ...view, people: people.filter(({ sector }) => sector !== ACADEMIA) }, '');
	expect(nobody.find(({ key }) => key === ACADEMIA)).toMatchObject({ free: 3, total: 0, people: [] });
	arriving();
	expect(page()).toMatch(/1 de 9 asientos ·\s*1 de 2 presentes/);
});

test('one tap marks who comes and who goes, and the focus stays on it', async () => {
	const { table, send, rerender } = arriving();
	const tap = button('Registrar asistencia: Elena');
	tap.focus();
	await fireEvent.click(tap);
	expect(send).toHaveBeenCalledWith({ type: 'checkIn', participant: people[5]?.id });
	const here = people.map((one) => (one.name === 'Elena' ? { ...one, present: true } : one));
	await rerender({ table: { ...table, view: { ...table.view, people: here } } });
	expect(document.activeElement).toBe(button('Registrar salida: Elena'));
	await fireEvent.click(button('Registrar salida: Elena'));
	expect(send).toHaveBeenLastCalledWith({ type: 'checkOut', participant: people[5]?.id });
});

test('a name typed without accents is found; Enter marks the only one found', async () => {
	const { send } = arriving({ people: people.map((one) => ({ ...one, present: false })) });
	await type('DARIO');
	expect(rowOf('Darío')).toBeTruthy();
	expect(() => rowOf('Ana')).toThrow();
	await fireEvent.submit(search());
	expect(send).toHaveBeenCalledWith({ type: 'checkIn', participant: people[4]?.id });
	await waitFor(() => expect(page()).toContain('Darío está presente.'));
	expect(search()).toHaveProperty('value', '');
	await type('a');
	await fireEvent.submit(search());
	expect(send).toHaveBeenCalledTimes(1); // several have an "a"
	await type('bosque ana');
	expect(rowOf('Ana')).toBeTruthy(); // by organisation, too
	await type('nadie');
	expect(page()).toContain('0 personas con ese nombre.');
	expect(await faultsFound()).toEqual([]);
});

test('the arrow keys go from the search to each tap in turn', async () => {
	arriving();
	search().focus();
	await fireEvent.keyDown(search(), { key: 'ArrowDown' });
	const first = document.activeElement;
	expect(first?.closest('.one-tap')).toBeTruthy();
	await fireEvent.keyDown(first!, { key: 'ArrowUp' });
	expect(document.activeElement).toBe(search());
});

test('[S12] a convener is named and dismissed; who has no device of their own is told how they could make links', async () => {
	const { send, unmount } = arriving();
	const row = await unfold('Ana');
	await fireEvent.click(within(row).getByRole('button', { name: 'Proponer para convocar' }));
	expect(send).toHaveBeenCalledWith({ type: 'nameConvener', participant: ANA });
	unmount();
	const offered = arriving({
		people: people.map((one) => (one.id === ANA ? { ...one, convenerOffer: CIVIL } : one)),
	});
	const waiting = await unfold('Ana');
	expect(waiting.textContent).toContain('Propusiste a Ana para convocar por Sociedad civil.');
	await fireEvent.click(within(waiting).getByRole('button', { name: 'Retirar la propuesta' }));
	expect(offered.send).toHaveBeenCalledWith({ type: 'dismissConvener', participant: ANA, reason: '' });
	offered.unmount();
	const convening = arriving({
		people: people.map((one) => (one.id === ANA ? { ...one, convenes: true, withoutDevice: true } : one)),
	});
	const named = await unfold('Ana');
	expect(named.textContent).toContain('Ana convoca por Sociedad civil.');
	expect(named.textContent).toContain('necesita entrar con un equipo propio');
	expect(await faultsFound()).toEqual([]);
	await fireEvent.click(within(named).getByRole('button', { name: 'Que deje de convocar' }));
	const dialog = await screen.findByRole('dialog');
	expect(dialog.textContent).toContain('¿Que Ana deje de convocar?');
	await fireEvent.click(within(dialog).getByRole('button', { name: 'Que deje de convocar' }));
	expect(convening.send).toHaveBeenCalledWith({ type: 'dismissConvener', participant: ANA, reason: '' });
});

test('[S15] somebody without a device is entered, gets a code that is shown once, and is erased when they ask', async () => {
	const chuy = without('t', { name: 'Don Chuy', sector: CIVIL, withoutDevice: true });
	const { send } = arriving({ people: [...people, chuy] });
	for (const details of document.querySelectorAll('details')) details.open = true;
	await fireEvent.input(screen.getByLabelText('Nombre de la persona'), { target: { value: ' Lola ' } });
	expect(button('Anotar')).toHaveProperty('disabled', true);
	await fireEvent.change(screen.getByLabelText('Sector'), { target: { value: GOVERNMENT } });
	await fireEvent.click(button('Anotar'));
	const entered = { type: 'enterPerson', name: 'Lola', organisation: '', sector: GOVERNMENT };
	expect(send).toHaveBeenCalledWith(entered);
	await waitFor(() => expect(page()).toContain('Lola ya está en la lista'));

	const asked = vi.fn<typeof fetch>(() => Promise.resolve(Response.json({ code: 'ABCD-EFGH' })));
	vi.stubGlobal('fetch', asked);
	const row = await unfold('Don Chuy');
	expect(row.textContent).toContain('Sin equipo propio');
	await fireEvent.click(within(row).getByRole('button', { name: 'Dar su código' }));
	await waitFor(() => expect(screen.getByLabelText('Código de Don Chuy')).toHaveProperty('value', 'ABCD-EFGH'));
	expect(asked.mock.lastCall?.[0]).toBe(`/api/workshops/${view.id}/people/${chuy.id}/code`);
	expect(await faultsFound()).toEqual([]);
	await fireEvent.click(within(row).getByRole('button', { name: 'Borrar sus datos: Don Chuy' }));
	const dialog = await screen.findByRole('dialog');
	await fireEvent.click(within(dialog).getByRole('button', { name: 'Borrar sus datos' }));
	expect(send).toHaveBeenLastCalledWith({ type: 'eraseEntered', participant: chuy.id });
});

test('a refused code says why', async () => {
	const chuy = without('t', { name: 'Don Chuy', sector: CIVIL, withoutDevice: true });
	arriving({ people: [...people, chuy] });
	const refusal = { code: 'participant.has-device', message: 'Ya entró con su propio equipo.' };
	vi.stubGlobal('fetch', () => Promise.resolve(Response.json(refusal, { status: 409 })));
	const row = await unfold('Don Chuy');
	await fireEvent.click(within(row).getByRole('button', { name: 'Dar su código' }));
	await waitFor(() => expect(screen.getByText('Ya entró con su propio equipo.')).toBeTruthy());
});

test('[S17] a companion is named only with their consent, and taken off the list', async () => {
	const rosa = { id: 'r'.repeat(20) as CompanionId, kind: 'interpreter' as const, name: 'Rosa' };
	const { send } = arriving({ people: people.map((one) => (one.id === ANA ? { ...one, companions: [rosa] } : one)) });
	const row = within(await unfold('Ana'));
	await fireEvent.click(row.getByRole('button', { name: 'Quitar: Con intérprete: Rosa' }));
	expect(send).toHaveBeenCalledWith({ type: 'removeCompanion', companion: rosa.id });
	await fireEvent.click(row.getByRole('button', { name: 'Anotar acompañante o intérprete' }));
	await fireEvent.input(row.getByLabelText('Nombre de quien acompaña'), { target: { value: 'Saúl' } });
	const add = row.getByRole('button', { name: 'Anotar' });
	expect(add).toHaveProperty('disabled', true);
	await fireEvent.click(row.getByRole('checkbox', { name: 'Está de acuerdo en que se le nombre' }));
	expect(await faultsFound()).toEqual([]);
	await fireEvent.click(add);
	const named = { type: 'nameCompanion', participant: ANA, name: 'Saúl', kind: 'companion', consent: true };
	expect(send).toHaveBeenLastCalledWith(named);
});

test('a removal needs a reason', async () => {
	arriving();
	const row = await unfold('Beto');
	await fireEvent.click(within(row).getByRole('button', { name: 'Retirar de la mesa: Beto' }));
	const dialog = await screen.findByRole('dialog');
	expect(dialog.textContent).toContain('¿Retirar a Beto de la mesa?');
	expect(within(dialog).getByRole('button', { name: 'Retirar de la mesa' })).toHaveProperty('disabled', true);
	expect(await faultsFound(dialog)).toEqual([]);
});
