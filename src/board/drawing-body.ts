import { parseId, type AssetId } from '#domain/ids.ts';
import { COORDINATE_MAX, DRAWING_BODY_MAX, IMAGE_ALT_MAX } from './limits.ts';

/**
 * What may stand as the body of a drawing: the shapes of tldraw 3.15 that the canvas makes, and images, key by key. The canvas checks the
 * same with the library itself before it shows one; the server has no such library, and must keep the rest out (F27).
 */
/** Shapes of that version as they are; a later version of the library translates older bodies by this number. */
export const BODY_VERSION = 1;
export const FIGURES = ['rectangle', 'ellipse', 'diamond', 'triangle'] as const;
/** UTF-16 units: a frame's title is one line, replaced whole. */
export const FRAME_TITLE_MAX = 80;

type Check = (value: unknown) => boolean;

export function isDrawingBody(value: unknown): boolean {
	if (!isHolder(value)) return false;
	const { type, props, ...rest } = value;
	const checks = PROPS.get(type);
	if (checks === undefined) return false;
	return hasExactly(rest, BODY) && hasExactly(props, checks) && JSON.stringify(value).length <= DRAWING_BODY_MAX;
}

const oneOf = (...allowed: readonly unknown[]): Check => allowed.includes.bind(allowed);
const isNumber: Check = (value) => Number.isFinite(value);
const isNear: Check = (value) => typeof value === 'number' && Math.abs(value) <= COORDINATE_MAX;
const isLength: Check = (value) => typeof value === 'number' && value > 0 && value <= COORDINATE_MAX;
const isScale: Check = (value) => typeof value === 'number' && value >= 0.05 && value <= 20;
const isShare: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1;
const isBoolean: Check = (value) => typeof value === 'boolean';
/**
 * The form of an id, not that there is such an image: who has none sees an empty place and fetches nothing from elsewhere, while
 * asking the database would hold up everybody's edits, and would refuse what comes back by undoing or after being offline.
 */
const isAsset: Check = (value) => parseId<AssetId>(value) !== null;
const isAlt: Check = (value) =>
	typeof value === 'string' && value.length <= IMAGE_ALT_MAX && !/\p{Cc}/u.test(value) && value.isWellFormed();
const isTitle: Check = (value) => typeof value === 'string' && value.length <= FRAME_TITLE_MAX;

/** Beside its type, and the props that go with that. */
const BODY: Readonly<Record<string, Check>> = {
	v: oneOf(BODY_VERSION),
	rotation: isNear,
	opacity: isShare,
};

const COLOURS = [
	'black',
	'grey',
	'light-violet',
	'violet',
	'blue',
	'light-blue',
	'yellow',
	'orange',
	'green',
	'light-green',
	'light-red',
	'red',
	'white',
];
const colour = oneOf(...COLOURS);
const dash = oneOf('draw', 'solid', 'dashed', 'dotted');
const fill = oneOf('none', 'semi', 'solid', 'pattern', 'fill');
const thickness = oneOf('s', 'm', 'l', 'xl');

/** tldraw counts on a point in every piece of a stroke, and breaks down without. */
const isStroke: Check = (value) => Array.isArray(value) && value.length > 0 && value.every(isSegment);
const isSegment: Check = (value) => hasExactly(value, { type: oneOf('free', 'straight'), points: arePoints });
const arePoints: Check = (value) => Array.isArray(value) && value.length > 0 && value.every(isPoint);
const isPoint: Check = (value) => hasExactly(value, { x: isNear, y: isNear }, { z: isNumber });

/** tldraw's figures can carry formatted text; here that text would belong to whoever wrote last, so there is none. */
const isBlankText: Check = (value) =>
	hasExactly(value, {
		type: oneOf('doc'),
		content: (content) => Array.isArray(content) && content.every(isBlankLine),
	});
const isBlankLine: Check = (value) => hasExactly(value, { type: oneOf('paragraph') }, { attrs: isBlankAttributes });
const isBlankAttributes: Check = (value) => hasExactly(value, {}, { dir: oneOf('auto', 'ltr', 'rtl', null) });

const PROPS: ReadonlyMap<unknown, Readonly<Record<string, Check>>> = new Map([
	[
		'draw',
		{
			color: colour,
			fill,
			dash,
			size: thickness,
			segments: isStroke,
			isComplete: isBoolean,
			isClosed: isBoolean,
			isPen: isBoolean,
			scale: isScale,
		},
	],
	[
		'highlight',
		{ color: colour, size: thickness, segments: isStroke, isComplete: isBoolean, isPen: isBoolean, scale: isScale },
	],
	[
		'geo',
		{
			geo: oneOf(...FIGURES),
			dash,
			url: oneOf(''), // a link would lead off this server
			w: isLength,
			h: isLength,
			growY: oneOf(0),
			scale: isScale,
			labelColor: colour,
			color: colour,
			fill,
			size: thickness,
			font: oneOf('draw', 'sans', 'serif', 'mono'),
			align: oneOf('start', 'middle', 'end', 'start-legacy', 'end-legacy', 'middle-legacy'),
			verticalAlign: oneOf('start', 'middle', 'end'),
			richText: isBlankText,
		},
	],
	// Only the id of bytes that the table's own server keeps: nothing here can hold an address or bytes (D7).
	['image', { w: isLength, h: isLength, asset: isAsset, alt: isAlt }],
	['frame', { w: isLength, h: isLength, name: isTitle, color: colour }],
] satisfies [string, Record<string, Check>][]);

/** True for an object with each of `checks` met, perhaps some of `optional`, and nothing else. */
function hasExactly(
	value: unknown,
	checks: Readonly<Record<string, Check>>,
	optional: Readonly<Record<string, Check>> = {},
): value is Readonly<Record<string, unknown>> {
	if (!isHolder(value)) return false;
	const held = new Map<string, unknown>(Object.entries(value));
	for (const [key, check] of Object.entries(checks)) {
		if (!check(held.get(key))) return false; // none takes what is not there
		held.delete(key);
	}
	const others = new Map(Object.entries(optional));
	for (const [key, inner] of held) if (others.get(key)?.(inner) !== true) return false;
	return true;
}

const isHolder = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
