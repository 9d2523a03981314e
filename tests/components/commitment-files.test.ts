import { cleanup, render } from '@testing-library/svelte';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import type { PlanId } from '#domain/ids.ts';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import { openPlanSchema } from '#protocol/open-data.ts';
import type { PublicPlan } from '#protocol/plans.ts';
import { exported } from '$lib/record/file/exported.ts';
import { writeMarkdown } from '$lib/record/file/write-markdown.ts';
import { openCommitment } from '$lib/record/open-commitment.ts';
import CommitmentFile from '../../src/routes/c/[id]/file.svelte';
import { openPlan } from '../../src/routes/p/[id]/open-plan.ts';
import { planZip } from '../../src/routes/p/[id]/plan-zip.ts';
import { RECORD } from '../support/fixtures/issued-record.ts';

overwriteGetLocale(() => 'es');
afterEach(cleanup);

const open = openCommitment(RECORD, []);
const html = (): string =>
	render(CommitmentFile, { record: RECORD, notes: [], changes: undefined, number: 57 }).container.innerHTML;
const asked = (format: string) =>
	exported(format, {
		...{ name: 'compromiso', head: { title: RECORD.core.title, lang: 'es-MX', paper: 'letter' } },
		...{ html, json: () => open, csv: () => 'id\r\n' },
	});

describe('[F13] a commitment as a file', () => {
	it('says in Markdown what its page says, headings and tables as such', async () => {
		const answer = await asked('md');
		expect(answer?.headers.get('content-disposition')).toBe('attachment; filename="compromiso.md"');
		const text = (await answer?.text()) ?? '';
		expect(text.split('\n')[0]).toBe(`# ${RECORD.core.title}`);
		expect(text).toContain('## Por qué resultado se juzga');
		expect(text).toContain(RECORD.core.indicators[0]!.text);
		expect(text).toMatch(/\| --- \|/);
		expect(text).not.toContain('****');
		expect(text).toContain('Según la constancia 57');
		expect(text).not.toMatch(/<\w+[ >]/);
	});

	it('takes nothing that somebody wrote for markup', () => {
		const run = { isBold: false, isItalic: false, isCode: false, isBroken: false };
		const text = '# no es título\n- ni lista [ni](liga) <b>*ni* marca</b> 1. ni número | ni celda';
		const said = writeMarkdown([{ kind: 'paragraph', runs: [{ ...run, text }], isQuote: false }]);
		expect(said).toBe(
			'\\# no es título\n\\- ni lista \\[ni\\](liga) \\<b\\>\\*ni\\* marca\\</b\\> 1. ni número | ni celda\n',
		);
	});

	it('is a document that opens, and the same words in HTML and JSON; there is no other format', async () => {
		const docx = new Uint8Array((await (await asked('docx'))?.arrayBuffer()) ?? new ArrayBuffer());
		const document = strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array());
		expect(document).toContain(RECORD.core.title);
		expect(document).toContain('w:tbl');
		expect(await (await asked('html'))?.text()).toContain('<table>');
		expect(await (await asked('json'))?.json()).toEqual(JSON.parse(JSON.stringify(open)));
		expect(await asked('pdf')).toBeNull();
	});
});

describe('[F13] a whole plan', () => {
	it('is a ZIP with its tables, its JSON by the published schema, and every bundle', async () => {
		const shown: PublicPlan = {
			...({ format: 'mesa-abierta/plan/1', id: 'p1' as PlanId, url: 'https://mesa.example/p/p1' } as const),
			...({ name: 'Plan de Jalisco', about: '', from: '2027-01-01', until: '2028-12-31' } as const),
			...{ language: 'es', tables: [], checkpoint: null },
		};
		const plan = openPlan(shown, [open]);
		const files = unzipSync(await planZip(plan, [{ open, bundle: new TextEncoder().encode('{}') }]));
		expect(Object.keys(files).sort()).toEqual([
			'LEEME.txt',
			'avances.csv',
			'compromisos.csv',
			`expedientes/expediente-${open.id}-${open.version}.json`,
			'lineas-de-accion.csv',
			'plan.json',
			'soluciones.csv',
		]);
		expect(openPlanSchema.parse(JSON.parse(strFromU8(files['plan.json']!))).commitments).toHaveLength(1);
	});
});
