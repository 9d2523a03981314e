import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CardId, CommentId, CommitmentId, SectorId } from '#domain/ids.ts';
import type { AuthorView, CommentView, CommentsAnswer, ThreadView } from '#protocol/api.ts';
import type { CommentCounts } from '#protocol/view.ts';
import FieldTalk from '../../src/routes/w/[id]/table/talk/field-talk.svelte';
import TalkPanel from '../../src/routes/w/[id]/table/talk/talk-panel.svelte';
import { NOW } from '../support/fixtures/table-view.ts';
import { faultsFound } from './axe.ts';
import { tableOf } from './table-harness.ts';

const CARD = 'c'.repeat(20) as CardId;
const MERGED = 'd'.repeat(20) as CardId;
const target = { kind: 'card', card: CARD } as const;
const ANA: AuthorView = { name: 'Ana', role: 'guest', sector: 's1' as SectorId, erased: false };
const BEN: AuthorView = { name: null, role: 'guest', sector: 's3' as SectorId, erased: false };
const GONE: AuthorView = { name: null, role: 'guest', sector: null, erased: true };

const said = (id: string, by: AuthorView, text: string | null, mine = false): CommentView => ({
	...{ id: id as CommentId, at: NOW - 60_000, by, mine, text },
});
const thread = (id: string, comments: readonly CommentView[], resolved = false): ThreadView => ({
	...{ id: id as CommentId, target, said: comments },
	resolved: resolved ? { at: NOW, by: ANA } : null,
});
const counts = (open: number, seq: number): CommentCounts => ({ cards: { [CARD]: [open, seq] }, fields: {} });

let answers: (readonly ThreadView[] | 'down')[] = [];
const asked = vi.fn<(path: string) => void>();
beforeEach(() => {
	answers = [];
	asked.mockClear();
	// The server, at the one door by which the panel reaches it.
	vi.stubGlobal('fetch', (path: string) => {
		asked(path);
		const next = answers.length > 1 ? answers.shift() : answers[0];
		if (next === 'down' || next === undefined) return Promise.reject(new TypeError('no network'));
		const body: CommentsAnswer = { seq: 1, threads: next };
		return Promise.resolve(Response.json(body));
	});
});
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

function open(changes: Parameters<typeof tableOf>[0] = {}, more: object = {}) {
	const made = tableOf({ ...changes, view: { comments: counts(1, 4), ...changes.view } });
	const unsent = new Map<string, string>();
	const props = { table: made.table, about: target, unsent, ...more };
	return { ...made, ...render(TalkPanel, props), props, unsent };
}
const box = (name = 'Tu comentario') => screen.getByRole('textbox', { name: new RegExp(name) });
const write = (text: string, name?: string) => fireEvent.input(box(name), { target: { value: text } });

