import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import type { SessionId } from '#domain/ids.ts';
import type { MinutesData } from '#protocol/minutes.ts';
import RecordPage from '../../src/routes/w/[id]/record/+page.svelte';
import { COMMITMENT, MINUTES, WORKSHOP } from '../support/fixtures/issued-record.ts';
import type { CheckpointShown } from '#protocol/api.ts';
import { faultsFound } from './axe.ts';

const CHECKPOINT: CheckpointShown = {
	number: 57,
	root: 'ab'.repeat(32),
	words: 'maklo fetra',
	at: MINUTES.generatedAt,
	origin: 'mesa-abierta/log/0123456789abcdef',
	note: 'mesa-abierta/log/0123456789abcdef\n57\n',
};

overwriteGetLocale(() => 'es');
afterEach(cleanup);

function show(
	changes: Partial<MinutesData> | null = {},
	form: { readonly text: string; readonly refused: string } | null = null,
) {
	const minutes = changes && { ...MINUTES, ...changes };
	render(RecordPage, {
		data: { id: WORKSHOP, minutes, checkpoint: CHECKPOINT, paper: 'letter', noteKey: 'a'.repeat(20) },
		params: { id: WORKSHOP },
		form,
	});
}
const part = (name: string) => screen.getByRole('region', { name });

