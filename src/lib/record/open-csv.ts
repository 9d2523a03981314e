import type { OpenCommitment } from '#protocol/open-data.ts';
import { writeCsv } from '../files/csv.ts';

/** One row a commitment. */
export function commitmentsCsv(commitments: readonly OpenCommitment[]): string {
	const keys = [...new Set(commitments.flatMap(({ fields }) => Object.keys(fields)))];
	return writeCsv(
		[
			...['id', 'url', 'table', 'version', 'issuedAt', 'isWithdrawn', 'example', 'title', ...keys],
			...['indicator', 'baseline', 'target', 'means', 'lines', 'approvedBy', 'reasonsOwed', 'record'],
		],
		commitments.map((each) => {
			const result = each.indicators.find(({ type }) => type === 'result');
			return [
				...[each.id, each.url, each.table.title, each.version, each.issuedAt, each.isWithdrawn, each.example],
				...[each.title, ...keys.map((key) => each.fields[key] ?? '')],
				...[result?.text ?? '', result?.baseline ?? '', result?.target ?? '', result?.means ?? ''],
				...[each.route?.lines.length ?? 0, each.approvals.map(({ sector }) => sector).join('; ')],
				...[each.solutions.filter(({ owedBy }) => owedBy !== null).length, each.record],
			];
		}),
	);
}

/** One row a line of action, with what each sector last said of it. */
export function linesCsv(commitments: readonly OpenCommitment[]): string {
	return writeCsv(
		['commitment', 'line', 'what', 'output', 'responsible', 'counterpart', 'means', 'from', 'until', 'progress'],
		commitments.flatMap(({ id, route, progress }) =>
			(route?.lines ?? []).map((line) => [
				...[id, line.id, line.what, line.output, line.responsible, line.counterpart, line.means],
				...[line.from, line.until, lastOf(progress.filter((account) => account.line === line.id))],
			]),
		),
	);
}

function lastOf(progress: OpenCommitment['progress']): string {
	const last = new Map(progress.map(({ sector, status }) => [sector, status]));
	return [...last].map(([sector, status]) => `${sector}: ${status}`).join('; ');
}

/** One row an account of progress. */
export function progressCsv(commitments: readonly OpenCommitment[]): string {
	return writeCsv(
		['commitment', 'line', 'sector', 'status', 'at', 'text', 'evidence'],
		commitments.flatMap(({ id, progress }) =>
			progress.map(({ line, sector, status, at, text, evidence }) => [
				...[id, line, sector, status, at, text],
				evidence.map(({ title, url }) => (url ? `${title} (${url})` : title)).join('; '),
			]),
		),
	);
}

/** One row a solution that people proposed, with what became of it. */
export function solutionsCsv(commitments: readonly OpenCommitment[]): string {
	return writeCsv(
		['commitment', 'solution', 'outcome', 'place', 'of', 'dots', 'response', 'owedBy'],
		commitments.flatMap(({ id, solutions }) =>
			solutions.map(({ text, outcome, place, of, dots, response, owedBy }) => [
				...[id, text, outcome, place, of, dots, response, owedBy],
			]),
		),
	);
}
