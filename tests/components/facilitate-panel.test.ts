import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import type { CardId } from '#domain/ids.ts';
import {
	CAUSES,
	closedConsensus,
	closedDots,
	facilitator,
	GUARANTOR,
	openDots,
	rules,
	view,
} from '../support/fixtures/table-view.ts';
import FacilitatePanel from '../../src/routes/w/[id]/table/facilitate/facilitate-panel.svelte';
import OpenCardPoll from '../../src/routes/w/[id]/table/facilitate/open-card-poll.svelte';
import Locks from '../../src/routes/w/[id]/table/facilitate/locks.svelte';
import RulesSection from '../../src/routes/w/[id]/table/facilitate/rules.svelte';
import RunningPoll from '../../src/routes/w/[id]/table/facilitate/running-poll.svelte';
import { changesBetween } from '../../src/routes/w/[id]/table/facilitate/frozen-changes.ts';
import { nextStep } from '../../src/routes/w/[id]/table/facilitate/next-step.ts';
import { takenSectors } from '../../src/routes/tables/form/sector-ids.ts';
import { RulesDraft } from '../../src/routes/w/[id]/table/facilitate/rules-draft.svelte.ts';
import type { TableApi } from '../../src/routes/w/[id]/table/table-api.ts';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

teachDialogs();
const page = (): string => document.body.textContent;
const frozenFrom = (texts: Readonly<Partial<Record<CardId, string>>> = {}, hash = openDots.cardHash) => ({
	ok: true as const,
	value: { hash, cards: CAUSES.map(({ id, kind, text }) => ({ card: id, kind, text: texts[id] ?? text })) },
});
function apiOf(...frozen: ReturnType<typeof frozenFrom>[]): TableApi {
	const freeze = vi.fn<TableApi['freeze']>();
	for (const answer of frozen) freeze.mockResolvedValueOnce(answer);
	return {
		freeze,
		inviteFacilitator: () => Promise.reject(new Error('nobody is invited here')),
		undoable: () => Promise.reject(new Error('nothing is undone here')),
	};
}
const opening = (changes: Parameters<typeof tableOf>[0], api: TableApi) => {
	const made = tableOf({ ...changes, me: facilitator });
	render(OpenCardPoll, {
		table: made.table,
		api,
		of: 'causes',
		method: 'dots',
		cards: CAUSES,
		ticked: CAUSES.map(({ id }) => id),
	});
	return made;
};

test('whoever facilitates declares an affiliation before anything else', async () => {
	const { table, send } = tableOf({ me: { ...facilitator, affiliationDeclared: false } });
	render(FacilitatePanel, { table, api: apiOf(), cards: CAUSES });
	expect(screen.queryByText('Sesión')).toBeNull();
	await fireEvent.click(screen.getByRole('radio', { name: 'De ninguno de esta mesa' }));
	screen.getByRole('button', { name: 'Declararlo a la mesa' }).click();
	expect(send).toHaveBeenCalledWith({ type: 'declareAffiliation', sector: null, note: '' });
	expect(await faultsFound()).toEqual([]);
});

test('the panel says what the method asks for next', () => {
	expect(nextStep({ ...view, polls: [], session: null })?.section).toBe('session');
	const undecided = { ...view, polls: [], rules: { ...view.rules, adopted: null } };
	expect(nextStep(undecided)?.section).toBe('rules');
	expect(nextStep({ ...undecided, quorum: { ...view.quorum, met: false } })?.section).toBe('people');
	expect(nextStep(view)?.words).toContain('hay una votación abierta');
	expect(nextStep({ ...view, polls: [] })?.words).toContain('abre la votación con puntos');
	expect(nextStep({ ...view, polls: [closedDots] })?.words).toContain('confirma por consenso');
	expect(nextStep({ ...view, polls: [closedDots, closedConsensus] })?.section).toBe('phases');
});

test('every section of the panel can be opened, and nothing in it is out of reach', async () => {
	const { table } = tableOf({ me: facilitator, view: { polls: [] } });
	render(FacilitatePanel, { table, api: apiOf(), cards: CAUSES });
	for (const details of document.querySelectorAll('details')) details.open = true;
	expect(await faultsFound()).toEqual([]);
});