describe('the conversations about a card', () => {
	it('[N1] [N7] are read with who said what, as far as the table’s rule tells it', async () => {
		answers = [
			[
				thread('a', [said('a', ANA, '¿Cuántas hay?', true), said('b', BEN, 'Doce'), said('e', GONE, null)]),
				thread('z', [said('z', BEN, 'Ya quedó')], true),
			],
		];
		open({}, { also: [MERGED] });
		const first = await screen.findByRole('article', { name: /Conversación de Ana/ });
		expect(asked).toHaveBeenCalledWith(expect.stringContaining(`comments?cards=${CARD},${MERGED}`));
		const items = within(first)
			.getAllByRole('listitem')
			.map((item) => item.textContent.replace(/\s+/g, ' '));
		expect(items[0]).toMatch(/Ana.*Tú.*¿Cuántas hay\?/);
		expect(items[1]).toMatch(/Alguien de Sociedad civil.*Doce/);
		expect(items[2]).toMatch(/Alguien que borró sus datos.*borró sus datos, y este comentario con ellos/);
		expect(screen.getByText('Resueltas (1)')).toBeTruthy();
		expect(await faultsFound()).toEqual([]);
	});

	it('say that nobody has commented, and what for', async () => {
		answers = [[]];
		open();
		expect(await screen.findByText('Nadie ha comentado todavía.')).toBeTruthy();
		expect(await faultsFound()).toEqual([]);
	});

	it('take a comment by keyboard, and say that it was sent', async () => {
		answers = [[]];
		const { send, unsent } = open();
		await screen.findByText('Nadie ha comentado todavía.');
		await write('  Falta el dato  ');
		expect(unsent.get(CARD)).toBe('  Falta el dato  ');
		await fireEvent.keyDown(box(), { key: 'Enter', ctrlKey: true });
		expect(send).toHaveBeenCalledWith({ type: 'addComment', target, text: 'Falta el dato' });
		await waitFor(() => expect(screen.getByText('La mesa ya lee tu comentario.')).toBeTruthy());
		expect((box() as HTMLTextAreaElement).value).toBe('');
		expect(unsent.size).toBe(0);
	});

	it('keep words that were not sent: when the panel closes, when the table refuses, when the line is down', async () => {
		answers = [[]];
		const { send, unmount, props } = open();
		await screen.findByText('Nadie ha comentado todavía.');
		await write('A medias');
		unmount();
		const { rerender } = render(TalkPanel, props);
		expect((box() as HTMLTextAreaElement).value).toBe('A medias');
		send.mockResolvedValueOnce({ ok: false, code: 'comment.too-many', message: 'Ya no caben más' });
		await fireEvent.click(screen.getByRole('button', { name: 'Enviar' }));
		expect(await screen.findByText('Ya no caben más')).toBeTruthy();
		expect((box() as HTMLTextAreaElement).value).toBe('A medias');
		await rerender({ ...props, table: { ...props.table, connected: false } });
		expect(screen.getByText(/Sin conexión: lo que escribas se queda aquí/)).toBeTruthy();
		expect((screen.getByRole('button', { name: 'Enviar' }) as HTMLButtonElement).disabled).toBe(true);
		expect((box() as HTMLTextAreaElement).value).toBe('A medias');
	});

	it('[N4] are answered, settled and reopened', async () => {
		answers = [[thread('a', [said('a', ANA, '¿Cuántas hay?')]), thread('z', [said('z', BEN, 'Ya quedó')], true)]];
		const { send } = open();
		await fireEvent.click(await screen.findByRole('button', { name: 'Responder a Ana' }));
		await waitFor(() => expect(document.activeElement).toBe(box('Tu respuesta')));
		await write('Doce', 'Tu respuesta');
		await fireEvent.click(screen.getAllByRole('button', { name: 'Enviar' })[0] as HTMLElement);
		expect(send).toHaveBeenLastCalledWith({ type: 'answerComment', comment: 'a', text: 'Doce' });
		await fireEvent.click(screen.getByRole('button', { name: 'Dar por resuelta' }));
		expect(send).toHaveBeenLastCalledWith({ type: 'resolveComment', comment: 'a' });
		await fireEvent.click(screen.getByText('Resueltas (1)'));
		await fireEvent.click(screen.getByRole('button', { name: 'Reabrir' }));
		expect(send).toHaveBeenLastCalledWith({ type: 'reopenComment', comment: 'z' });
	});

	it('[N4] leave the focus in the panel when one that had it is settled and goes to another place', async () => {
		answers = [[thread('a', [said('a', ANA, 'Uno')])], [thread('a', [said('a', ANA, 'Uno')], true)]];
		const { rerender, props } = open();
		const settle = await screen.findByRole('button', { name: 'Dar por resuelta' });
		settle.focus();
		await rerender({ ...props, table: { ...props.table, view: { ...props.table.view, comments: counts(0, 5) } } });
		await screen.findByText('Resueltas (1)');
		expect(screen.getByRole('group', { name: 'Comentarios' }).contains(document.activeElement)).toBe(true);
	});

	it('[N7] are brought again when the table says that they changed, and only then', async () => {
		answers = [
			[thread('a', [said('a', ANA, 'Uno', true)])],
			[thread('a', [said('a', ANA, 'Uno', true), said('b', BEN, 'Dos')])],
		];
		const { rerender, props } = open();
		await screen.findByText('Uno');
		await rerender({ ...props, table: { ...props.table, view: { ...props.table.view, seq: 99 } } });
		expect(asked).toHaveBeenCalledTimes(1);
		await rerender({ ...props, table: { ...props.table, view: { ...props.table.view, comments: counts(1, 5) } } });
		expect(await screen.findByText('Dos')).toBeTruthy();
		expect(screen.getByRole('status').textContent).toContain('Hay 1 comentario nuevo.');
	});

	it('[N2] are read and not written by observers, in an archived table, and of a card that is gone', async () => {
		answers = [[thread('a', [said('a', ANA, 'Uno')])]];
		for (const [changes, more, words] of [
			[{ me: { role: 'observer' as const } }, {}, /lees los comentarios y no escribes/],
			[{ view: { status: 'archived' as const } }, {}, /archivó esta mesa/],
			[{}, { isThere: false }, /Alguien quitó esta tarjeta/],
		] as const) {
			open(changes, more);
			await screen.findByText('Uno');
			expect(screen.getByText(words)).toBeTruthy();
			expect(screen.queryByRole('textbox', { name: /Tu comentario/ })).toBeNull();
			expect(await faultsFound()).toEqual([]);
			cleanup();
		}
	});

	it('say why they did not come, and can be asked for again', async () => {
		answers = ['down', [thread('a', [said('a', ANA, 'Uno')])]];
		open();
		await screen.findByText('No pudimos traer los comentarios.');
		expect(await faultsFound()).toEqual([]);
		await fireEvent.click(screen.getByRole('button', { name: 'Volver a intentar' }));
		expect(await screen.findByText('Uno')).toBeTruthy();
	});
});

describe('the conversations about one text of a draft', () => {
	it('[N1] unfold under it, count those that are open, and take a comment about that text', async () => {
		answers = [[]];
		const commitment = 'k'.repeat(20) as CommitmentId;
		const fields = { [commitment]: { term: [2, 9] as const } };
		const { table, send } = tableOf({ view: { comments: { cards: {}, fields } } });
		render(FieldTalk, { table, commitment, field: 'term', label: 'Plazo', unsent: new Map() });
		const button = screen.getByRole('button', { name: /^Comentarios \(2\).*: Plazo$/ });
		expect(button.getAttribute('aria-expanded')).toBe('false');
		await fireEvent.click(button);
		await screen.findByText('Nadie ha comentado todavía.');
		expect(asked).toHaveBeenCalledWith(expect.stringContaining(`comments?commitment=${commitment}&field=term`));
		await write('¿Antes de junio?');
		await fireEvent.click(screen.getByRole('button', { name: 'Enviar' }));
		const target = { kind: 'field', commitment, field: 'term' };
		expect(send).toHaveBeenCalledWith({ type: 'addComment', target, text: '¿Antes de junio?' });
		expect(await faultsFound()).toEqual([]);
	});
});
