import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import type { IssuedRecord } from '#domain/record.ts';
import { checkRecord } from '#protocol/check-record.ts';
import { differences, textsToShow } from '$lib/record/shown-text.ts';
import CommitmentPage from '../../src/routes/c/[id]/+page.svelte';
import { checkPage } from '../../src/routes/c/check-page.ts';
import { opensslSteps, publicKeyPem } from '../../src/routes/c/[id]/by-hand.ts';
import { COMMITMENT, issue, RECORD, ROUND } from '../support/fixtures/issued-record.ts';
import { inLog, type InLog } from '../../src/routes/c/[id]/in-log.ts';
import { readFileSync } from 'node:fs';
import { diffCores, type CoreDiff } from '$lib/record/core-diff.ts';
import { ANNOTATION_FORMAT, type Annotation, type AnnotationBody } from '#domain/annotation.ts';
import { faultsFound } from './axe.ts';

overwriteGetLocale(() => 'es');
afterEach(cleanup);

const LOG: InLog = {
	holds: true,
	number: 57,
	at: RECORD.issuedAt,
	root: 'ab'.repeat(32),
	words: 'maklo fetra',
	index: 41,
	current: 1,
	annotations: [],
};

function show(
	record: IssuedRecord = RECORD,
	versions = [{ version: record.version, issuedAt: record.issuedAt }],
	more: { readonly log?: InLog; readonly changes?: { since: number; texts: CoreDiff[] } } = {},
) {
	const { hash, signature, publicKey, ...published } = issue(record);
	const bytes = new TextEncoder().encode(published.record);
	const { faults } = checkRecord(bytes, signature, publicKey);
	const data = {
		...{ record, seal: { hash, signature, publicKey }, isSound: faults.length === 0, versions },
		...{ log: more.log ?? LOG, changes: more.changes },
	};
	render(CommitmentPage, { data, params: { id: COMMITMENT }, form: null });
}

const shownTexts = () =>
	[...document.querySelectorAll<HTMLElement>('[data-shown]')].map(
		(element) => [element.dataset['shown'] ?? '', element.textContent] as const,
	);

