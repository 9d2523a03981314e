import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { CardId, HandId } from '#domain/ids.ts';
import { addCard } from '#board/edit-cards.ts';
import { readTree } from '#board/read-tree.ts';
import Signs from '../../src/routes/w/[id]/table/lead/signs.svelte';
import Notices from '../../src/routes/w/[id]/table/lead/notices.svelte';
import SheetBar from '../../src/routes/w/[id]/table/lead/sheet-bar.svelte';
import Queue from '../../src/routes/w/[id]/table/facilitate/lead/queue.svelte';
import Pause from '../../src/routes/w/[id]/table/facilitate/lead/pause.svelte';
import AgendaDialog from '../../src/routes/w/[id]/table/facilitate/lead/agenda-dialog.svelte';
import PhaseDialog from '../../src/routes/w/[id]/table/facilitate/lead/phase-dialog.svelte';
import RulesInWords from '../../src/routes/w/[id]/table/panel/rules-in-words.svelte';
import Screen from '../../src/routes/w/[id]/table/facilitate/lead/screen.svelte';
import { keepHandUp } from '../../src/routes/w/[id]/table/lead/hand-again.svelte.ts';
import { roomScreen } from '../../src/routes/w/[id]/table/lead/room-screen.svelte.ts';
import Wall from '../../src/routes/w/[id]/screen/wall.svelte';
import { moved, withTemplate, draftOf } from '../../src/routes/w/[id]/table/facilitate/lead/agenda-draft.ts';
import { CIVIL, facilitator, me, NOW, openDots, view } from '../support/fixtures/table-view.ts';
import { faultsFound } from './axe.ts';
import { inEffects, MovingTable } from './moving-table.svelte.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

teachDialogs();
const page = (): string => document.body.textContent;
const press = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const led = view.leading;
const hand = { id: 'a'.repeat(20) as HandId, name: 'Ana', sector: CIVIL, participant: null, at: NOW };

test('[J7] [J8] a person asks to speak, marks themselves done and asks for time; the page says what is kept of that', async () => {
	const { table, send } = tableOf({ view: { leading: { ...led, hands: [hand], moreTime: 2 } } });
	render(Signs, { table });
	await press(/Pedir la palabra/);
	await press(/Ya terminé/);
	await press(/Necesito más tiempo/);
	expect(send.mock.calls.map(([command]) => command.type)).toEqual(['raiseHand', 'markDone', 'askTime']);
	expect(page()).toContain('2 personas piden más tiempo.');
	expect(page()).toContain('Nadie ve quién lo pide.');
	expect(await faultsFound()).toEqual([]);
});

test('[J8] a person in the queue sees their place, and whoever has the floor can end', async () => {
	const hands = [{ ...hand, id: 'b'.repeat(20) as HandId }, hand];
	const { table } = tableOf({
		view: { leading: { ...led, hands } },
		me: { leading: { ...me.leading, hand: hand.id } },
	});
	const { unmount } = render(Signs, { table });
	expect(page()).toContain('Tu lugar en la fila: 2.');
	unmount();
	const speaking = tableOf({ me: { leading: { ...me.leading, hasFloor: true } } });
	render(Signs, { table: speaking.table });
	await press(/Terminé/);
	expect(speaking.send).toHaveBeenCalledWith({ type: 'endFloor' });
});

test('[J6] a pause says who, when and why; [J5] a wording can be held up while there is time', async () => {
	const locks = [{ target: { kind: 'table' as const }, by: 'Marta Ruiz', at: NOW, reason: 'Café' }];
	const card = 'c'.repeat(20) as CardId;
	const wording = { card, text: 'Desigualdad', by: 'Marta Ruiz', at: NOW, until: NOW + 30_000, reopened: null };
	const { table, send } = tableOf({ view: { locks, leading: { ...led, wording } } });
	const { unmount } = render(Notices, { table });
	expect(page()).toMatch(/Marta Ruiz puso la mesa en pausa .*Motivo: Café/);
	expect(page()).toContain('Quedan 30 segundos');
	await press(/Todavía no/);
	expect(send).toHaveBeenCalledWith({ type: 'objectWording' });
	expect(await faultsFound()).toEqual([]);
	unmount();
	const over = tableOf({ view: { leading: { ...led, wording: { ...wording, until: NOW - 1_000 } } } });
	render(Notices, { table: over.table });
	expect(screen.queryByRole('button')).toBeNull();
});

