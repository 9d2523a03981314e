import { describe, expect, it } from 'vitest';
import { freePlace } from '../../src/lib/canvas/free-place.ts';
import { arrowHead, curvePath, curvePoints, linkCurve, type Rect } from '../../src/lib/canvas/link-path.ts';

const card = (x: number, y: number): Rect => ({ x, y, w: 220, h: 116 });

describe('the line of a link', () => {
	it('rises from the top of a cause to the foot of the problem that it feeds', () => {
		const [start, , , end] = linkCurve(card(300, 400), card(0, 0));
		expect(start).toEqual([410, 400]);
		expect(end).toEqual([110, 116]);
	});

	it('falls from foot to top where the card that it feeds stands lower', () => {
		const [start, , , end] = linkCurve(card(0, 0), card(0, 400));
		expect(start).toEqual([110, 116]);
		expect(end).toEqual([110, 400]);
	});

	it('runs from side to side between cards of one row', () => {
		const [start, , , end] = linkCurve(card(0, 0), card(400, 20));
		expect(start).toEqual([220, 58]);
		expect(end).toEqual([400, 78]);
		expect(linkCurve(card(400, 20), card(0, 0))[0]).toEqual([400, 78]);
	});

	it('can be drawn between cards that lie on top of each other', () => {
		const curve = linkCurve(card(0, 0), card(10, 10));
		expect(curve.flat().every(Number.isFinite)).toBe(true);
		expect(curvePath(curve)).toMatch(/^M[-\d. ]+C[-\d. ]+$/);
	});

	it('is hit where it is drawn: its points start and end with it', () => {
		const curve = linkCurve(card(300, 400), card(0, 0));
		const points = curvePoints(curve);
		expect(points[0]).toEqual(curve[0]);
		expect(points.at(-1)).toEqual(curve[3]);
	});

	it('has the tip of its arrow on the card that it feeds', () => {
		expect(arrowHead(linkCurve(card(0, 400), card(0, 0)))).toMatch(/^M110 116L/);
	});
});

describe('a place for a new card', () => {
	const overlaps = (a: Rect, b: Rect) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
	const taken = [card(0, 0), card(250, 0), card(500, 0)];

	it('is the wished one where that is free', () => {
		expect(freePlace(taken, card(0, 400))).toEqual([0, 400]);
	});

	it.each(['row', 'column', 'around'] as const)('covers no other card (%s)', (way) => {
		const [x, y] = freePlace(taken, card(250, 0), way);
		expect(taken.some((other) => overlaps(card(x, y), other))).toBe(false);
		if (way === 'row') expect(y).toBe(0);
		if (way === 'column') expect(x).toBe(250);
	});

	it('is found at once even where there is none', () => {
		const crowd = Array.from({ length: 400 }, (_, index) =>
			card((index % 20) * 100 - 1000, Math.floor(index / 20) * 50 - 500),
		);
		expect(freePlace(crowd, card(0, 0)).every(Number.isFinite)).toBe(true);
	});
});
