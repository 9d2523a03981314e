import { describe, expect, it } from 'vitest';
import { LaserTrails, TRAIL_MS } from '../../src/lib/canvas/laser-trails.ts';

describe('[Q9] the trail of a pointer', () => {
	it('runs from place to place, the older the fainter, and is gone within a second and a half', () => {
		const trails = new LaserTrails();
		trails.point(3, [0, 0], 0);
		trails.point(3, [10, 0], 100);
		trails.point(3, [20, 0], 200);
		const [older, newer] = trails.pieces(200).get(3) ?? [];
		expect(older).toMatchObject({ from: [0, 0], to: [10, 0] });
		expect(newer).toMatchObject({ from: [10, 0], to: [20, 0], faded: 0 });
		expect(older?.faded).toBeGreaterThan(0);
		expect(TRAIL_MS).toBeLessThanOrEqual(1_500);
		expect(trails.pieces(200 + TRAIL_MS).size).toBe(0);
	});

	it('does not start where the one before ended', () => {
		const trails = new LaserTrails();
		trails.point(3, [0, 0], 0);
		trails.point(3, [10, 0], 10);
		trails.end(3);
		trails.point(3, [900, 900], 20);
		expect(trails.pieces(20).size).toBe(0);
		trails.point(3, [910, 900], 30);
		expect(trails.pieces(30).get(3)).toMatchObject([{ from: [900, 900], to: [910, 900] }]);
	});

	it('keeps a bounded number of places, and adds none for a hand that rests', () => {
		const trails = new LaserTrails();
		for (let x = 0; x < 5_000; x++) trails.point(1, [x * 5, 0], 0);
		expect(trails.pieces(0).get(1)?.length).toBeLessThan(200);
		for (let i = 0; i < 50; i++) trails.point(2, [1, 1], i);
		expect(trails.pieces(50).has(2)).toBe(false);
	});
});
