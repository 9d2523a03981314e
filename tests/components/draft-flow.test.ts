import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { createHash } from 'node:crypto';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommitmentId, TextHash } from '#domain/ids.ts';
import type { PollView } from '#protocol/view.ts';
import { textOf } from '#domain/hashing.ts';
import { GOVERNMENT } from '../support/fixtures/table-view.ts';
import * as fixtures from '../support/fixtures/table-view.ts';
import { COMMITMENT, CONTENT, CORE, ISSUED_VIEW, ROUND } from '../support/fixtures/issued-record.ts';
import type { CommitmentView, MyPart, WorkshopView } from '#protocol/view.ts';
import { changesInCore } from '../../src/routes/w/[id]/draft/[commitment]/core-changes.ts';
import type { DraftApi, FrozenDraft } from '../../src/routes/w/[id]/draft/[commitment]/draft-api.ts';
import DraftPage from '../../src/routes/w/[id]/draft/[commitment]/draft-page.svelte';
import { endOfDay } from '../../src/routes/w/[id]/draft/[commitment]/flow/dates.ts';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

beforeEach(teachDialogs);
afterEach(cleanup);

const proposed: CommitmentView = {
	...ISSUED_VIEW,
	status: 'proposed',
	signatures: [],
	institutions: [],
	missingSectors: [GOVERNMENT],
	round: null,
	issueRequested: null,
	issued: null,
	proposed: { content: CONTENT, core: CORE, at: fixtures.NOW, openUntil: fixtures.NOW + 86_400_000 },
};
const drafted: CommitmentView = { ...proposed, status: 'draft', locked: false, version: 0, proposed: null };
const agreed: CommitmentView = {
	...proposed,
	status: 'agreed',
	missingSectors: [],
	signatures: ISSUED_VIEW.signatures,
};
const lock = {
	target: { kind: 'draft', commitment: COMMITMENT },
	by: 'Marta Ruiz',
	at: Date.now(),
	reason: 'Ya está acordada la redacción',
} as const;
const round: PollView = {
	...fixtures.openConsensus,
	id: ROUND.poll,
	subject: ROUND.subject,
	question: ROUND.question,
};

interface Changes {
	readonly view?: Partial<WorkshopView>;
	readonly me?: Partial<MyPart>;
	readonly api?: DraftApi;
}

function show(commitment: CommitmentView, { view, me, api }: Changes = {}) {
	const { table, send } = tableOf({
		view: { commitments: [commitment], ...view },
		me: { mayWriteDrafts: { [COMMITMENT]: { ok: true } }, ...me },
	});
	const nothing = createRawSnippet(() => ({ render: () => '<span></span>' }));
	const given = api ?? { preview: () => Promise.reject(new Error('nobody asked for a preview')) };
	const { rerender } = render(DraftPage, { table, commitment, line: null, api: given, aside: nothing });
	return { table, send, rerender };
}

const flow = () => within(screen.getByRole('region', { name: 'El camino del compromiso' }));
const dialog = () => within(screen.getByRole('dialog'));
const buttons = () =>
	flow()
		.queryAllByRole('button')
		.map((button) => button.textContent.trim());

