import {
	isShape,
	type IndexKey,
	type TLDrawShape,
	type TLFrameShape,
	type TLGeoShape,
	type TLHighlightShape,
	type TLShape,
	type TLStore,
} from 'tldraw';
import { BODY_VERSION, FIGURES, FRAME_TITLE_MAX } from '#board/drawing-body.ts';
import type { Drawing, Json } from '#board/edit-drawings.ts';
import { parseCardId } from '#board/ids.ts';
import { COORDINATE_MAX, IMAGE_ALT_MAX } from '#board/limits.ts';
import type { ImageShape } from './image-shape.ts';
import { BOARD_PAGE, shapeIdOf } from './records.ts';

/** What free drawing may hold. Anything else in `drawings` is not shown (F27); no kind here bears text that people co-write. */
export type DrawingShape = TLDrawShape | TLHighlightShape | TLGeoShape | TLFrameShape | ImageShape;
const DRAWING_TYPES: readonly string[] = ['draw', 'highlight', 'geo', 'frame', 'image'];

export const isDrawingShape = (shape: TLShape | undefined | null): shape is DrawingShape =>
	shape !== undefined && shape !== null && DRAWING_TYPES.includes(shape.type);

/** What is stored of a drawing besides its place: nothing that says where it lies or whose it is. */
export function drawingBody(shape: DrawingShape): Json {
	return toJson({
		v: BODY_VERSION,
		type: shape.type,
		rotation: shape.rotation,
		opacity: shape.opacity,
		props: shape.props,
	});
}

/** The shape of a stored drawing, or null where its body is none that this canvas draws. */
export function drawingShape(store: TLStore, drawing: Drawing): DrawingShape | null {
	const { body } = drawing;
	if (!isObject(body) || body['v'] !== BODY_VERSION || parseCardId(drawing.id) !== null) return null;
	const record = {
		typeName: 'shape',
		id: shapeIdOf(drawing.id),
		parentId: BOARD_PAGE,
		type: body['type'],
		x: drawing.pos[0],
		y: drawing.pos[1],
		index: drawing.z as IndexKey, // checked as a fractional index by `readDrawing`
		rotation: body['rotation'],
		opacity: body['opacity'],
		isLocked: false,
		props: body['props'],
		meta: drawing.pinned ? { pinned: true } : {},
	};
	if (typeof record.type !== 'string' || !DRAWING_TYPES.includes(record.type)) return null;
	const shape = validated(store, record);
	return shape !== null && isWithinLimits(shape) ? shape : null;
}

function validated(store: TLStore, record: object): DrawingShape | null {
	try {
		// The schema throws on what it does not know; the cast hands it over to be checked.
		const checked = store.schema.validateRecord(store, record as TLShape, 'createRecord', null);
		return isShape(checked) && isDrawingShape(checked) ? checked : null;
	} catch {
		return null;
	}
}

function isWithinLimits(shape: DrawingShape): boolean {
	const { props } = shape;
	if (!near(shape.rotation)) return false;
	if ('scale' in props && !(props.scale >= 0.05 && props.scale <= 20)) return false;
	switch (shape.type) {
		case 'draw':
		case 'highlight':
			return isStroke(shape.props.segments);
		case 'geo':
			return (
				near(shape.props.w) &&
				near(shape.props.h) &&
				shape.props.growY === 0 &&
				shape.props.url === '' && // a link would lead off this server
				isBlank(shape.props.richText) &&
				FIGURES.some((figure) => figure === shape.props.geo)
			);
		case 'image':
			return near(shape.props.w) && near(shape.props.h) && shape.props.alt.length <= IMAGE_ALT_MAX;
		case 'frame':
			return near(shape.props.w) && near(shape.props.h) && shape.props.name.length <= FRAME_TITLE_MAX;
	}
}

/** tldraw counts on a point in every piece of a stroke, and breaks down without. */
const isStroke = (segments: TLDrawShape['props']['segments']) =>
	segments.length > 0 &&
	segments.every(({ points }) => points.length > 0 && points.every(({ x, y }) => near(x) && near(y)));

const near = (value: number) => Math.abs(value) <= COORDINATE_MAX;

/** tldraw's figures can carry formatted text; here that text would belong to whoever wrote last, so there is none. */
const isBlank = (text: TLGeoShape['props']['richText']) => !JSON.stringify(text).includes('"text":"');

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A plain copy: what Yjs stores must not change under it, and a store's records are frozen. */
function toJson(value: object): Json {
	const copy: Json = JSON.parse(JSON.stringify(value));
	return copy;
}
