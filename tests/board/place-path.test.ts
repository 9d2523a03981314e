import { describe, expect, it } from 'vitest';
import { cardIcon, KIND_ICONS } from '../../src/board/card-shape.ts';
import { CARD_KINDS } from '../../src/board/kinds.ts';
import { placePath } from '../../src/board/place-path.ts';

const numbers = (path: string) => (path.match(/-?(?:\d*\.)?\d+/g) ?? []).map(Number);

describe('path data, scaled and moved', () => {
	it('moves what is absolute and scales what is relative', () => {
		expect(placePath('M12 19V5M5 12l7-7 7 7', [100, 200], 2)).toBe('M124 238V210M110 224l14 -14 14 14');
	});

	it('scales the radii of an arc, and leaves its turn and flags', () => {
		expect(placePath('M3 4a9 9 45 1 0 0 18Z', [1, 1], 2)).toBe('M7 9a18 18 45 1 0 0 36Z');
		expect(placePath('M0 0A6 6 0 0 1 12 3Z', [10, 20], 0.5)).toBe('M10 20A3 3 0 0 1 16 21.5Z');
	});

	it('reads several of one command in a row, and numbers that only a dot parts', () => {
		expect(placePath('M1 1c.7.6.8 1.4.8 2.4', [0, 0], 10)).toBe('M10 10c7 6 8 14 8 24');
		expect(placePath('M0 0C1 2 3 4 5 6', [10, 20], 1)).toBe('M10 20C11 22 13 24 15 26');
	});

	it('refuses what it does not know', () => {
		expect(() => placePath('M0 0B1 1', [0, 0], 1)).toThrow('no command of path data: B');
	});

	it.each(CARD_KINDS)('keeps the icon of %s as it is where nothing is asked', (kind) => {
		expect(numbers(placePath(KIND_ICONS[kind], [0, 0], 1))).toEqual(numbers(KIND_ICONS[kind]));
	});

	it.each(CARD_KINDS)('puts the icon of %s into the upper left of its card', (kind) => {
		const [x = NaN, y = NaN] = numbers(cardIcon(kind));
		expect(x).toBeGreaterThanOrEqual(12);
		expect(x).toBeLessThanOrEqual(28);
		expect(y).toBeGreaterThanOrEqual(11);
		expect(y).toBeLessThanOrEqual(27);
	});
});