test('a vote opens on the wording that was looked at, with its hash', async () => {
	const { send } = opening({}, apiOf(frozenFrom()));
	screen.getByRole('button', { name: 'Revisar y abrir la votación' }).click();
	const dialog = await screen.findByRole('dialog');
	for (const cause of CAUSES) expect(within(dialog).getByText(cause.text)).toBeTruthy();
	expect(await faultsFound()).toEqual([]);
	screen.getByRole('button', { name: 'Abrir ahora' }).click();
	expect(send).toHaveBeenCalledWith({
		type: 'openDots',
		of: 'causes',
		question: '¿Qué causas atendemos primero?',
		cards: CAUSES.map(({ id }) => id),
		content: openDots.cardHash,
		exception: null,
	});
});

test('where a card changed meanwhile, the change is shown and asked about again', async () => {
	const other = view.rules.labels.source ? openDots.options[1]!.content : openDots.cardHash;
	const { send } = opening(
		{},
		apiOf(frozenFrom(), frozenFrom({ [CAUSES[1].id]: 'El cuidado recae en ellas' }, other)),
	);
	send.mockResolvedValueOnce({ ok: false, code: 'content.changed', message: 'El texto cambió.' });
	screen.getByRole('button', { name: 'Revisar y abrir la votación' }).click();
	(await screen.findByRole('button', { name: 'Abrir ahora' })).click();
	await waitFor(() =>
		expect(page()).toContain('Decía «El cuidado recae en las mujeres» y ahora dice «El cuidado recae en ellas».'),
	);
	screen.getByRole('button', { name: 'Abrir con el texto nuevo' }).click();
	await waitFor(() => expect(send).toHaveBeenCalledTimes(2));
	expect(send.mock.lastCall?.[0]).toMatchObject({ type: 'openDots', content: other });
	expect(await faultsFound()).toEqual([]);
});

test('without quorum a vote opens only with a written reason, which goes on the record', async () => {
	const quorum = { ...view.quorum, met: false, missing: [GUARANTOR] };
	const { send } = opening({ view: { quorum } }, apiOf(frozenFrom()));
	screen.getByRole('button', { name: 'Revisar y abrir la votación' }).click();
	const open = await screen.findByRole('button', { name: 'Abrir ahora' });
	expect(page()).toContain('todavía no está presente nadie con asiento de Autoridad garante');
	expect(open).toHaveProperty('disabled', true);
	await fireEvent.input(screen.getByLabelText('Motivo para abrir sin quórum'), {
		target: { value: ' El camión no llegó. ' },
	});
	expect(await faultsFound()).toEqual([]);
	open.click();
	expect(send.mock.lastCall?.[0]).toMatchObject({ exception: 'El camión no llegó.' });
});

test('a missing quorum that only the server knows of asks for the reason, too', async () => {
	const { send } = opening({}, apiOf(frozenFrom()));
	send.mockResolvedValueOnce({ ok: false, code: 'quorum.missing', message: 'Falta quórum.' });
	screen.getByRole('button', { name: 'Revisar y abrir la votación' }).click();
	(await screen.findByRole('button', { name: 'Abrir ahora' })).click();
	await waitFor(() => expect(screen.getByLabelText('Motivo para abrir sin quórum')).toBeTruthy());
	expect(page()).toContain('Falta quórum.');
});

test('the rules are adopted by a round on exactly their wording, without any exception to quorum', async () => {
	const draft = { version: 2, rules, labels: view.rules.labels, content: openDots.cardHash };
	const quorum = { ...view.quorum, met: false, missing: [GUARANTOR] };
	const { table, send } = tableOf({
		me: facilitator,
		view: { polls: [], quorum, rules: { ...view.rules, adopted: null, draft } },
	});
	send.mockResolvedValueOnce({
		ok: false,
		code: 'quorum.no-exception',
		message: 'Las reglas piden a todos los sectores.',
	});
	render(RulesSection, { table });
	screen.getByRole('button', { name: 'Abrir la ronda para adoptarlas' }).click();
	await waitFor(() =>
		expect(screen.getByRole('alert').textContent).toContain('Las reglas piden a todos los sectores.'),
	);
	expect(send).toHaveBeenCalledWith({
		type: 'openRulesRound',
		question: '¿Adoptamos estas reglas para nuestra mesa?',
		content: draft.content,
	});
	expect(screen.queryByLabelText('Motivo para abrir sin quórum')).toBeNull();
	expect(await faultsFound()).toEqual([]);
});