describe('the public page of a commitment', () => {
	it('[M6] says where it stands in the log, always as of a checkpoint, and gives the bundle to check offline', () => {
		show();
		const log = within(screen.getByRole('region', { name: 'En el registro público' }));
		expect(log.getByText(/entrada 41 de 57 .*constancia 57/)).toBeTruthy();
		expect(log.getByText('Versión vigente según la constancia 57: la 1.')).toBeTruthy();
		const bundle = log.getByRole('link', { name: 'Descargar el expediente (JSON)' });
		expect(bundle.getAttribute('href')).toBe(`/api/commitments/${COMMITMENT}/bundle`);
		expect(log.getByRole('link', { name: 'Comprobarlo sin conexión' }).getAttribute('href')).toBe('/verify');
	});

	it('[M6] takes that from a bundle that it checks first, and says nothing where there is none', async () => {
		const stored = readFileSync('tests/support/fixtures/bundle-1.json', 'utf8');
		const answering =
			(text: string, status = 200) =>
			() =>
				Promise.resolve(new Response(text, { status }));
		expect(await inLog(answering(stored), 'any', 1)).toMatchObject({ holds: true, number: 5, current: 1 });
		const altered = stored.replace('Desigualdad laboral', 'Igualdad laboral');
		expect(await inLog(answering(altered), 'any', 1)).toMatchObject({ holds: false });
		expect(await inLog(answering(stored), 'any', 2)).toBeNull();
		expect(await inLog(answering('{}', 404), 'any', 1)).toBeNull();
	});

	const noteOf = (number: number, body: AnnotationBody): Annotation => ({
		...{ format: ANNOTATION_FORMAT, commitment: COMMITMENT, number, workshop: RECORD.workshop, example: false },
		...{ at: RECORD.issuedAt + number * 1_000, version: RECORD.version, record: RECORD.content, body },
		...{ log: RECORD.log, key: RECORD.key },
	});

	it('[C16] shows what each institution answered, and the lines of action that name it', async () => {
		const terms = { role: 'lead', accepts: 'Publicar el padrón', powers: '', budget: '', until: null } as const;
		const signatory = { name: 'Rosa Díaz', office: 'Secretaria', organisation: '', powers: '' };
		const answer = {
			is: 'accepts-with-reservations',
			at: RECORD.issuedAt,
			reason: 'Falta techo',
			signatory,
		} as const;
		const { sector } = RECORD.approvals[0]!;
		const institutions = [
			{ ...terms, name: 'Secretaría del Trabajo', sector, answer },
			{ ...terms, name: 'ITEI', sector, answer: null },
		];
		const step = { what: 'Abrir el registro', output: '', counterpart: '', means: '', from: null, until: null };
		const milestones = [
			{ ...step, id: 'a'.repeat(20), responsible: ' secretaría del trabajo ' },
			{ ...step, id: 'b'.repeat(20), what: 'Otra cosa', responsible: 'Congreso' },
		];
		const route = {
			commitment: COMMITMENT,
			workshop: RECORD.workshop,
			language: 'es',
			milestones,
			indicators: [],
		} as const;
		const by = { why: '', facilitatorAffiliation: null, witnessSector: sector };
		show({ ...RECORD, institutions }, undefined, {
			log: { ...LOG, annotations: [noteOf(1, { kind: 'route', route, ...by })] },
		});
		const shown = within(screen.getByRole('region', { name: 'Instituciones que el compromiso nombra' }));
		expect(shown.getByText('Acepta con reservas')).toBeTruthy();
		expect(shown.getByText('Falta techo')).toBeTruthy();
		expect(shown.getByText(/Rosa Díaz, Secretaria/)).toBeTruthy();
		expect(shown.getByText('Abrir el registro')).toBeTruthy();
		expect(shown.queryByText('Otra cosa')).toBeNull();
		expect(shown.getByText('No respondió antes de la fecha.')).toBeTruthy();
		expect(await faultsFound()).toEqual([]);
	});

	it('[F6] says first by which result it is judged, or that it has no result indicator', () => {
		show();
		const first = within(screen.getByRole('region', { name: 'Por qué resultado se juzga' }));
		const [indicator] = RECORD.core.indicators;
		expect(first.getByText(indicator!.text)).toBeTruthy();
		expect(first.getByText(indicator!.target)).toBeTruthy();
		cleanup();
		show({ ...RECORD, core: { ...RECORD.core, indicators: [] } });
		expect(screen.getByText('Sin indicador de resultado')).toBeTruthy();
	});

	it('[F1] shows of an amendment why it was made and word by word what changed, in words too', async () => {
		const { solution } = RECORD.core.fields;
		const amends = { kind: 'amendment', version: 1, record: RECORD.content, reason: 'Cambió la ley' } as const;
		const fields = { ...RECORD.core.fields, solution: `${solution} y su padrón` };
		const record = { ...RECORD, version: 2, core: { ...RECORD.core, fields, amends } };
		show(record, undefined, { changes: { since: 1, texts: diffCores(RECORD.core, record.core) } });
		expect(screen.getByText('Enmienda a la versión 1')).toBeTruthy();
		const changed = screen.getByRole('region', { name: 'Qué cambió desde la versión 1' });
		expect(changed.querySelector('ins')?.textContent).toMatch(/\[se agregó:\].*y su padrón/);
		expect(changed.querySelector('del')).toBeNull();
		expect(differences(record, shownTexts())).toEqual([]);
		expect(await faultsFound()).toEqual([]);
	});

	it('[F3] says of a withdrawal that it no longer holds', () => {
		const amends = {
			kind: 'withdrawal',
			version: 1,
			record: RECORD.content,
			reason: 'Ya lo manda la ley',
		} as const;
		show({ ...RECORD, version: 2, core: { ...RECORD.core, amends } });
		expect(screen.getByText('Retirado por acuerdo de la mesa')).toBeTruthy();
		expect(screen.getByText('Ya lo manda la ley')).toBeTruthy();
	});

	it('[F4] [F5] shows errata beside the text, and the accounts of progress of each side beside each other', async () => {
		const [government, civil] = RECORD.rules.rules.sectors;
		const progress = { kind: 'progress', line: 'whole', text: 'Se publicó el padrón' } as const;
		const evidence = [{ title: 'Padrón', url: 'https://ejemplo.mx/padron' }];
		const annotations = [
			noteOf(1, { ...progress, status: 'limited', evidence: [], sector: government!.id }),
			noteOf(2, { ...progress, status: 'complete', evidence, sector: government!.id }),
			noteOf(3, { ...progress, status: 'limited', text: 'No se ve', evidence: [], sector: civil!.id }),
			noteOf(4, {
				...{ kind: 'erratum', says: 'brecha', shouldSay: 'brecha salarial', why: 'Se omitió' },
				...{ facilitatorAffiliation: null, witnessSector: civil!.id },
			}),
		];
		show(RECORD, undefined, { log: { ...LOG, annotations } });
		const table = within(screen.getByRole('region', { name: 'Avance' }));
		const cells = table.getAllByRole('cell').map(({ textContent }) => textContent);
		expect(cells[0]).toMatch(/Completo.*Se publicó el padrón.*Padrón.*Informes anteriores de este sector: 1/s);
		expect(cells[1]).toMatch(/Limitado.*No se ve/s);
		const errata = within(screen.getByRole('region', { name: 'Fe de erratas' }));
		expect(errata.getByText('«brecha salarial»')).toBeTruthy();
		expect(await faultsFound()).toEqual([]);
	});

	it('shows every text of the record letter for letter, and nothing under a path that the record has not', async () => {
		show();
		expect(shownTexts().length).toBe(textsToShow(RECORD).size);
		expect(differences(RECORD, shownTexts())).toEqual([]);
		expect(await faultsFound()).toEqual([]);
	});

	it('is the same whatever people wrote: markup, blank lines and quotes stay text', () => {
		const fields = { ...RECORD.core.fields, problem: '  <b>13 %</b>\n\n& «más»  ', causes: '' };
		const record = { ...RECORD, core: { ...RECORD.core, fields } };
		show(record);
		expect(differences(record, shownTexts())).toEqual([]);
		expect(document.querySelector('[data-shown] b')).toBeNull();
	});

	it('names an office-holder only by consent, and marks a seat that only the facilitator vouched for', () => {
		show();
		const approved = screen.getByRole('region', { name: 'Quién lo aprobó' });
		const [government, civil] = within(approved).getAllByRole('listitem');
		expect(government?.textContent).toContain('María del Carmen Ríos');
		expect(government?.textContent).toContain('Solo quien facilita avaló este asiento.');
		expect(civil?.textContent).toContain('Firmó sin publicar su nombre');
		expect(civil?.textContent).not.toContain('avaló');
	});

	it('gives reservations in full, results in all and by sector, and the exception with its reason', () => {
		show();
		const round = screen.getByRole('region', { name: 'La ronda que lo acordó' });
		expect(round.textContent).toContain('Pedimos revisarlo a los doce meses.');
		const [, ...rows] = within(within(round).getByRole('table')).getAllByRole('row');
		expect(
			rows.map((row) =>
				within(row)
					.getAllByRole('cell')
					.map((cell) => cell.textContent),
			),
		).toEqual([
			['1', '0', '0', '0'],
			['1', '1', '0', '0'],
			['0', '0', '1', '0'],
			['2', '1', '1', '0'],
		]);
		const priorities = screen.getByRole('region', { name: '¿Qué causas atendemos primero?' });
		expect(priorities.textContent).toContain('La Universidad llega a las once');
		expect(priorities.textContent).toContain('No votó nadie de Universidades');
	});

	it('tells where it came from: problem, chosen cause with its place and its consensus, solution', () => {
		show();
		const origin = screen.getByRole('region', { name: 'De dónde salió' });
		expect(
			within(origin)
				.getAllByRole('listitem')
				.map((item) => item.textContent.replace(/\s+/g, ' ')),
		).toEqual([
			expect.stringMatching(/Problema: Desigualdad laboral/),
			expect.stringMatching(
				/Causa elegida: Las empresas.*lugar 1 de 2, con 60\s?% del peso.*Confirmada por consenso/,
			),
			expect.stringMatching(/Solución elegida.*Registro de empresas igualitarias/),
		]);
		expect(document.querySelector('svg[role="img"] > title')?.textContent).toBe('Árbol de problemas');
	});

	it('says EJEMPLO in an example, and nothing of it elsewhere', () => {
		show();
		expect(document.body.textContent).toContain('EJEMPLO');
		cleanup();
		show({ ...RECORD, example: false });
		expect(document.body.textContent).not.toContain('EJEMPLO');
	});

	it('links to every version, and says when it is not the newest', () => {
		const versions = [1, 2].map((version) => ({ version, issuedAt: RECORD.issuedAt + version }));
		show(RECORD, versions);
		expect(screen.getByText('Hay una versión más nueva')).toBeTruthy();
		expect(screen.getByRole('link', { name: /^Versión 2/ }).getAttribute('href')).toBe(
			`/c/${COMMITMENT}?version=2`,
		);
	});

	it('warns without any script when the server itself finds the record broken', () => {
		const other = { ...ROUND, tally: { ...ROUND.tally, reached: false } as typeof ROUND.tally };
		show({ ...RECORD, round: other });
		expect(screen.getByText('No podemos dar fe de este registro')).toBeTruthy();
	});

	it('tells how to check it with openssl, with the key in its standard form', () => {
		// RFC 8410, section 10.1: the public key of the example.
		const key = '19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1';
		expect(publicKeyPem(key)).toContain('MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=');
		expect(opensslSteps('ab').split('\n').length).toBe(3);
	});
});

