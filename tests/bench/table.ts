import { hertz, kilobytes, megabytes, milliseconds, NAMES, share } from './names.ts';
import type { Row } from './row.ts';

const HEAD = [
	'server',
	'people',
	'edits p50 / p99, ms',
	'position in view p50 / p99, ms',
	'out of view p50 / p99, ms',
	'positions in / out of view, Hz',
	'server CPU',
	'to one who sees all / a ninth, KB/s',
	'memory, MB',
	'generator',
];

/** The rows as a Markdown table, which also reads well in a terminal. */
export function tableOf(rows: readonly Row[]): string {
	const lines = [HEAD, ...rows.map(cellsOf)];
	const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
	const text = (line: readonly string[]): string =>
		`| ${widths.map((width, column) => (line[column] ?? '').padEnd(width)).join(' | ')} |`;
	const [head = '', ...body] = lines.map(text);
	return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
}

function cellsOf(row: Row): string[] {
	const name = NAMES[row.contender];
	const marks = [
		...(row.isVoid ? ['void'] : []),
		...(row.dropped > 0 ? [`${row.dropped} sockets lost`] : []),
		...(row.sent < 0.95 ? [`${share(row.sent)} sent`] : []),
	];
	const generator = [share(row.generatorCpu), ...marks].join(', ');
	if (row.isVoid) return [name, String(row.people), '', '', '', '', '', '', '', generator];
	return [
		name,
		String(row.people),
		`${milliseconds(row.editP50)} / ${milliseconds(row.editP99)}`,
		`${milliseconds(row.inViewP50)} / ${milliseconds(row.inViewP99)}`,
		`${milliseconds(row.outOfViewP50)} / ${milliseconds(row.outOfViewP99)}`,
		`${hertz(row.inViewHz)} / ${hertz(row.outOfViewHz)}`,
		share(row.serverCpu),
		`${kilobytes(row.bytesToAll)} / ${kilobytes(row.bytesToNinth)}`,
		megabytes(row.serverBytes),
		generator,
	];
}