test('[J8] whoever facilitates gives the floor in the order of asking, and enters somebody of the room', async () => {
	const { table, send } = tableOf({
		me: facilitator,
		view: { audience: 'facilitator', leading: { ...led, hands: [hand] } },
	});
	render(Queue, { table });
	await press(/Dar la palabra/);
	expect(send).toHaveBeenLastCalledWith({ type: 'giveFloor', hand: hand.id });
	await fireEvent.change(screen.getByLabelText('Anotar a alguien de la sala'), { target: { value: `s:${CIVIL}` } });
	await press(/Anotar en la fila/);
	expect(send).toHaveBeenLastCalledWith({ type: 'enterHand', participant: null, sector: CIVIL });
	expect(await faultsFound()).toEqual([]);
});

test('[J6] a pause asks for its reason and says what it closes', async () => {
	const { table, send } = tableOf({ me: facilitator });
	render(Pause, { table });
	await press(/Poner en pausa/);
	expect(page()).toContain('tampoco quien facilita');
	await fireEvent.input(screen.getByRole('textbox'), { target: { value: 'Café' } });
	const [, confirm] = screen.getAllByRole('button', { name: 'Poner en pausa' });
	if (!confirm) throw new Error('no confirmation');
	await fireEvent.click(confirm);
	expect(send).toHaveBeenCalledWith({ type: 'pauseTable', reason: 'Café' });
});

test('[J3] going back says what goes and what stays before it happens', async () => {
	const to = view.agenda[2];
	if (!to) throw new Error('a short agenda');
	const { table, send } = tableOf({ me: facilitator, view: { leading: { ...led, moreTime: 3 } } });
	render(PhaseDialog, { table, to, onclose: () => {} });
	expect(page()).toContain('Volver a Causas y efectos');
	expect(page()).toContain('No se borra nada de lo escrito, votado o firmado.');
	expect(page()).toContain(`Sigue abierta la votación «${openDots.question}»`);
	expect(page()).toContain('las peticiones de más tiempo (3)');
	expect(send).not.toHaveBeenCalled();
	await press(/Ir a|Pasar a/);
	expect(send).toHaveBeenCalledWith({ type: 'movePhase', phase: to.id });
	expect(await faultsFound()).toEqual([]);
});

