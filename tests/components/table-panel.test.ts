import { render, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import {
	CIVIL,
	closedConsensus,
	closedDots,
	GUARANTOR,
	openDots,
	people,
	person,
	rules,
	view,
} from '../support/fixtures/table-view.ts';
import MyPlace from '../../src/routes/w/[id]/table/panel/my-place.svelte';
import SidePanel from '../../src/routes/w/[id]/table/panel/side-panel.svelte';
import SectorCount from '../../src/routes/w/[id]/table/header/sector-count.svelte';
import { peopleBySector } from '../../src/routes/w/[id]/table/people.ts';
import { resultOfPhase } from '../../src/routes/w/[id]/table/polls.ts';
import { secondsUntil } from '../../src/routes/w/[id]/table/wall-clock.ts';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

teachDialogs();
const page = (): string => document.body.textContent;

test('in an open session whoever has not checked in is asked to, and told why', async () => {
	const { table, send } = tableOf({ me: { present: false } });
	render(MyPlace, { table });
	expect(page()).toContain('el quórum se cuenta con quienes están presentes');
	screen.getByRole('button', { name: 'Registrar mi asistencia' }).click();
	expect(send).toHaveBeenCalledWith({ type: 'checkIn', participant: null });
	expect(await faultsFound()).toEqual([]);
});

test('without a session there is nothing to check in to', () => {
	render(MyPlace, { table: tableOf({ view: { session: null }, me: { present: false } }).table });
	expect(screen.queryByRole('button', { name: 'Registrar mi asistencia' })).toBeNull();
	expect(page()).toContain('No hay sesión abierta');
});

test('a seat says who vouched for it; without one the page says what a seat is for and whom to ask', () => {
	const { unmount } = render(MyPlace, { table: tableOf().table });
	expect(page()).toContain('Tienes asiento por Sociedad civil. Lo confirmó una persona de tu sector.');
	unmount();
	render(MyPlace, { table: tableOf({ me: { seat: null } }).table });
	expect(page()).toContain('Con un asiento, además, votas, firmas y cuentas para el quórum.');
	expect(page()).toContain('Pide a quien facilita un asiento');
	expect(screen.queryByRole('button', { name: /Tomar un asiento/ })).toBeNull();
});

test('where the table adopted open seats, a free one is taken with one press', () => {
	const open = { ...view.rules, rules: { ...rules, openSeats: true } };
	const { table, send } = tableOf({ view: { rules: open }, me: { seat: null } });
	const { unmount } = render(MyPlace, { table });
	screen.getByRole('button', { name: 'Tomar un asiento por Sociedad civil' }).click();
	expect(send).toHaveBeenCalledWith({ type: 'takeSeat' });
	unmount();
	render(MyPlace, { table: tableOf({ view: { rules: { ...open, adopted: null } }, me: { seat: null } }).table });
	expect(screen.queryByRole('button', { name: /Tomar un asiento/ })).toBeNull();
});

test('a seat offered in my sector waits for my tap, by name', () => {
	const elena = people[5];
	const { table, send } = tableOf({
		me: { seatsToConfirm: [{ participant: elena?.id ?? view.people[0]!.id, name: 'Elena' }] },
	});
	render(MyPlace, { table });
	expect(page()).toContain('ofreció a Elena un asiento por Sociedad civil');
	screen.getByRole('button', { name: 'Sí, es de mi sector' }).click();
	expect(send).toHaveBeenCalledWith({ type: 'confirmSeat', participant: elena?.id });
});

test('[S12] who is proposed to convene for my sector waits for my tap; for myself I accept', () => {
	const elena = people[5]!;
	const { table, send } = tableOf({ me: { convenersToConfirm: [{ participant: elena.id, name: 'Elena' }] } });
	const { unmount } = render(MyPlace, { table });
	expect(page()).toContain('propone que Elena convoque por Sociedad civil');
	screen.getByRole('button', { name: 'Sí, que convoque' }).click();
	expect(send).toHaveBeenCalledWith({ type: 'confirmConvener', participant: elena.id });
	unmount();
	const own = tableOf({ me: { convenersToConfirm: [{ participant: table.me.id, name: 'Ana' }] } });
	render(MyPlace, { table: own.table });
	screen.getByRole('button', { name: 'Acepto convocar' }).click();
	expect(own.send).toHaveBeenCalledWith({ type: 'confirmConvener', participant: table.me.id });
});

test('an observer reads everything and is asked for nothing', () => {
	render(MyPlace, { table: tableOf({ me: { role: 'observer', seat: null, sector: null, present: false } }).table });
	expect(page()).toContain('puedes leerlo todo, sin escribir ni votar');
	expect(screen.queryByRole('button')).toBeNull();
});

test('an open vote stands before everything else, once attendance is settled', async () => {
	const { table } = tableOf();
	const { rerender } = render(SidePanel, { table });
	expect(screen.getAllByRole('heading', { level: 2 })[0]?.textContent).toBe(openDots.question);
	expect(await faultsFound()).toEqual([]);
	await rerender({ table: { ...table, me: { ...table.me, present: false } } });
	expect(screen.getAllByRole('heading', { level: 2 })[0]?.textContent).toBe('Mi lugar en la mesa');
});

test('before adoption the welcome phase shows the proposed rules in full', async () => {
	const draft = { version: 1, rules, labels: view.rules.labels, content: openDots.cardHash };
	const [welcome] = view.agenda;
	render(SidePanel, {
		table: tableOf({
			view: { polls: [], phase: welcome?.id ?? view.phase, rules: { ...view.rules, adopted: null, draft } },
		}).table,
	});
	expect(page()).toContain('La mesa las adopta por consenso antes que cualquier otra decisión.');
	expect(page()).toContain('Quórum: 4 personas con asiento presentes, y al menos una de cada sector requerido.');
	expect(page()).toContain('Capítulo III');
	expect(await faultsFound()).toEqual([]);
});

test('the latest result of the phase stands in sight; earlier ones one press away', async () => {
	render(SidePanel, { table: tableOf({ view: { polls: [closedDots, closedConsensus] } }).table });
	await waitFor(() => expect(page()).toContain('Hay consenso'));
	expect(resultOfPhase({ ...view, polls: [closedDots, closedConsensus] })?.id).toBe(closedConsensus.id);
	expect(screen.getByText(closedDots.question, { selector: 'summary' })).toBeTruthy();
});

test('who is missing for the quorum is said by sector', () => {
	const quorum = { ...view.quorum, met: false, missing: [GUARANTOR] };
	render(MyPlace, { table: tableOf({ view: { quorum } }).table });
	expect(page()).toContain('todavía no está presente nadie con asiento de Autoridad garante');
});

test('people stand by sector; facilitators and observers apart, and who was erased nowhere', () => {
	const gone = person({ id: view.people[0]!.id, name: null, sector: CIVIL, erased: true });
	const groups = peopleBySector({ ...view, people: [...view.people, gone] });
	expect(groups.map(({ key, people: own }) => [key, own.length])).toEqual([
		['s1', 1],
		['s2', 1],
		['s3', 2],
		['s4', 1],
		['team', 1],
	]);
});

test('the header counts who has checked in while a session is open, and everybody otherwise', async () => {
	const { rerender } = render(SectorCount, { view });
	expect(page()).toContain('Sociedad civil: 1.');
	await rerender({ view: { ...view, session: null } });
	expect(page()).toContain('Sociedad civil: 2.');
});

test('a clock counts down to the second and goes on below zero', () => {
	expect(secondsUntil(10_000, 9_001)).toBe(1);
	expect(secondsUntil(10_000, 12_500)).toBe(-2);
});
