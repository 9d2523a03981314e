import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onMap, onPage, placeOnMap } from '../../src/lib/canvas/minimap-place.ts';
import { keepMinimap, readMinimap } from '../../src/lib/canvas/minimap-shown.ts';
import { SlowPaint } from '../../src/lib/canvas/slow-paint.ts';

describe('[Q11] the map of the board', () => {
	const boxes = [
		{ x: -4_000, y: 0, w: 200, h: 100 },
		{ x: 3_800, y: 900, w: 200, h: 100 },
	];

	it('holds every card, and a place on it is a place of the page', () => {
		const place = placeOnMap(boxes, 208, 138);
		if (!place) throw new Error('the board has cards');
		for (const { x, y, w, h } of boxes) {
			const at = onMap(place, { left: x, top: y, right: x + w, bottom: y + h });
			expect(at.x).toBeGreaterThanOrEqual(0);
			expect(at.y).toBeGreaterThanOrEqual(0);
			expect(at.x + at.w).toBeLessThanOrEqual(208);
			expect(at.y + at.h).toBeLessThanOrEqual(138);
		}
		const { x, y } = onMap(place, { left: 1_234, top: 567, right: 2_000, bottom: 600 });
		expect(onPage(place, x, y).x).toBeCloseTo(1_234);
		expect(onPage(place, x, y).y).toBeCloseTo(567);
	});

	it('of an empty board is empty, and one card does not fill it', () => {
		expect(placeOnMap([], 208, 138)).toBeNull();
		expect(placeOnMap([{ x: 0, y: 0, w: 10, h: 10 }], 208, 138)?.scale).toBeLessThan(0.2);
	});

	it('stays away until it is asked for, is remembered on the device, and does without memory', () => {
		const kept = new Map<string, string>();
		vi.stubGlobal('localStorage', {
			getItem: (key: string) => kept.get(key) ?? null,
			setItem: (key: string, value: string) => kept.set(key, value),
			removeItem: (key: string) => kept.delete(key),
		});
		expect(readMinimap()).toBe(false);
		keepMinimap(true);
		expect(readMinimap()).toBe(true);
		keepMinimap(false);
		expect(readMinimap()).toBe(false);
		vi.stubGlobal('localStorage', undefined);
		keepMinimap(true);
		expect(readMinimap()).toBe(false);
		vi.unstubAllGlobals();
	});
});

describe('[Q11] a slow painting', () => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
	afterEach(() => void vi.useRealTimers());

	it('is painted at most three times a second, the last change included', () => {
		let painted = 0;
		const slowly = new SlowPaint(
			() => painted++,
			() => false,
			333,
		);
		for (let ms = 0; ms < 1_000; ms += 10) {
			slowly.ask();
			vi.advanceTimersByTime(10);
		}
		expect(painted).toBeGreaterThan(1);
		expect(painted).toBeLessThanOrEqual(4);
		const before = painted;
		slowly.ask();
		vi.advanceTimersByTime(400);
		expect(painted).toBe(before + 1);
		slowly.ask();
		slowly.stop();
		vi.advanceTimersByTime(400);
		expect(painted).toBe(before + 1);
	});

	it('never while a hand drags; once, when it lets go', () => {
		let painted = 0;
		let isBusy = true;
		const slowly = new SlowPaint(
			() => painted++,
			() => isBusy,
			333,
		);
		slowly.ask();
		vi.advanceTimersByTime(3_000);
		expect(painted).toBe(0);
		isBusy = false;
		vi.advanceTimersByTime(400);
		expect(painted).toBe(1);
	});
});