describe('[F1] a commitment that was issued', () => {
	const offered = ['Enmendar', 'Retirar', 'Fe de erratas'];

	it('offers whoever facilitates to amend it, to withdraw it and to note a slip, each with its reason', async () => {
		const { send } = show(ISSUED_VIEW, { me: { role: 'facilitator', seat: null } });
		for (const name of offered) expect(screen.getByRole('button', { name })).toBeTruthy();
		await fireEvent.click(screen.getByRole('button', { name: 'Enmendar' }));
		const dialog = within(screen.getByRole('dialog', { name: 'Abrir una enmienda' }));
		await fireEvent.input(dialog.getByRole('textbox', { name: /Motivo|Razón/ }), {
			target: { value: 'Cambió la ley' },
		});
		await fireEvent.click(dialog.getByRole('button', { name: 'Enmendar' }));
		expect(send).toHaveBeenCalledWith({ type: 'amendCommitment', commitment: COMMITMENT, reason: 'Cambió la ley' });
		expect(await faultsFound()).toEqual([]);
	});

	it('[F5] asks whoever has a seat how far it is, and offers them nothing else', async () => {
		const { send } = show(ISSUED_VIEW, { me: { role: 'guest', seat: { sector: GOVERNMENT, voucher: 'seated' } } });
		for (const name of offered) expect(screen.queryByRole('button', { name })).toBeNull();
		await fireEvent.click(screen.getByRole('button', { name: 'Informar del avance' }));
		const dialog = within(screen.getByRole('dialog'));
		await fireEvent.input(dialog.getByLabelText(/Qué se ha hecho/), { target: { value: 'Empezó el padrón' } });
		await fireEvent.click(dialog.getByRole('button', { name: 'Publicar el informe' }));
		expect(send).toHaveBeenCalledWith({
			...{ type: 'reportProgress', commitment: COMMITMENT, line: 'whole', status: 'limited' },
			...{ text: 'Empezó el padrón', evidence: [] },
		});
		expect(await faultsFound()).toEqual([]);
	});

	it('[F2] says on the way to its next version which one holds, and lets the change be given up', () => {
		const amending = { kind: 'amendment', reason: 'Cambió la ley', at: fixtures.NOW } as const;
		show({ ...drafted, issued: ISSUED_VIEW.issued, amending }, { me: { role: 'facilitator', seat: null } });
		expect(screen.getByText('Enmienda de la versión 1, que sigue en vigor')).toBeTruthy();
		expect(screen.getByRole('button', { name: 'Desistir' })).toBeTruthy();
	});

	it('[F4] shows an erratum that was asked for to whoever may witness it', async () => {
		const note = {
			...({ kind: 'erratum' } as const),
			commitment: COMMITMENT,
			version: 1,
			says: 'brecha',
			shouldSay: 'brecha salarial',
			why: 'Se omitió',
		};
		const requested = { by: ISSUED_VIEW.signatures[0]!.participant, at: fixtures.NOW, content: CONTENT, note };
		const { send } = show(
			{ ...ISSUED_VIEW, requested },
			{ me: { role: 'guest', seat: { sector: GOVERNMENT, voucher: 'seated' } } },
		);
		await fireEvent.click(screen.getByRole('button', { name: 'Atestiguar la nota' }));
		expect(send).toHaveBeenCalledWith({ type: 'witnessNote', commitment: COMMITMENT, content: CONTENT });
	});
});

describe('while the table writes', () => {
	it('the facilitator locks the text with a reason; the others read who is to do it', async () => {
		const { send } = show(drafted, { me: fixtures.facilitator });
		await fireEvent.click(flow().getByRole('button', { name: 'Cerrar el texto' }));
		expect(await faultsFound()).toEqual([]);
		await fireEvent.input(dialog().getByLabelText('Motivo'), { target: { value: 'Ya quedó' } });
		await fireEvent.click(dialog().getByRole('button', { name: 'Cerrar el texto' }));
		expect(send).toHaveBeenCalledWith({
			type: 'setLock',
			target: { kind: 'draft', commitment: COMMITMENT },
			reason: 'Ya quedó',
		});
		cleanup();
		show(drafted);
		expect(buttons()).toEqual([]);
		expect(screen.getByText(/quien facilita lo cierra/)).toBeTruthy();
	});

	it('only the facilitator changes the title', () => {
		show(drafted);
		expect(screen.queryByRole('button', { name: 'Cambiar el título' })).toBeNull();
		cleanup();
		show(drafted, { me: fixtures.facilitator });
		expect(screen.getByRole('button', { name: 'Cambiar el título' })).toBeTruthy();
	});
});

