import * as Y from 'yjs';
import { act, bear } from './acts.ts';
import { topOrder } from './edit-cards.ts';
import { toPosition, type Position } from './geometry.ts';
import { parseRecordId, type RecordId } from './ids.ts';
import { DRAWING_BODY_MAX } from './limits.ts';
import { FIRST_ORDER_KEY, isOrderKey } from './order.ts';
import { DONE, refuse, type Outcome } from './outcome.ts';
import { drawingsOf, entryOf } from './roots.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Free drawing, a frame, a shape, an image by id: whatever bears no text that people co-write. */
export interface Drawing {
	readonly id: RecordId;
	readonly pos: Position;
	readonly z: string;
	/** Known to the canvas alone, which must check it: one plain value, replaced whole. */
	readonly body: Json;
	/** A facilitator holds it in its place. */
	readonly pinned: boolean;
}

/** Drawings that are present. One that can't be read is left out; the others still show (F27). */
export function readDrawings(doc: Y.Doc): Drawing[] {
	const drawings: Drawing[] = [];
	drawingsOf(doc).forEach((_, id) => {
		const drawing = readDrawing(doc, id);
		if (drawing) drawings.push(drawing);
	});
	return drawings.sort((a, b) => (a.z === b.z ? (a.id < b.id ? -1 : 1) : a.z < b.z ? -1 : 1));
}

export function readDrawing(doc: Y.Doc, id: string): Drawing | null {
	const recordId = parseRecordId(id);
	const entry = entryOf(drawingsOf(doc), id);
	if (recordId === null || entry === null || entry.get('gone') === true) return null;
	const body: unknown = entry.get('body');
	if (body === undefined || !fits(body)) return null;
	const z: unknown = entry.get('z');
	return {
		id: recordId,
		pos: toPosition(entry.get('pos')) ?? [0, 0],
		z: isOrderKey(z) ? z : FIRST_ORDER_KEY,
		pinned: entry.get('pinned') === true,
		body: body as Json, // Yjs stores nothing else under a plain key, and `fits` refuses what is no JSON
	};
}

/** `record.exists`, `record.too-long`. Not inside another transaction. */
export function addDrawing(
	doc: Y.Doc,
	drawing: { readonly id: RecordId; readonly pos: Position; readonly body: Json; readonly z?: string },
): Outcome {
	const root = drawingsOf(doc);
	if (root.has(drawing.id)) return refuse('record.exists');
	if (!fits(drawing.body)) return refuse('record.too-long');
	const entry = newDrawing({ ...drawing, z: drawing.z ?? topOrder(doc) });
	bear(
		doc,
		() => root.set(drawing.id, entry),
		() => entry.set('gone', false),
	);
	return DONE;
}

/** A record to be put under `drawings`: not shown until `gone` is set to false, in the same act (see `bear`). */
export function newDrawing({ pos, z, body }: Pick<Drawing, 'pos' | 'z' | 'body'>): Y.Map<unknown> {
	return new Y.Map<unknown>([
		['pos', toPosition(pos) ?? [0, 0]],
		['z', z],
		['body', body],
		['gone', true],
	]);
}

/** Changes what is given, as one act. `record.unknown`, `record.too-long`. */
export function updateDrawing(
	doc: Y.Doc,
	id: RecordId,
	change: { readonly pos?: Position; readonly z?: string; readonly body?: Json },
): Outcome {
	const entry = entryOf(drawingsOf(doc), id);
	if (entry === null) return refuse('record.unknown');
	if (change.body !== undefined && !fits(change.body)) return refuse('record.too-long');
	const pos = toPosition(change.pos);
	act(doc, () => {
		if (pos) entry.set('pos', pos);
		if (isOrderKey(change.z)) entry.set('z', change.z);
		if (change.body !== undefined) entry.set('body', change.body);
	});
	return DONE;
}

/** Marks drawings gone, as one act; undo brings them back. */
export function removeDrawings(doc: Y.Doc, ids: Iterable<RecordId>): Outcome {
	return setGone(doc, ids, true);
}

export function restoreDrawings(doc: Y.Doc, ids: Iterable<RecordId>): Outcome {
	return setGone(doc, ids, false);
}

function setGone(doc: Y.Doc, ids: Iterable<RecordId>, gone: boolean): Outcome {
	act(doc, () => {
		for (const id of ids) {
			const entry = entryOf(drawingsOf(doc), id);
			if (entry !== null && entry.get('gone') !== gone) entry.set('gone', gone);
		}
	});
	return DONE;
}

function fits(body: unknown): boolean {
	try {
		const text: string | undefined = JSON.stringify(body);
		return text !== undefined && text.length <= DRAWING_BODY_MAX;
	} catch {
		return false; // circular, or a bigint: a caller's mistake, and not for the document
	}
}
