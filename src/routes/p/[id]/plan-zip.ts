import { zip, type Zippable } from 'fflate';
import { m } from '#i18n/compiled/messages.js';
import type { OpenPlan } from '#protocol/open-data.ts';
import { commitmentsCsv, linesCsv, progressCsv, solutionsCsv } from '$lib/record/open-csv.ts';
import type { ReadCommitment } from './open-plan.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The whole plan as open data: tables for spreadsheets, JSON for programs, and each commitment's bundle for whoever checks. */
export function planZip(plan: OpenPlan, read: readonly ReadCommitment[]): Promise<Uint8Array> {
	const { commitments } = plan;
	const files: Zippable = {
		'LEEME.txt': utf8(m.file_zip_readme({ name: plan.name, url: plan.url })),
		'plan.json': utf8(`${JSON.stringify(plan, null, '\t')}\n`),
		'compromisos.csv': utf8(commitmentsCsv(commitments)),
		'lineas-de-accion.csv': utf8(linesCsv(commitments)),
		'avances.csv': utf8(progressCsv(commitments)),
		'soluciones.csv': utf8(solutionsCsv(commitments)),
	};
	for (const { open, bundle } of read) files[`expedientes/expediente-${open.id}-${open.version}.json`] = bundle;
	return new Promise((resolve, reject) => {
		zip(files, (failed, bytes) => (failed ? reject(failed) : resolve(bytes)));
	});
}