describe('a locked draft', () => {
	const locked = { ...drafted, locked: true };
	const frozen: FrozenDraft = { hash: CONTENT, core: CORE };

	it('says who locked it, when and why', () => {
		show(locked, { view: { locks: [lock] } });
		expect(
			screen.getByText(/Marta Ruiz cerró este texto a las .* Motivo: Ya está acordada la redacción/),
		).toBeTruthy();
	});

	it('is proposed as it was seen: the exact text, its fingerprint, until a date', async () => {
		const api: DraftApi = { preview: () => Promise.resolve({ ok: true, value: frozen }) };
		const { send } = show(locked, { me: fixtures.facilitator, view: { locks: [lock] }, api });
		await fireEvent.click(flow().getByRole('button', { name: 'Revisar y proponer' }));
		await vi.waitFor(() => dialog().getByText(CORE.fields.results));
		expect(screen.getByRole('dialog').textContent.replace(/\s/g, '')).toContain(CONTENT);
		await fireEvent.input(dialog().getByLabelText('Se puede firmar hasta'), { target: { value: '2026-03-20' } });
		await fireEvent.click(dialog().getByRole('button', { name: 'Proponer este texto' }));
		expect(send).toHaveBeenCalledWith({
			type: 'proposeCommitment',
			commitment: COMMITMENT,
			content: CONTENT,
			openUntil: endOfDay('2026-03-20'),
		});
		expect(await faultsFound()).toEqual([]);
	});

	it('is not proposed once somebody changed it: what changed is shown, and the question asked again', async () => {
		const core = { ...CORE, fields: { ...CORE.fields, results: 'Que baje a 8 %.' } };
		const now: FrozenDraft = { hash: textOf(core).hash, core };
		const preview = vi.fn<DraftApi['preview']>();
		preview.mockResolvedValueOnce({ ok: true, value: frozen }).mockResolvedValueOnce({ ok: true, value: now });
		const { send } = show(locked, { me: fixtures.facilitator, view: { locks: [lock] }, api: { preview } });
		send.mockResolvedValueOnce({ ok: false, code: 'content.changed', message: 'Alguien cambió el texto.' });
		await fireEvent.click(flow().getByRole('button', { name: 'Revisar y proponer' }));
		await vi.waitFor(() => dialog().getByRole('button', { name: 'Proponer este texto' }));
		await fireEvent.click(dialog().getByRole('button', { name: 'Proponer este texto' }));
		await vi.waitFor(() => dialog().getByText('El texto cambió desde que lo leíste'));
		expect(dialog().getByText('Ahora dice: «Que baje a 8 %.»')).toBeTruthy();
		await fireEvent.click(dialog().getByRole('button', { name: 'Leí lo nuevo: proponer' }));
		expect(send).toHaveBeenLastCalledWith(expect.objectContaining({ content: now.hash }));
	});

	it('can not be proposed without problem and policy, and says what else it lacks', async () => {
		const empty = { ...CORE, indicators: [], fields: { ...CORE.fields, solution: ' ', term: '' } };
		const api: DraftApi = { preview: () => Promise.resolve({ ok: true, value: { hash: CONTENT, core: empty } }) };
		show(locked, { me: fixtures.facilitator, view: { locks: [lock] }, api });
		await fireEvent.click(flow().getByRole('button', { name: 'Revisar y proponer' }));
		await vi.waitFor(() => dialog().getByText(/Falta escribir el problema o la política pública/));
		expect(dialog().getByText(/No tiene indicadores de resultado/)).toBeTruthy();
		const send = dialog().getByRole('button', { name: 'Proponer este texto' });
		expect(send).toHaveProperty('disabled', true);
	});
});

