import type * as Y from 'yjs';
import { parseId, type AssetId } from '#domain/ids.ts';
import { BODY_VERSION, isDrawingBody } from './drawing-body.ts';
import { addDrawing, readDrawings, updateDrawing, type Drawing, type Json } from './edit-drawings.ts';
import type { Position, Size } from './geometry.ts';
import { parseRecordId, type RecordId } from './ids.ts';
import { IMAGE_ALT_MAX } from './limits.ts';
import { refuse, type Outcome } from './outcome.ts';

/** An image on the board: where it lies and how large it is stand here, its bytes with the server, under `asset`. */
export interface BoardImage {
	readonly id: RecordId;
	readonly pos: Position;
	/** Page units. */
	readonly size: Size;
	readonly asset: AssetId;
	/** What it shows, in words; empty where nobody has said so yet. */
	readonly alt: string;
	readonly pinned: boolean;
}

/** Page units that the longer side has when an image comes: some two cards. */
export const IMAGE_SIDE = 480;

/** Images that are on the board, from the back to the front. */
export function readImages(doc: Y.Doc): BoardImage[] {
	return readDrawings(doc).flatMap((drawing) => imageOf(drawing) ?? []);
}

export function imageOf({ id, pos, body, pinned }: Drawing): BoardImage | null {
	if (!isDrawingBody(body) || !isHolder(body) || body['type'] !== 'image') return null;
	const props = body['props'];
	if (props === undefined || !isHolder(props)) return null;
	const { w, h, asset, alt } = props;
	const parsed = parseId<AssetId>(asset);
	if (typeof w !== 'number' || typeof h !== 'number' || typeof alt !== 'string' || parsed === null) return null;
	return { id, pos, size: [w, h], asset: parsed, alt, pinned };
}

/** Page units: as large as a group can look at together, and no larger than it is. */
export function imageSize({ width, height }: { readonly width: number; readonly height: number }): Size {
	const scale = Math.min(1, IMAGE_SIDE / Math.max(width, height));
	return [Math.max(1, width * scale), Math.max(1, height * scale)];
}

/** Puts an image on the board, its middle there. `record.exists`. */
export function addImage(
	doc: Y.Doc,
	id: RecordId,
	image: { readonly asset: AssetId; readonly width: number; readonly height: number; readonly alt?: string },
	[x, y]: Position,
): Outcome {
	const [w, h] = imageSize(image);
	const body = imageBody({ w, h, asset: image.asset, alt: cleanAlt(image.alt ?? '') });
	return addDrawing(doc, { id, pos: [x - w / 2, y - h / 2], body });
}

/** Says what an image shows, as one act. `record.unknown` where it is no image that is there. */
export function describeImage(doc: Y.Doc, id: RecordId, alt: string): Outcome {
	const drawing = readDrawings(doc).find((known) => known.id === id);
	if (!drawing || imageOf(drawing) === null || !isHolder(drawing.body)) return refuse('record.unknown');
	const props = drawing.body['props'];
	if (props === undefined || !isHolder(props)) return refuse('record.unknown');
	const body = { ...drawing.body, props: { ...props, alt: cleanAlt(alt) } };
	return updateDrawing(doc, id, { body });
}

/** A record's id for an image, from a fresh random one. */
export function imageId(fresh: string): RecordId {
	const id = parseRecordId(`image-${fresh}`);
	if (id === null) throw new Error('a random id with letters before it is an id of a drawing');
	return id;
}

/** One plain line, cut at a whole character. */
export function cleanAlt(text: string): string {
	return text
		.toWellFormed()
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim()
		.slice(0, IMAGE_ALT_MAX)
		.replace(/\p{Surrogate}$/u, '')
		.trim();
}

function imageBody(props: { w: number; h: number; asset: AssetId; alt: string }): Json {
	return { v: BODY_VERSION, type: 'image', rotation: 0, opacity: 1, props };
}

const isHolder = (value: unknown): value is { readonly [key: string]: Json } =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
