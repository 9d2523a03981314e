import { describe, expect, it } from 'vitest';
import { LineSplit } from '../../src/lib/canvas/line-split.ts';

const line = (name: string) => ({ name });
const [a, b, c] = [line('a'), line('b'), line('c')];
const all = (...entries: [string, { name: string }][]) => new Map(entries);

describe('lines that move and lines that rest', () => {
	it('rests what is new', () => {
		const split = new LineSplit<string, { name: string }>();
		expect(split.update(all(['a', a], ['b', b]))).toEqual({ resting: [a, b], moving: null });
		expect(split.isMoving).toBe(false);
	});

	it('draws nothing anew where nothing changed', () => {
		const split = new LineSplit<string, { name: string }>();
		split.update(all(['a', a]));
		expect(split.update(all(['a', a]))).toEqual({ resting: null, moving: null });
	});

	it('takes a line out of the rest once, and then draws only what moves', () => {
		const split = new LineSplit<string, { name: string }>();
		split.update(all(['a', a], ['b', b]));
		const [first, second] = [line('a1'), line('a2')];
		expect(split.update(all(['a', first], ['b', b]))).toEqual({ resting: [b], moving: [first] });
		expect(split.update(all(['a', second], ['b', b]))).toEqual({ resting: null, moving: [second] });
	});

	it('brings back to rest what stands still', () => {
		const split = new LineSplit<string, { name: string }>();
		split.update(all(['a', a], ['b', b]));
		const moved = line('a1');
		split.update(all(['a', moved], ['b', b]));
		expect(split.settle()).toEqual({ resting: [moved, b], moving: [] });
		expect(split.settle()).toEqual({ resting: null, moving: null });
	});

	it('lets go of what left the view, wherever it was drawn', () => {
		const split = new LineSplit<string, { name: string }>();
		split.update(all(['a', a], ['b', b], ['c', c]));
		split.update(all(['a', line('a1')], ['b', b], ['c', c]));
		expect(split.update(all(['b', b], ['c', c]))).toEqual({ resting: null, moving: [] });
		expect(split.update(all(['c', c]))).toEqual({ resting: [c], moving: null });
		expect(split.update(all(['a', a], ['c', c]))).toEqual({ resting: [a, c], moving: null });
	});
});
