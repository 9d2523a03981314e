import type { Position } from '#board/geometry.ts';

/** Page units. */
export interface Rect {
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
}

/** A cubic curve: start, two control points, end. */
export type Curve = readonly [Position, Position, Position, Position];

/** Least room between cards for the line to leave and enter upright, and how far it bends at most. */
const CLEAR = 12;
const BEND_MAX = 140;

/**
 * The line from a card to the one that it feeds. It leaves and enters where the two face each other: as a tree grows, by top
 * and foot; beside each other, by the sides.
 */
export function linkCurve(from: Rect, to: Rect): Curve {
	const below = from.y - (to.y + to.h); // from stands lower: the usual way up
	const above = to.y - (from.y + from.h);
	const right = from.x - (to.x + to.w);
	const left = to.x - (from.x + from.w);
	const widest = Math.max(below, above, right, left);
	const upright = Math.max(below, above) >= CLEAR || Math.max(below, above) >= Math.max(left, right);
	if (upright && (below === Math.max(below, above) || widest < 0)) {
		return bent([from.x + from.w / 2, from.y], [to.x + to.w / 2, to.y + to.h], [0, -1], below);
	}
	if (upright) return bent([from.x + from.w / 2, from.y + from.h], [to.x + to.w / 2, to.y], [0, 1], above);
	if (right >= left) return bent([from.x, from.y + from.h / 2], [to.x + to.w, to.y + to.h / 2], [-1, 0], right);
	return bent([from.x + from.w, from.y + from.h / 2], [to.x, to.y + to.h / 2], [1, 0], left);
}

function bent(start: Position, end: Position, [dx, dy]: Position, room: number): Curve {
	const bend = Math.min(BEND_MAX, Math.max(CLEAR, room / 2));
	return [start, [start[0] + dx * bend, start[1] + dy * bend], [end[0] - dx * bend, end[1] - dy * bend], end];
}

/** The curve as SVG path data, moved by an offset. */
export function curvePath(curve: Curve, offset: Position = [0, 0]): string {
	const [start, ...rest] = curve.map(([x, y]) => `${round(x + offset[0])} ${round(y + offset[1])}`);
	return `M${start}C${rest.join(' ')}`;
}

/** Points along the curve, ends included, for hit tests. */
export function curvePoints([a, b, c, d]: Curve, count = 16): Position[] {
	return Array.from({ length: count }, (_, index) => {
		const t = index / (count - 1);
		const s = 1 - t;
		const at = (axis: 0 | 1) =>
			s ** 3 * a[axis] + 3 * s * s * t * b[axis] + 3 * s * t * t * c[axis] + t ** 3 * d[axis];
		return [at(0), at(1)];
	});
}

/** The head of the arrow as SVG path data: a triangle whose tip is the curve's end. */
export function arrowHead(curve: Curve, size = 9): string {
	const [, , control, tip] = curve;
	const angle = Math.atan2(tip[1] - control[1], tip[0] - control[0]);
	const wing = (side: 1 | -1) => {
		const turned = angle + Math.PI + side * 0.45;
		return `${round(tip[0] + size * Math.cos(turned))} ${round(tip[1] + size * Math.sin(turned))}`;
	};
	return `M${round(tip[0])} ${round(tip[1])}L${wing(1)} ${wing(-1)}Z`;
}

const round = (value: number) => Math.round(value * 10) / 10;
