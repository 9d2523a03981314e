import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { ANNOTATION_FORMAT, type Annotation, type AnnotationBody } from '#domain/annotation.ts';
import { openCommitmentSchema } from '#protocol/open-data.ts';
import { openCommitment } from '$lib/record/open-commitment.ts';
import { commitmentsCsv, progressCsv, solutionsCsv } from '$lib/record/open-csv.ts';
import { COMMITMENT, RECORD } from '../support/fixtures/issued-record.ts';

const [government] = RECORD.rules.rules.sectors;
const note = (number: number, body: AnnotationBody): Annotation => ({
	...{ format: ANNOTATION_FORMAT, commitment: COMMITMENT, number, workshop: RECORD.workshop, example: false },
	...{ at: RECORD.issuedAt, version: RECORD.version, record: RECORD.content, body },
	...{ log: RECORD.log, key: RECORD.key },
});
const account = note(1, {
	...{ kind: 'progress', line: 'whole', status: 'complete', text: '=1+1', sector: government!.id },
	evidence: [{ title: 'Padrón', url: 'https://ejemplo.mx' }],
});

describe('[F13] a commitment as open data', () => {
	const open = openCommitment(RECORD, [account]);

	it('is of its published form, in words where the record has ids', () => {
		expect(openCommitmentSchema.parse(JSON.parse(JSON.stringify(open)))).toEqual(open);
		expect(open.approvals.map(({ sector }) => sector)).not.toContain(government!.id);
		expect(open).toMatchObject({ title: RECORD.core.title, isWithdrawn: false, replaces: null, route: null });
		expect(open.progress).toMatchObject([{ status: 'complete', text: '=1+1' }]);
	});

	it('is a row of a spreadsheet, and nothing that somebody wrote is run by it', () => {
		const [row] = Papa.parse<Record<string, string>>(commitmentsCsv([open]).slice(1), { header: true }).data;
		expect(row).toMatchObject({ id: COMMITMENT, title: RECORD.core.title, version: String(RECORD.version) });
		const [told] = Papa.parse<Record<string, string>>(progressCsv([open]).slice(1), { header: true }).data;
		expect(told?.['text']).toBe("'=1+1");
		expect(told?.['evidence']).toBe('Padrón (https://ejemplo.mx)');
		const solutions = Papa.parse<Record<string, string>>(solutionsCsv([open]).slice(1), { header: true }).data;
		expect(solutions.map(({ outcome }) => outcome)).toContain('adopted');
	});
});