test('[J1] the agenda is edited as a draft and sent whole; a phase that ran has no button to take it out', async () => {
	const { table, send } = tableOf({ me: facilitator });
	render(AgendaDialog, { table, onclose: () => {} });
	expect(screen.queryByRole('button', { name: /^Quitar Bienvenida/ })).toBeNull();
	await press(/^Quitar Seguimiento/);
	await press(/^Repetir Causas y efectos/);
	await press(/Guardar la agenda/);
	const [[command] = []] = send.mock.calls;
	if (command?.type !== 'editAgenda') throw new Error('nothing was sent');
	expect(command.phases.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3', null, 'p4', 'p5', 'p6', 'p7', 'p8', 'p9']);
	expect(await faultsFound()).toEqual([]);
});

test('[J1] whoever edits the agenda keeps their place: a row stays while it changes, and the focus goes along where it moves', async () => {
	const { table } = tableOf({ me: facilitator });
	render(AgendaDialog, { table, onclose: () => {} });
	const [silent] = screen.getAllByLabelText('Escribir en silencio');
	if (!silent) throw new Error('no phases');
	await fireEvent.click(silent);
	expect(silent.isConnected).toBe(true);
	await press(/^Subir Causas y efectos/);
	await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Subir Causas y efectos'));
	await press(/^Subir Causas y efectos/);
	await waitFor(() => expect(document.activeElement?.closest('li')).toBe(document.querySelector('ol > li')));
	await press(/^Quitar Seguimiento/);
	await waitFor(() =>
		expect(document.activeElement?.closest('li')).toBe(document.querySelector('ol > li:last-child')),
	);
});

test('[J1] phases move by one, and a template brings what is missing', () => {
	const draft = draftOf(view).slice(0, 2);
	expect(moved(draft, 0, 1).map(({ id }) => id)).toEqual(['p2', 'p1']);
	expect(moved(draft, 0, -1).map(({ id }) => id)).toEqual(['p1', 'p2']);
	expect(withTemplate(draft, 'commitment-only').map(({ kind }) => kind)).toEqual([
		...['welcome', 'problem', 'draft', 'agree', 'route', 'follow-up'],
	]);
});

test('[J10] on one’s own sheet each card can be shown, and says whether it is, waits, or came back', async () => {
	const ids = ['d', 'e', 'f'].map((letter) => letter.repeat(20) as CardId);
	const doc = new Y.Doc();
	for (const id of ids) {
		addCard(doc, { id, kind: 'cause', text: `Tarjeta ${id.charAt(0)}`, pos: [0, 0] });
	}
	const agenda = view.agenda.map((phase) => ({ ...phase, silent: phase.id === view.phase }));
	const [shown, kept, back] = ids;
	if (!shown || !kept || !back) throw new Error('no cards');
	const { table, send } = tableOf({
		view: { agenda },
		me: { leading: { ...me.leading, revealed: [shown], returned: [{ card: back, reason: 'Sin nombres' }] } },
	});
	render(SheetBar, { table, sheet: 'own', onsheet: () => {}, tree: readTree(doc) });
	expect(page()).toContain('Ya está en el tablero');
	expect(page()).toContain('Devuelta. Motivo: Sin nombres');
	await press(/Mostrar a la mesa: Tarjeta e/);
	expect(send).toHaveBeenLastCalledWith({ type: 'revealCards', cards: [kept] });
	await press(/Mostrar todas las mías/);
	expect(send).toHaveBeenLastCalledWith({ type: 'revealCards', cards: [kept, back] });
	await waitFor(async () => expect(await faultsFound()).toEqual([]));
});

test('[J8] the projector shows who speaks and who is next, no further than the rule on names goes', () => {
	const floor = { name: null, sector: CIVIL, participant: null, at: NOW };
	render(Wall, {
		...{ clock: NOW, connected: true, tree: null },
		view: { ...view, polls: [], leading: { ...led, floor, hands: [{ ...hand, name: null }] } },
	});
	const civil = view.rules.labels.sectors[CIVIL]?.label ?? '';
	expect(page()).toContain(`Tiene la palabra: alguien de ${civil}`);
	expect(page()).toContain('Fila para hablar');
});

test('[J10] [J11] the rules in words say who shows what was written in silence, and who reads it before', () => {
	const rulesWith = (reveal?: { byFacilitator: boolean; moderated: boolean }) => ({
		rules: { ...view.rules.rules, ...(reveal && { reveal }) },
		labels: view.rules.labels,
	});
	const { unmount } = render(RulesInWords, { rules: rulesWith() });
	expect(page()).toContain('Lo que se escribe en silencio lo muestra cada quien.');
	expect(page()).not.toContain('quien facilita lee cada tarjeta');
	unmount();
	render(RulesInWords, { rules: rulesWith({ byFacilitator: true, moderated: true }) });
	expect(page()).toContain('o quien facilita todo junto');
	expect(page()).toContain('quien facilita lee cada tarjeta');
});

test('[J13] a hand that the server forgot is raised again; one that was taken down is not', () => {
	const { table, send } = tableOf();
	const line = new MovingTable(table);
	const stop = inEffects(() => keepHandUp(line));
	line.become({ hand: hand.id }, 1);
	line.become({ hand: null }, 1);
	expect(send).not.toHaveBeenCalled();
	line.become({ hand: hand.id }, 1);
	line.become({ hand: null }, 2);
	expect(send.mock.calls).toEqual([[{ type: 'raiseHand' }]]);
	line.become({ hand: null }, 2);
	expect(send).toHaveBeenCalledTimes(1);
	line.become({ hand: hand.id }, 2);
	line.become({ hand: null, hasFloor: true }, 3);
	expect(send).toHaveBeenCalledTimes(1);
	stop();
});

test('[J14] whoever facilitates chooses whether the room’s screen follows their view', async () => {
	render(Screen);
	const follows = screen.getByRole('radio', { name: /La pantalla sigue mi vista/ });
	expect(roomScreen.follows).toBe(false);
	await fireEvent.click(follows);
	expect(roomScreen.follows).toBe(true);
	await fireEvent.click(screen.getByRole('radio', { name: /La pantalla se queda/ }));
	expect(roomScreen.follows).toBe(false);
	expect(await faultsFound()).toEqual([]);
});

test('[J6] a pause that stands in the list is not shown twice, and is still read aloud', () => {
	const locks = [{ target: { kind: 'table' as const }, by: 'Marta Ruiz', at: NOW, reason: 'Café' }];
	const { table } = tableOf({ view: { locks } });
	render(Notices, { table, pauseIsSaid: true });
	const said = screen.getByText(/Marta Ruiz puso la mesa en pausa/);
	expect(said.closest('[role=status]')).toBeTruthy();
	expect(said.closest('.heard')).toBeTruthy();
});