describe('a proposed text', () => {
	it('is put to a round by the facilitator, who says why if there is no quorum', async () => {
		const quorum = { ...fixtures.view.quorum, met: false, missing: [GOVERNMENT] };
		const { send } = show(proposed, { me: fixtures.facilitator, view: { quorum } });
		await fireEvent.click(flow().getByRole('button', { name: 'Abrir la ronda de consenso' }));
		const open = dialog().getByRole('button', { name: 'Abrir la ronda de consenso' });
		expect(open).toHaveProperty('disabled', true);
		const reason = dialog().getByLabelText('Motivo para abrir sin quórum');
		await fireEvent.input(reason, { target: { value: 'Llega a las once' } });
		await fireEvent.click(open);
		expect(send).toHaveBeenCalledWith(
			expect.objectContaining({ type: 'openCommitmentRound', content: CONTENT, exception: 'Llega a las once' }),
		);
	});

	it('sends whoever owes an answer to the voting page', () => {
		const open = { ...proposed, round: ROUND.poll };
		show(open, {
			view: { polls: [round] },
			me: { ballots: { [round.id]: { eligible: true, choice: null, order: [] } } },
		});
		const vote = flow().getByRole('link', { name: 'Responder en la página de votar' });
		expect(vote.getAttribute('href')).toBe(`/w/${fixtures.view.id}/vote`);
	});

	it('is signed by a seated person with office and powers, named only if they say so', async () => {
		const { send } = show(proposed);
		await fireEvent.click(flow().getByRole('button', { name: 'Firmar' }));
		expect(send).not.toHaveBeenCalled();
		expect(document.activeElement).toBe(flow().getByLabelText('Cargo'));
		await fireEvent.input(flow().getByLabelText('Cargo'), { target: { value: 'Presidenta' } });
		await fireEvent.input(flow().getByLabelText(/^Facultades/), { target: { value: 'Acta del 3 de mayo' } });
		await fireEvent.click(flow().getByRole('button', { name: 'Firmar' }));
		expect(send).toHaveBeenCalledWith({
			type: 'signCommitment',
			commitment: COMMITMENT,
			content: CONTENT,
			signatory: {
				name: 'Ana',
				office: 'Presidenta',
				organisation: 'Mujeres del Bosque',
				powers: 'Acta del 3 de mayo',
				named: false,
			},
			method: { kind: 'code' },
		});
		expect(await faultsFound()).toEqual([]);
	});

	it('[C18] asks whoever signs by code for it once the server wants it, and sends it first', async () => {
		const { send } = show(proposed);
		const prove = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ until: fixtures.NOW }));
		send.mockResolvedValueOnce({ ok: false, code: 'proof.required', message: 'Muestra que eres tú.' });
		await fireEvent.input(flow().getByLabelText('Cargo'), { target: { value: 'Presidenta' } });
		await fireEvent.click(flow().getByRole('button', { name: 'Firmar' }));
		const code = await vi.waitFor(() => flow().getByLabelText('Tu código personal o tu contraseña'));
		expect(await faultsFound()).toEqual([]);
		await fireEvent.click(flow().getByRole('button', { name: 'Firmar' }));
		await vi.waitFor(() => flow().getByText('Escribe tu código o tu contraseña.'));
		expect(prove).not.toHaveBeenCalled();
		await fireEvent.input(code, { target: { value: '7K3M-Q0WZ-1234-5678' } });
		await fireEvent.click(flow().getByRole('button', { name: 'Firmar' }));
		await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2));
		expect(prove.mock.calls[0]?.[0]).toBe(`/api/workshops/${fixtures.view.id}/proof`);
		prove.mockRestore();
	});

	it('[C18] is witnessed by whoever has a seat in another sector, and by nobody of the same', async () => {
		const [first] = ISSUED_VIEW.signatures;
		const waiting = { ...first!, method: 'code', counts: false } as const;
		const own = { seat: { sector: fixtures.CIVIL, voucher: 'seated' } } as const;
		const { send } = show({ ...proposed, signatures: [waiting] }, { me: own });
		expect(flow().getByText(/todavía no cuenta/)).toBeTruthy();
		await fireEvent.click(flow().getByRole('button', { name: 'Atestiguar esta firma' }));
		expect(await faultsFound()).toEqual([]);
		await fireEvent.click(dialog().getByRole('button', { name: 'Atestiguar esta firma' }));
		const { participant } = waiting;
		expect(send).toHaveBeenCalledWith({
			...{ type: 'witnessSignature', commitment: COMMITMENT, content: CONTENT, participant },
		});
		cleanup();
		const same = { seat: { sector: waiting.sector, voucher: 'seated' } } as const;
		show({ ...proposed, signatures: [waiting] }, { me: same });
		expect(buttons()).not.toContain('Atestiguar esta firma');
	});

	it('[C19] takes an autograph from the facilitator by the hash of its scan, which stays on the device', async () => {
		const { send } = show(proposed, { me: fixtures.facilitator });
		await fireEvent.click(flow().getByRole('button', { name: 'Anotar una firma en papel' }));
		const scan = new File(['hoja'], 'hoja.png', { type: 'image/png' });
		const bytes = new TextEncoder().encode('hoja').buffer;
		// jsdom's blobs can't be read.
		scan.slice = () => Object.assign(new Blob(), { arrayBuffer: () => Promise.resolve(bytes) });
		await fireEvent.change(dialog().getByLabelText('Escaneo de la hoja firmada'), { target: { files: [scan] } });
		await fireEvent.input(dialog().getByLabelText('Nombre'), { target: { value: 'Chela' } });
		await fireEvent.input(dialog().getByLabelText('Cargo'), { target: { value: 'Presidenta' } });
		await vi.waitFor(() => dialog().getByText('Huella del escaneo', { exact: false }));
		expect(await faultsFound()).toEqual([]);
		await fireEvent.click(dialog().getByRole('button', { name: 'Anotar una firma en papel' }));
		const hash = createHash('sha256').update('hoja').digest('hex');
		expect(send).toHaveBeenCalledWith(expect.objectContaining({ type: 'enterAutograph', scan: hash }));
	});

	it("gives the server's sentence beside the button where it refuses", async () => {
		const { send } = show(proposed);
		send.mockResolvedValueOnce({ ok: false, code: 'commitment.expired', message: 'El plazo ya pasó.' });
		await fireEvent.input(flow().getByLabelText('Cargo'), { target: { value: 'Presidenta' } });
		await fireEvent.click(flow().getByRole('button', { name: 'Firmar' }));
		await vi.waitFor(() =>
			within(flow().getByRole('form', { name: 'Firmar este texto' })).getByText('El plazo ya pasó.'),
		);
	});

	it('warns whose seat only the facilitator vouched for, before they sign and beside their signature', () => {
		show(proposed, { me: { seat: { sector: GOVERNMENT, voucher: 'facilitator' } } });
		expect(flow().getByText(/Tu asiento lo avaló solo quien facilita/)).toBeTruthy();
		cleanup();
		show({ ...proposed, signatures: ISSUED_VIEW.signatures });
		expect(flow().getByText('Solo quien facilita avaló este asiento.')).toBeTruthy();
	});

	it('can be signed by nobody without a seat, nor by the facilitator', () => {
		show(proposed, { me: { seat: null } });
		expect(flow().queryByRole('button', { name: 'Firmar' })).toBeNull();
		expect(flow().getByText(/Firma una persona con asiento/)).toBeTruthy();
		cleanup();
		show(proposed, { me: fixtures.facilitator });
		expect(flow().queryByRole('button', { name: 'Firmar' })).toBeNull();
		expect(buttons()).toContain('Devolver a borrador');
	});

	it('that was replaced by another is read anew before anything is signed', async () => {
		const { table, send, rerender } = show(proposed);
		const core = { ...CORE, fields: { ...CORE.fields, term: '2027' } };
		const content = textOf(core).hash as TextHash;
		const other = { ...proposed, proposed: { ...proposed.proposed!, content, core } };
		await rerender({ table, commitment: other });
		expect(flow().getByText('El texto cambió desde que lo leíste')).toBeTruthy();
		expect(flow().getByRole('button', { name: 'Firmar' })).toHaveProperty('disabled', true);
		await fireEvent.click(flow().getByRole('button', { name: 'Ya leí lo que cambió' }));
		await fireEvent.input(flow().getByLabelText('Cargo'), { target: { value: 'Presidenta' } });
		await fireEvent.click(flow().getByRole('button', { name: 'Firmar' }));
		expect(send).toHaveBeenCalledWith(expect.objectContaining({ type: 'signCommitment', content }));
	});
});