test('drafted rules say what is wrong with them before they are sent', () => {
	const draft = new RulesDraft(view.rules, takenSectors(view).ids);
	expect(draft.fault).toBeNull();
	expect(draft.rules).toEqual(rules);
	expect(draft.labels).toEqual(view.rules.labels);
	draft.addSector();
	expect(draft.fault).toBe('unnamed');
	expect(draft.rules.sectors.at(-1)).toMatchObject({ id: 's5', shape: 'triangle', seats: 1, required: false });
	const added = draft.sectors.at(-1);
	if (added) [added.label, added.letter] = ['Ciudadanía', 'C'];
	expect(draft.fault).toBeNull();
	draft.revealModerated = true;
	expect(draft.rules.reveal).toEqual({ byFacilitator: false, moderated: true });
	const again = new RulesDraft({ rules: draft.rules, labels: draft.labels }, []);
	expect(again.rules.reveal).toEqual(draft.rules.reveal);
	draft.quorum = 99;
	expect(draft.fault).toBe('rules.quorum-too-high');
	draft.quorum = 4;
	draft.cap = 9;
	expect(draft.fault).toBe('rules.dots');
});

test('closing a vote says who has not voted yet; cancelling asks for a reason', async () => {
	const { table, send } = tableOf({ me: facilitator });
	render(RunningPoll, { table, poll: openDots });
	screen.getByRole('button', { name: 'Cerrar la votación' }).click();
	const dialog = await screen.findByRole('dialog');
	expect(dialog.textContent).toContain('Faltan 7 personas por votar.');
	within(dialog).getByRole('button', { name: 'Cerrar la votación' }).click();
	expect(send).toHaveBeenCalledWith({ type: 'closePoll', poll: openDots.id });
});

test('closing the board needs a reason, and shows who did it once it is closed', async () => {
	const { table, send } = tableOf({ me: facilitator });
	const { rerender } = render(Locks, { table });
	screen.getByRole('button', { name: 'Cerrar: El tablero' }).click();
	const dialog = await screen.findByRole('dialog');
	const act = within(dialog).getByRole('button', { name: 'Cerrar a cambios' });
	expect(act).toHaveProperty('disabled', true);
	await fireEvent.input(within(dialog).getByLabelText('Motivo'), { target: { value: 'Acordado en la ronda' } });
	expect(await faultsFound()).toEqual([]);
	act.click();
	expect(send).toHaveBeenCalledWith({ type: 'setLock', target: { kind: 'board' }, reason: 'Acordado en la ronda' });
	const locks = [{ target: { kind: 'board' as const }, by: 'Marta Ruiz', at: Date.now(), reason: 'Acordado' }];
	await rerender({ table: { ...table, view: { ...view, locks } } });
	expect(page()).toMatch(/Marta Ruiz lo cerró a las \d{1,2}:\d\d\. Motivo: Acordado/);
});

test('what was closed card by card stands in the panel by its words, with who, when and why, and is opened there', async () => {
	const card = 'c'.repeat(20) as CardId;
	const target = { kind: 'branch', card } as const;
	const locks = [{ target, by: 'Marta Ruiz', at: Date.now(), reason: 'Acordado' }];
	const { table, send } = tableOf({ me: facilitator, view: { locks } });
	render(Locks, { table, cards: [{ id: card, kind: 'cause', text: 'Cuidados sin pago' }] });
	expect(page()).toMatch(/Rama de: Cuidados sin pago\s*Marta Ruiz lo cerró a las \d{1,2}:\d\d\. Motivo: Acordado/);
	screen.getByRole('button', { name: 'Abrir: Rama de: Cuidados sin pago' }).click();
	const dialog = await screen.findByRole('dialog');
	expect(await faultsFound()).toEqual([]);
	within(dialog).getByRole('button', { name: 'Abrir a cambios' }).click();
	expect(send).toHaveBeenCalledWith({ type: 'liftLock', target, reason: '' });
});

test('only wordings that moved count as changes', () => {
	const { cards } = frozenFrom().value;
	expect(changesBetween(cards, cards)).toEqual([]);
	expect(changesBetween(cards, frozenFrom({ [CAUSES[0].id]: 'Otra' }).value.cards)).toEqual([
		{ card: CAUSES[0].id, before: CAUSES[0].text, after: 'Otra' },
	]);
});
