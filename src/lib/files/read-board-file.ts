import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { isDetail, DETAIL_KEYS } from '#board/details.ts';
import { parseCardId } from '#board/ids.ts';
import { CARD_TEXT_MAX, CARDS_MAX } from '#board/limits.ts';
import { RECORD_RULES, type RootRule } from '#board/record-rules.ts';
import { BOARD_FORMAT, type BoardFile } from '#board/files/board-file.ts';
import { ERRORS_TOLD, fileError, type FileError, type FileErrorCode, type Read } from '#board/files/file-error.ts';
import { lineOf, lineStarts } from './lines.ts';

/** UTF-16 units of a file: a full board with long drawings is some 20 million. */
export const FILE_MAX = 32_000_000;

/**
 * Reads a board's file by the rules that the server holds the board to, key by key, so that nothing gets in by a file that
 * would not get in by hand. All errors at once, each with its line.
 */
export function readBoardFile(text: string): Read<BoardFile> {
	if (text.length > FILE_MAX) return { ok: false, errors: [fileError(1, 'too-many')] };
	const parseErrors: ParseError[] = [];
	const tree = parseTree(text, parseErrors, { disallowComments: true, allowTrailingComma: false });
	const lines = lineStarts(text);
	const errors: FileError[] = [];
	const tell = (offset: number, code: FileErrorCode, what = '') => {
		if (errors.length < ERRORS_TOLD) errors.push(fileError(lineOf(lines, offset), code, what));
	};
	if (tree === undefined || parseErrors.length > 0) {
		for (const { offset, error } of parseErrors) tell(offset, 'syntax', printParseErrorCode(error));
		if (errors.length === 0) tell(0, 'syntax');
		return { ok: false, errors };
	}
	const value: unknown = JSON.parse(text); // the tree says that it can be; it is larger than what it stands for
	if (!isHolder(value) || value['format'] !== BOARD_FORMAT) {
		tell(findNodeAtLocation(tree, ['format'])?.offset ?? 0, 'format');
		return { ok: false, errors };
	}
	const at = (...path: (string | number)[]): number => findNodeAtLocation(tree, path)?.offset ?? 0;
	tellOtherKeys(tree, ['format', ...ROOTS], tell);
	for (const root of ROOTS) {
		const list = value[root];
		if (!Array.isArray(list)) {
			tell(at(root), 'missing', root);
			continue;
		}
		if (list.length > CARDS_MAX) tell(at(root), 'too-many', root);
		const node = findNodeAtLocation(tree, [root]);
		const known = new Set<string>();
		list.forEach((entry: unknown, index) => {
			const own = node?.children?.[index];
			if (own) checkEntry(root, entry, own, known, tell);
		});
	}
	return errors.length > 0
		? { ok: false, errors }
		: { ok: true, value: JSON.parse(text) as BoardFile /* each key was checked above */ };
}

const ROOTS = ['cards', 'links', 'drawings'] as const;
type Tell = (offset: number, code: FileErrorCode, what?: string) => void;

function checkEntry(root: (typeof ROOTS)[number], entry: unknown, node: Node, known: Set<string>, tell: Tell): void {
	if (!isHolder(entry)) return tell(node.offset, 'value');
	const offsetOf = (key: string) => findNodeAtLocation(node, [key])?.offset ?? node.offset;
	const id = root === 'links' ? `${String(entry['from'])}~${String(entry['to'])}` : entry['id'];
	if (typeof id !== 'string') return tell(offsetOf('id'), 'missing', 'id');
	if (known.has(id)) return tell(node.offset, 'twice', id);
	known.add(id);
	const rule = RECORD_RULES.get(root);
	if (root === 'links') {
		tellOtherKeys(node, ['from', 'to', 'gone'], tell);
		const whole = { from: entry['from'], to: entry['to'], gone: entry['gone'] ?? false };
		if (rule?.is !== 'values' || !rule.accepts(whole, id)) tell(node.offset, 'value', id);
		return;
	}
	if (rule?.is !== 'records') return;
	if (!rule.isId(id)) return tell(offsetOf('id'), 'value', id);
	for (const key of WANTED[root]) if (!(key in entry)) tell(node.offset, 'missing', key);
	for (const [key, inner] of Object.entries(entry)) {
		if (key !== 'id') checkKey(rule, key, inner, id, offsetOf(key), tell);
	}
}

/** What a file says of each record; the rest may be left out. */
const WANTED = { cards: ['kind', 'text', 'pos', 'size', 'z'], drawings: ['body', 'pos', 'z'] } as const;

function checkKey(
	{ keys }: Extract<RootRule, { is: 'records' }>,
	key: string,
	value: unknown,
	id: string,
	offset: number,
	tell: Tell,
): void {
	const rule = keys.get(key);
	if (rule === undefined) return tell(offset, 'key', key);
	if (rule.is === 'text') {
		if (typeof value !== 'string' || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(value) || !value.isWellFormed())
			return tell(offset, 'value', key);
		// What two people who typed at once made longer than one may write is told, never cut in silence.
		if (value.length > Math.min(rule.max, CARD_TEXT_MAX)) tell(offset, 'too-long', value);
		return;
	}
	const detail = DETAIL_KEYS.find((known) => known === key);
	if (!rule.accepts(value, id) || (detail && !isDetail(detail, value))) tell(offset, 'value', key);
	else if ((key === 'into' || key === 'mirrors') && parseCardId(value) === null) tell(offset, 'value', key);
}

function tellOtherKeys(node: Node, known: readonly string[], tell: Tell): void {
	for (const property of node.children ?? []) {
		const key: unknown = property.children?.[0]?.value;
		if (typeof key === 'string' && !known.includes(key)) tell(property.offset, 'key', key);
	}
}

const isHolder = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