describe('the minutes of a session', () => {
	it('say who attended by sector, with seat, hours, and what only the facilitator vouched for', async () => {
		show();
		const rows = within(part('Asistencia'))
			.getAllByRole('row')
			.map((row) => row.textContent.replace(/\s+/g, ' '));
		expect(rows.some((row) => /Ana Fernández.*Con asiento\. Solo quien facilita avaló/.test(row))).toBe(true);
		expect(rows.some((row) => /Benito Cruz/.test(row) && !/avaló/.test(row))).toBe(true);
		expect(rows.some((row) => /Graciela Ibarra.*la anotó quien facilita/.test(row))).toBe(true);
		expect(rows.some((row) => /Marta Lozano.*no pertenecer a ningún sector/.test(row))).toBe(true);
		expect(await faultsFound()).toEqual([]);
	});

	it('[M3] end with the signed checkpoint to take home: in words, in hex, whole and as a code', () => {
		show();
		const note = part('Constancia 57 del registro');
		expect(note.textContent).toContain('maklo fetra');
		expect(note.textContent).toContain(CHECKPOINT.root);
		expect(note.querySelector('pre')?.textContent).toBe(CHECKPOINT.note);
		expect(within(note).getByRole('img', { name: /Código QR con el texto firmado/ })).toBeTruthy();
	});

	it('[N7] say how much was commented, in numbers, and nothing where nobody did', () => {
		show();
		expect(part('Lo que pasó, en orden').textContent).toContain(
			'conversaciones nuevas, 3; respuestas, 5; resueltas, 2.',
		);
		cleanup();
		show({ talked: { begun: 0, answers: 0, settled: 0 } });
		expect(part('Lo que pasó, en orden').textContent).not.toContain('Comentarios');
	});

	it('name nobody where the rules hide names', () => {
		show({ attendance: MINUTES.attendance.map((entry) => ({ ...entry, name: null, organisation: null })) });
		expect(part('Asistencia').textContent).not.toContain('Ana Fernández');
		expect(part('Asistencia').textContent).toContain('Las reglas de la mesa no muestran nombres');
	});

	it('tell each act as a sentence in which a person acts, with its reason', () => {
		show();
		const acts = within(part('Lo que pasó, en orden'))
			.getAllByRole('listitem')
			.map((item) => item.textContent);
		expect(
			acts.some((act) => /Marta Lozano cerró el texto «Reducir.*» *\. Motivo: Ya está acordada/.test(act)),
		).toBe(true);
		expect(acts.some((act) => act.includes('Ana Fernández firmó'))).toBe(true);
		expect(acts.some((act) => act.includes('con su solo aval'))).toBe(true);
		expect(acts.length).toBe(MINUTES.acts.length);
	});

	it('say that a person left their seat where the rules hide who it was', () => {
		show({ acts: [{ at: MINUTES.generatedAt, by: '', act: 'seat.released', person: null, reason: null }] });
		expect(part('Lo que pasó, en orden').textContent).toContain('Una persona dejó su asiento.');
	});

	it('give every decision with its rule and its result by sector, and every reservation in full', () => {
		show();
		const decisions = part('Decisiones');
		expect(within(decisions).getAllByRole('table').length).toBe(MINUTES.polls.length);
		expect(within(decisions).getAllByText('La regla de esta votación').length).toBe(MINUTES.polls.length);
		expect(part('Reservas y oposiciones').textContent).toContain('Pedimos revisarlo a los doce meses.');
	});

	it('give every exception with who asked for it and why', () => {
		show();
		expect(part('Excepciones').textContent).toMatch(
			/Marta Lozano abrió sin quórum .*La Universidad llega a las once/,
		);
		cleanup();
		show({ exceptions: [] });
		expect(part('Excepciones').textContent).toContain('No hubo excepciones');
	});

	it('list commitments with the fingerprint that was signed, signatures as consented, and the public page', () => {
		show();
		const commitments = part('Compromisos').textContent;
		expect(commitments).toContain(MINUTES.commitments[0]?.proposed?.content);
		expect(commitments).toContain('María del Carmen Ríos, Secretaria del Trabajo');
		expect(commitments).toContain('firmó sin publicar su nombre');
		expect(commitments).toContain(`/c/${COMMITMENT}`);
	});

	it('leave a line to sign for each seat that was there, one for each sector at least, and one for the facilitator', () => {
		show();
		expect(within(part('Firmas en papel')).getAllByRole('listitem').length).toBe(1 + 2 + 1 + 1);
		cleanup();
		show({ attendance: [] });
		expect(within(part('Firmas en papel')).getAllByRole('listitem').length).toBe(3 + 1);
	});

	it('end with the chain in hex and as a code, so that nobody can change them unnoticed', () => {
		show();
		expect(part('Comprobación').textContent).toContain(MINUTES.head.hash);
		expect(within(part('Comprobación')).getByRole('img', { name: /Código QR con la mesa/ })).toBeTruthy();
	});

	it('[W1] carry the notes that people added, with their author as far as the rules go, and a form for one more', async () => {
		show();
		const notes = part('Notas a esta minuta');
		const items = within(notes)
			.getAllByRole('listitem')
			.map((item) => item.textContent.replace(/\s+/g, ' '));
		expect(items[0]).toMatch(/Ana Fernández · 21 de noviembre.*Faltó decir que el registro será público\./);
		expect(items[1]).toContain('Una persona de Universidades');
		expect(items[1]).toContain('pidió borrarlo');
		const form = within(notes).getByRole<HTMLTextAreaElement>('textbox', { name: 'Tu nota' }).form;
		expect(form?.method).toBe('post');
		expect(new FormData(form ?? undefined).get('session')).toBe(MINUTES.session.id);
		expect(await faultsFound()).toEqual([]);
	});

	it('[W1] keep the words of a note that was refused, and say why', () => {
		show({}, { text: 'Mi nota', refused: 'La mesa está archivada.' });
		const field = within(part('Notas a esta minuta')).getByRole<HTMLTextAreaElement>('textbox');
		expect(field.value).toBe('Mi nota');
		expect(part('Notas a esta minuta').textContent).toContain('La mesa está archivada.');
	});

	it('[W1] give no form to who may not add a note', () => {
		show({ mayNote: false, notes: [] });
		expect(part('Notas a esta minuta').textContent).toContain('Nadie ha agregado notas');
		expect(within(part('Notas a esta minuta')).queryByRole('textbox')).toBeNull();
	});

	it('[W2] are there to take away, on letter or A4, as DOCX and as HTML', () => {
		show();
		const away = within(screen.getByRole('navigation', { name: 'Llevarse la minuta' }));
		expect(away.getByRole('link', { name: 'A4' }).getAttribute('href')).toBe(
			`?session=${MINUTES.session.id}&paper=a4`,
		);
		expect(away.getByRole('link', { name: 'Word (DOCX)' }).getAttribute('href')).toBe(
			`/w/${WORKSHOP}/record.docx?session=${MINUTES.session.id}&paper=letter`,
		);
		expect(away.getByRole('link', { name: 'Página (HTML)' })).toBeTruthy();
		expect([...document.head.querySelectorAll('style')].map((style) => style.textContent)).toContain(
			'@page{size:letter!important}',
		);
	});

	it('say that they are provisional while the session is open, and let one pick another session', () => {
		const session = { ...MINUTES.session, closedAt: null };
		const other = { id: 'otra'.padEnd(20, 'a') as SessionId, openedAt: session.openedAt - 86_400_000, closedAt: 1 };
		show({ session, sessions: [other, ...MINUTES.sessions] });
		expect(screen.getByText(/esta minuta es provisional/)).toBeTruthy();
		const picker = screen.getByRole('navigation', { name: 'Sesiones de la mesa' });
		expect(within(picker).getByRole('link', { name: /2026/ }).getAttribute('href')).toBe(`?session=${other.id}`);
	});

	it('say what to do where the table has had no session', async () => {
		show(null);
		expect(screen.getByRole('heading', { name: 'Todavía no hay sesiones' })).toBeTruthy();
		expect(await faultsFound()).toEqual([]);
	});
});