/** The text of a part without what is hidden in it. */
function readable(part: Element): string {
	const copy = part.cloneNode(true) as Element; // a copy of an element is one
	for (const hidden of copy.querySelectorAll('[hidden]')) hidden.remove();
	return copy.textContent;
}

describe("the check in the reader's browser", () => {
	let server: Server;
	let port: number;
	let answer: { status: number; body: string };

	beforeEach(async () => {
		answer = { status: 200, body: issue(RECORD).record };
		server = createServer((_, response) => {
			response.writeHead(answer.status, { 'access-control-allow-origin': '*' }).end(answer.body);
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		({ port } = server.address() as AddressInfo);
	});
	afterEach(() => server.close());

	/** Shows the page and lets its script check it against what the server sends. */
	async function check(): Promise<{ state: string | undefined; said: string }> {
		const section = document.getElementById('check');
		if (!section) throw new Error('the page has no check');
		section.dataset['record'] = `http://127.0.0.1:${port}/record.json`;
		await checkPage();
		return { state: section.dataset['state'], said: readable(section) };
	}

	it('says that the text is the one that was signed', async () => {
		show();
		const { state, said } = await check();
		expect(state).toBe('ok');
		expect(said).toContain('Lo revisamos en tu dispositivo: el texto es el que se firmó');
		expect(await faultsFound()).toEqual([]);
	});

	it('finds one letter changed on the page', async () => {
		show();
		const target = document.querySelector('[data-shown="core.fields.results"]');
		if (target) target.textContent = target.textContent.replace('9 %', '8 %');
		const { state, said } = await check();
		expect(state).toBe('bad');
		expect(said).toContain('El texto de la página no es igual al del registro.');
		expect(said).not.toContain('La firma no corresponde');
	});

	it('finds a text that the page leaves out, and one that it adds', async () => {
		show();
		document.querySelector('[data-shown="round.reasons.0.text"]')?.remove();
		expect((await check()).said).toContain('El texto de la página no es igual');
		cleanup();
		show();
		document.querySelector('h1')?.insertAdjacentHTML('afterend', '<p data-shown="core.fields.extra">…</p>');
		expect((await check()).said).toContain('El texto de la página no es igual');
	});

	it('finds a record that was changed after it was signed', async () => {
		show();
		answer.body = answer.body.replace('13 % menos', '3 % menos');
		const { state, said } = await check();
		expect(state).toBe('bad');
		expect(said).toContain('La firma no corresponde a este registro y esta clave.');
		expect(said).toContain('La huella que se firmó no es la del texto del registro.');
		expect(said).toContain('El registro que llegó no es el que anuncia esta página.');
	});

	it('says that nothing was checked where the record does not arrive, and never that all is well', async () => {
		show();
		answer.status = 503;
		expect((await check()).state).toBe('unavailable');
		server.close();
		server.closeAllConnections();
		expect((await check()).state).toBe('unavailable');
	});
});
