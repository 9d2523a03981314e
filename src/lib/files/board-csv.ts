import Papa from 'papaparse';
import { isDetail } from '#board/details.ts';
import type { CsvCard } from '#board/files/csv-card.ts';
import { isCardKind, type CardKind } from '#board/kinds.ts';
import { CARD_TEXT_MAX, CARDS_MAX } from '#board/limits.ts';
import type { ProblemTree } from '#board/tree.ts';
import { ERRORS_TOLD, fileError, type FileError, type FileErrorCode, type Read } from '#board/files/file-error.ts';
import { BYTE_ORDER_MARK, writeCsv } from './csv.ts';

/** The columns, in this order: a number for links to name, what the card is and says, the numbers of the cards it feeds, and details. */
export const CSV_COLUMNS = [
	'number',
	'kind',
	'text',
	'feeds',
	'basis',
	'source',
	'challenged',
	'stage',
	'norm',
	'level',
	'budget',
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** What is written at the head and in cells whose words are few; read in any language that is given. */
export interface CsvWords {
	readonly columns: Readonly<Record<CsvColumn, string>>;
	readonly kinds: Readonly<Record<CardKind, string>>;
	readonly yes: string;
	/** Words of details, by column and then by value. */
	readonly values: Readonly<Partial<Record<CsvColumn, Readonly<Record<string, string>>>>>;
}

/** A spreadsheet would run what begins so; an apostrophe before it keeps it a text. */
const FORMULA = /^[=+\-@\t\r]/;

/** RFC 4180, as spreadsheets read it: cards that are present, in reading order. */
export function boardCsv(tree: ProblemTree, words: CsvWords): string {
	const numbers = new Map([...tree.cards.keys()].map((id, index) => [id, String(index + 1)]));
	const rows = [...tree.cards.values()].map(({ id, kind, text, details }) => {
		const feeds = (tree.places.get(id)?.feeds ?? []).flatMap((other) => numbers.get(other) ?? []);
		const said = (column: CsvColumn, value: string | null) => value && (words.values[column]?.[value] ?? value);
		return [
			...[numbers.get(id), words.kinds[kind], text, feeds.join(' ')],
			...[said('basis', details.basis), details.source, details.challenged ? words.yes : ''],
			...[
				said('stage', details.stage),
				details.norm,
				said('level', details.level),
				said('budget', details.budget),
			],
		];
	});
	const fields = CSV_COLUMNS.map((column) => words.columns[column]);
	return writeCsv(fields, rows);
}

/**
 * Reads such a file, or one that somebody made in a spreadsheet: a head with at least the text's column, in any of the languages
 * given, separated by commas, semicolons or tabs. All errors at once, each with its line.
 */
export function readCsv(text: string, languages: readonly CsvWords[]): Read<readonly CsvCard[]> {
	const errors: FileError[] = [];
	const tell = (line: number, code: FileErrorCode, what = '') => {
		if (errors.length < ERRORS_TOLD) errors.push(fileError(line, code, what));
	};
	const { rows, broken } = rowsOf(text);
	for (const { line, why } of broken) tell(line, 'syntax', why);
	const [head, ...body] = rows;
	if (head === undefined) return { ok: false, errors: [fileError(1, 'empty')] };
	const columns = head.cells.map((cell) => columnOf(cell, languages));
	columns.forEach((column, index) => {
		if (column === null) tell(head.line, 'key', head.cells[index] ?? '');
		else if (columns.indexOf(column) < index) tell(head.line, 'twice', head.cells[index] ?? '');
	});
	if (!columns.includes('text')) tell(head.line, 'missing', languages[0]?.columns.text ?? '');
	if (body.length > CARDS_MAX) tell(body[CARDS_MAX]?.line ?? 1, 'too-many');
	if (errors.length > 0) return { ok: false, errors };
	const cards = body.map(({ line, cells }) => cardOf(line, columns, cells, languages, tell));
	if (cards.length === 0) tell(head.line, 'empty');
	const numbers = new Set<string>();
	for (const { line, number } of cards) {
		if (number !== '' && numbers.has(number)) tell(line, 'twice', number);
		numbers.add(number);
	}
	for (const { line, number, feeds } of cards) {
		for (const other of feeds) if (!numbers.has(other) || other === number) tell(line, 'unknown-card', other);
	}
	return errors.length > 0 ? { ok: false, errors } : { ok: true, value: cards };
}

interface Row {
	readonly line: number;
	readonly cells: readonly string[];
}

/** Rows with the line that each begins in: a cell may have line breaks of its own. */
function rowsOf(text: string): { rows: readonly Row[]; broken: readonly { line: number; why: string }[] } {
	const rows: Row[] = [];
	const broken: { line: number; why: string }[] = [];
	let [line, from] = [1, 0];
	const clean = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
	Papa.parse<string[]>(clean, {
		delimiter: delimiterOf(clean),
		step({ data, errors, meta }) {
			for (const { message } of errors) broken.push({ line, why: message });
			if (data.some((cell) => cell.trim() !== '')) rows.push({ line, cells: data.map(unescape) });
			line += clean.slice(from, meta.cursor).split('\n').length - 1;
			from = meta.cursor;
		},
	});
	return { rows, broken };
}

/** By the head, which has a word in each column; a spreadsheet in Spanish writes semicolons. */
function delimiterOf(text: string): string {
	const head = text.split(/[\r\n]/, 1)[0] ?? '';
	const count = (sign: string) => head.split(sign).length;
	return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

const unescape = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell);

const same = (a: string, b: string): boolean =>
	a.trim().localeCompare(b.trim(), undefined, { sensitivity: 'base' }) === 0;

function columnOf(cell: string, languages: readonly CsvWords[]): CsvColumn | null {
	const known = (column: CsvColumn) =>
		same(column, cell) || languages.some(({ columns }) => same(columns[column], cell));
	return CSV_COLUMNS.find(known) ?? null;
}

function cardOf(
	line: number,
	columns: readonly (CsvColumn | null)[],
	cells: readonly string[],
	languages: readonly CsvWords[],
	tell: (line: number, code: FileErrorCode, what?: string) => void,
): CsvCard {
	const cell = (column: CsvColumn) => cells[columns.indexOf(column)]?.trim() ?? '';
	if (cells.length > columns.length) tell(line, 'key', cells[columns.length]);
	const text = cell('text');
	if (text === '') tell(line, 'missing', languages[0]?.columns.text);
	if (text.length > CARD_TEXT_MAX) tell(line, 'too-long', text);
	const word = cell('kind');
	const kind = word === '' ? 'note' : kindOf(word, languages);
	if (kind === null) tell(line, 'value', word);
	const details: Record<string, unknown> = {};
	for (const column of ['basis', 'source', 'stage', 'norm', 'level', 'budget'] as const) {
		const said = cell(column);
		if (said === '') continue;
		const value = valueOf(column, said, languages);
		if (isDetail(column, value)) details[column] = value;
		else tell(line, 'value', said);
	}
	const challenged = cell('challenged');
	if (challenged !== '') {
		details['challenged'] = languages.some(({ yes }) => same(yes, challenged));
		if (!details['challenged']) tell(line, 'value', challenged);
	}
	const feeds = cell('feeds')
		.split(/[\s,;]+/)
		.filter((part) => part !== '');
	return { line, number: cell('number'), kind: kind ?? 'note', text, feeds, details };
}

function kindOf(word: string, languages: readonly CsvWords[]): CardKind | null {
	if (isCardKind(word)) return word;
	for (const { kinds } of languages) {
		for (const [kind, name] of Object.entries(kinds)) if (isCardKind(kind) && same(name, word)) return kind;
	}
	return null;
}

function valueOf(column: CsvColumn, said: string, languages: readonly CsvWords[]): string {
	for (const { values } of languages) {
		for (const [value, name] of Object.entries(values[column] ?? {})) if (same(name, said)) return value;
	}
	return said;
}
