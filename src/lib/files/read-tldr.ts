import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { BoardFile, FileCard, FileDrawing } from '#board/files/board-file.ts';
import { BOARD_FORMAT } from '#board/files/board-file.ts';
import { ERRORS_TOLD, fileError, type Read } from '#board/files/file-error.ts';
import { CARD_SIZE, toSize, type Size } from '#board/geometry.ts';
import { linkId, parseRecordId, type CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import { CARD_TEXT_MAX, CARDS_MAX } from '#board/limits.ts';
import { orderBetween } from '#board/order.ts';
import { lineOf, lineStarts } from './lines.ts';
import { FILE_MAX } from './read-board-file.ts';
import { tldrDrawing } from './tldr-drawing.ts';
import { placeShapes, type TldrShape } from './tldr-shapes.ts';
import { isHolder, tldrText } from './tldr-text.ts';

/** Something of a file that this board has no place for: what it is in tldraw, and what it says or is called, if anything. */
export interface Lost {
	readonly what: 'arrow' | 'arrow-text' | 'image' | 'figure' | 'stroke' | 'frame-title' | 'other';
	readonly name: string;
}

export interface TldrBoard {
	readonly file: BoardFile;
	readonly lost: readonly Lost[];
}

export interface TldrGround {
	readonly newId: () => CardId;
	/** The kind of card that notes, figures and texts become. */
	readonly kind: CardKind;
}

/** Shapes whose words are a card of their own. */
const BEARS_WORDS: ReadonlySet<string> = new Set(['note', 'geo', 'text']);

/**
 * Reads a `.tldr` file as tldraw 2 to 4 write it, by what its records say and not by their version: notes, figures and texts with
 * words become cards, arrows between two of these links, strokes, frames and figures without words drawings. All else is told.
 */
export function readTldr(text: string, ground: TldrGround): Read<TldrBoard> {
	if (text.length > FILE_MAX) return { ok: false, errors: [fileError(1, 'too-many')] };
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return { ok: false, errors: syntaxErrors(text) };
	}
	const records = isHolder(value) && value['tldrawFileFormatVersion'] === 1 ? value['records'] : null;
	if (!Array.isArray(records)) return { ok: false, errors: [fileError(1, 'tldr')] };
	const placed = placeShapes(records);
	if (placed.shapes.length > CARDS_MAX) return { ok: false, errors: [fileError(1, 'too-many')] };
	const tooLong = placed.shapes.filter(
		({ type, props }) => BEARS_WORDS.has(type) && tldrText(props).length > CARD_TEXT_MAX,
	);
	if (tooLong.length > 0) {
		const errors = tooLong.slice(0, ERRORS_TOLD).map(({ props }) => fileError(1, 'too-long', tldrText(props)));
		return { ok: false, errors };
	}
	const board = boardOf(placed.shapes, placed.ends, ground);
	const isBare = board.file.cards.length + board.file.drawings.length === 0;
	return isBare ? { ok: false, errors: [fileError(1, 'empty')] } : { ok: true, value: board };
}

function boardOf(
	shapes: readonly TldrShape[],
	ends: ReadonlyMap<string, { readonly start?: string; readonly end?: string }>,
	{ newId, kind }: TldrGround,
): TldrBoard {
	const cards: FileCard[] = [];
	const drawings: FileDrawing[] = [];
	const lost: Lost[] = [];
	const cardOf = new Map<string, CardId>();
	let z: string | null = null;
	for (const { id, type, props, pos, rotation, opacity } of shapes) {
		if (type === 'arrow' || type === 'group') continue;
		const said = BEARS_WORDS.has(type) ? tldrText(props) : '';
		const body = said === '' ? tldrDrawing(type, props, { rotation, opacity }) : null;
		z = orderBetween(z, null);
		if (said !== '') {
			const card = newId();
			cardOf.set(id, card);
			cards.push({ id: card, kind, text: said, pos, size: sizeOf(type, props, kind), z });
		} else if (body) {
			const record = parseRecordId(`tldr-${newId()}`);
			if (record) drawings.push({ id: record, pos, z, body });
			const { name } = props;
			if (
				type === 'frame' &&
				isHolder(body) &&
				isHolder(body['props']) &&
				body['props']['name'] !== String(name ?? '')
			)
				lost.push({ what: 'frame-title', name: String(name) });
		} else if (type !== 'note' && type !== 'text') {
			lost.push({ what: whatOf(type), name: nameOf(props) });
		}
	}
	const links = new Map<string, { readonly from: CardId; readonly to: CardId }>();
	for (const { id, type, props } of shapes) {
		if (type !== 'arrow') continue;
		const { start = '', end = '' } = ends.get(id) ?? {};
		const [from, to] = [cardOf.get(start), cardOf.get(end)];
		const said = tldrText(props);
		if (!from || !to || from === to) lost.push({ what: 'arrow', name: said });
		else {
			links.set(linkId(from, to), { from, to });
			if (said !== '') lost.push({ what: 'arrow-text', name: said });
		}
	}
	return { file: { format: BOARD_FORMAT, cards, links: [...links.values()], drawings }, lost };
}

function sizeOf(type: string, { w, h, growY }: TldrShape['props'], kind: CardKind): Size {
	if (type !== 'geo' || typeof w !== 'number' || typeof h !== 'number') return CARD_SIZE[kind];
	return toSize([w, h + (typeof growY === 'number' ? growY : 0)]) ?? CARD_SIZE[kind];
}

function whatOf(type: string): Lost['what'] {
	if (type === 'image' || type === 'video') return 'image';
	if (type === 'geo') return 'figure';
	return type === 'draw' || type === 'highlight' || type === 'line' ? 'stroke' : 'other';
}

const nameOf = ({ name, url, geo, altText }: TldrShape['props']): string =>
	[altText, name, url, geo].find((said): said is string => typeof said === 'string' && said !== '') ?? '';

function syntaxErrors(text: string) {
	const found: ParseError[] = [];
	parseTree(text, found, { disallowComments: true, allowTrailingComma: false });
	const lines = lineStarts(text);
	const errors = found
		.slice(0, ERRORS_TOLD)
		.map(({ offset, error }) => fileError(lineOf(lines, offset), 'syntax', printParseErrorCode(error)));
	return errors.length > 0 ? errors : [fileError(1, 'syntax')];
}
