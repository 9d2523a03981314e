import { toPosition, type Position } from '#board/geometry.ts';
import { isHolder } from './tldr-text.ts';

/** A shape with its place on the board, whatever it lay in. */
export interface TldrShape {
	readonly id: string;
	readonly type: string;
	readonly props: Readonly<Record<string, unknown>>;
	readonly pos: Position;
	/** Radians. */
	readonly rotation: number;
	readonly opacity: number;
}

type Ends = { start?: string; end?: string };

interface Raw {
	readonly id: string;
	readonly type: string;
	readonly parent: string;
	readonly index: string;
	readonly at: readonly [number, number];
	readonly rotation: number;
	readonly opacity: number;
	readonly props: Readonly<Record<string, unknown>>;
}

/** Frames in frames that are followed; a file may be made to lie in itself. */
const DEPTH_MAX = 50;
/** Page units between two pages of a file, which a board has side by side. */
const PAGE_GAP = 400;

/**
 * The shapes of a file in their order from bottom to top, page beside page, and what each arrow is bound to. A record that is none is
 * passed over: what it was nobody could say.
 */
export function placeShapes(records: readonly unknown[]): {
	readonly shapes: readonly TldrShape[];
	readonly ends: ReadonlyMap<string, Readonly<Ends>>;
} {
	const pages = new Map<string, string>();
	const children = new Map<string, Raw[]>();
	const ends = new Map<string, Ends>();
	const bind = (arrow: string, terminal: unknown, shape: unknown) => {
		if ((terminal !== 'start' && terminal !== 'end') || typeof shape !== 'string') return;
		ends.set(arrow, { ...ends.get(arrow), [terminal]: shape });
	};
	for (const record of records) {
		if (!isHolder(record) || typeof record['id'] !== 'string') continue;
		const { id, typeName } = record;
		if (typeName === 'page') pages.set(id, textIn(record['index']));
		if (typeName === 'binding' && record['type'] === 'arrow' && isHolder(record['props']))
			bind(textIn(record['fromId']), record['props']['terminal'], record['toId']);
		const raw = typeName === 'shape' ? rawShape(id, record) : null;
		if (!raw) continue;
		children.set(raw.parent, [...(children.get(raw.parent) ?? []), raw]);
		if (raw.type !== 'arrow') continue;
		// Up to tldraw 2.3 an arrow itself says what it is bound to.
		for (const terminal of ['start', 'end'] as const) {
			const bound = raw.props[terminal];
			if (isHolder(bound)) bind(id, terminal, bound['boundShapeId']);
		}
	}
	const shapes: TldrShape[] = [];
	const lay = (parent: string, [x, y]: Position, turn: number, depth: number) => {
		if (depth > DEPTH_MAX) return;
		for (const raw of (children.get(parent) ?? []).sort((a, b) => (a.index < b.index ? -1 : 1))) {
			const [dx, dy] = raw.at;
			const pos = toPosition([
				x + dx * Math.cos(turn) - dy * Math.sin(turn),
				y + dx * Math.sin(turn) + dy * Math.cos(turn),
			]);
			if (pos === null) continue;
			const rotation = turn + raw.rotation;
			shapes.push({ id: raw.id, type: raw.type, props: raw.props, pos, rotation, opacity: raw.opacity });
			lay(raw.id, pos, rotation, depth + 1);
		}
	};
	let left = 0;
	for (const [page] of [...pages].sort(([, a], [, b]) => (a < b ? -1 : 1))) {
		const own = children.get(page) ?? [];
		if (own.length === 0) continue;
		const least = Math.min(...own.map(({ at }) => at[0]));
		const begun = shapes.length;
		lay(page, begun === 0 ? [0, 0] : [left - least, 0], 0, 0);
		left = Math.max(left, ...shapes.slice(begun).map(({ pos, props }) => pos[0] + width(props))) + PAGE_GAP;
	}
	return { shapes, ends };
}

function rawShape(id: string, record: Readonly<Record<string, unknown>>): Raw | null {
	const { type, parentId, index, x, y, rotation, opacity, props } = record;
	if (typeof type !== 'string' || typeof parentId !== 'string' || !isHolder(props)) return null;
	if (!isNumber(x) || !isNumber(y)) return null;
	return {
		...{ id, type, props, parent: parentId, index: textIn(index), at: [x, y] as const },
		rotation: isNumber(rotation) ? rotation % (2 * Math.PI) : 0,
		opacity: isNumber(opacity) ? Math.min(1, Math.max(0, opacity)) : 1,
	};
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
const width = ({ w }: TldrShape['props']): number => (isNumber(w) ? Math.min(w, 100_000) : 300);
