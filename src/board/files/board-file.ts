import type * as Y from 'yjs';
import { isReadable, readCard, type Card } from '../card.ts';
import { saidDetails, type DetailKey } from '../details.ts';
import { isDrawingBody } from '../drawing-body.ts';
import type { Json } from '../edit-drawings.ts';
import type { Position, Size } from '../geometry.ts';
import { toPosition } from '../geometry.ts';
import { parseRecordId, type CardId, type RecordId } from '../ids.ts';
import { readLink } from '../link.ts';
import { FIRST_ORDER_KEY, isOrderKey } from '../order.ts';
import { cardsOf, drawingsOf, entryOf, linksOf } from '../roots.ts';
import type { CardKind } from '../kinds.ts';

/** What stands under `format` of every file; a changed shape gets another number. */
export const BOARD_FORMAT = 'mesa-abierta/board/1';

/** A card in a file; what is left out is as on a new card. `docs/board-file.md` says what each key means. */
export type FileCard = {
	readonly id: CardId;
	readonly kind: CardKind;
	readonly text: string;
	readonly pos: Position;
	readonly size: Size;
	readonly z: string;
	readonly gone?: true;
	readonly into?: CardId;
	readonly mirrors?: CardId;
	readonly pinned?: true;
} & { readonly [Key in DetailKey]?: unknown };

export interface FileLink {
	readonly from: CardId;
	readonly to: CardId;
	readonly gone?: true;
}

export interface FileDrawing {
	readonly id: RecordId;
	readonly pos: Position;
	readonly z: string;
	readonly body: Json;
	readonly gone?: true;
	readonly pinned?: true;
}

/** A whole board as plain data, what was taken off it included. */
export interface BoardFile {
	readonly format: typeof BOARD_FORMAT;
	readonly cards: readonly FileCard[];
	readonly links: readonly FileLink[];
	readonly drawings: readonly FileDrawing[];
}

/** All that a board says, in one order for one content. What cannot be read (F27) is left out. */
export function boardFile(doc: Y.Doc): BoardFile {
	const cards: FileCard[] = [];
	cardsOf(doc).forEach((value, id) => {
		const read = readCard(id, value);
		if (isReadable(read)) cards.push(fileCard(read));
	});
	const links: FileLink[] = [];
	linksOf(doc).forEach((value, id) => {
		const link = readLink(id, value);
		if (link) links.push({ from: link.from, to: link.to, ...(link.gone && { gone: true }) });
	});
	const drawings: FileDrawing[] = [];
	drawingsOf(doc).forEach((_, id) => {
		const drawing = fileDrawing(doc, id);
		if (drawing) drawings.push(drawing);
	});
	return {
		format: BOARD_FORMAT,
		cards: cards.sort(byId),
		links: links.sort((a, b) => compare(a.from + a.to, b.from + b.to)),
		drawings: drawings.sort(byId),
	};
}

function fileCard({ id, kind, text, pos, size, z, gone, into, mirrors, pinned, details }: Card): FileCard {
	return {
		...{ id, kind, text, pos, size, z },
		...(gone && { gone }),
		...(into && { into }),
		...(mirrors && { mirrors }),
		...(pinned && { pinned }),
		...Object.fromEntries(saidDetails(details)),
	};
}

function fileDrawing(doc: Y.Doc, key: string): FileDrawing | null {
	const entry = entryOf(drawingsOf(doc), key);
	const id = parseRecordId(key);
	const body: unknown = entry?.get('body');
	if (entry === null || id === null || !isDrawingBody(body)) return null;
	const z: unknown = entry.get('z');
	return {
		...{ id, pos: toPosition(entry.get('pos')) ?? [0, 0], z: isOrderKey(z) ? z : FIRST_ORDER_KEY },
		body: body as Json, // a checked body is plain data
		...(entry.get('gone') === true && { gone: true }),
		...(entry.get('pinned') === true && { pinned: true }),
	};
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byId = (a: { readonly id: string }, b: { readonly id: string }) => compare(a.id, b.id);