describe('an agreed text', () => {
	it('is issued only once the facilitator asks and a seated person of another sector has read it', async () => {
		show(agreed);
		expect(buttons()).not.toContain('Pedir que se emita');
		expect(buttons()).not.toContain('Atestiguar y emitir');
		cleanup();
		const asked = { ...agreed, issueRequested: { by: fixtures.MARTA, at: fixtures.NOW } };
		const { send } = show(asked);
		await fireEvent.click(flow().getByRole('button', { name: 'Atestiguar y emitir' }));
		expect(dialog().getByText(CORE.fields.results)).toBeTruthy();
		expect(screen.getByRole('dialog').textContent.replace(/\s/g, '')).toContain(CONTENT);
		const issue = dialog().getByRole('button', { name: 'Emitir' });
		expect(issue).toHaveProperty('disabled', true);
		await fireEvent.click(dialog().getByLabelText('Leí el texto y es el que acordamos'));
		await fireEvent.click(issue);
		expect(send).toHaveBeenCalledWith({ type: 'witnessIssue', commitment: COMMITMENT, content: CONTENT });
	});

	it('is not witnessed by the sector that the facilitator declared, nor by who is not there', () => {
		const asked = { ...agreed, issueRequested: { by: fixtures.MARTA, at: fixtures.NOW } };
		const people = fixtures.people.map((person) =>
			person.id === fixtures.MARTA ? { ...person, affiliation: { sector: fixtures.CIVIL, note: '' } } : person,
		);
		show(asked, { view: { people } });
		expect(flow().getByText(/debe atestiguar alguien de otro/)).toBeTruthy();
		expect(buttons()).not.toContain('Atestiguar y emitir');
		cleanup();
		show(asked, { me: { present: false } });
		expect(flow().getByText(/primero registra tu asistencia/)).toBeTruthy();
		expect(buttons()).not.toContain('Atestiguar y emitir');
	});

	it('leads to its public page once it is issued', async () => {
		show({ ...ISSUED_VIEW, id: COMMITMENT as CommitmentId });
		const link = flow().getByRole('link', { name: 'Ver la página pública' });
		expect(link.getAttribute('href')).toBe(`/c/${COMMITMENT}`);
		expect(await faultsFound()).toEqual([]);
	});
});

describe('what changed in a text', () => {
	it('is told field by field, and that indicators changed', () => {
		const now = { ...CORE, title: 'Otro', indicators: [] };
		expect(changesInCore(CORE, now)).toEqual({
			texts: [{ at: 'title', before: CORE.title, after: 'Otro' }],
			indicators: true,
			choices: false,
		});
		const chosen = { ...CORE, choices: { axes: [], level: 'structural', goals: [], targets: [] } } as const;
		expect(changesInCore(CORE, chosen)).toEqual({ texts: [], indicators: false, choices: true });
		expect(changesInCore(CORE, structuredClone(CORE))).toEqual({ texts: [], indicators: false, choices: false });
	});
});
