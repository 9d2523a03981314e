import { describe, expect, it } from 'vitest';
import { areaAround, detailAt, FAR_BELOW, NEAR_FROM, type Area } from '../../src/lib/canvas/detail.ts';

/** Page units: the text of a card. */
const LETTER = 16;

describe('how much of a card is drawn', () => {
	it('has its text wherever a letter is six pixels tall or more, whatever came before', () => {
		expect(NEAR_FROM * LETTER).toBeGreaterThanOrEqual(6);
		for (const zoom of [NEAR_FROM, 0.5, 1, 4]) {
			expect(detailAt(zoom, 'far')).toBe('near');
			expect(detailAt(zoom, 'near')).toBe('near');
		}
	});

	it('goes without its text once nobody could read it', () => {
		expect(FAR_BELOW * LETTER).toBeLessThan(6);
		for (const zoom of [FAR_BELOW - 0.001, 0.2, 0.05]) expect(detailAt(zoom, 'near')).toBe('far');
	});

	it('does not flicker for somebody who stays at the border', () => {
		const between = (FAR_BELOW + NEAR_FROM) / 2;
		expect(detailAt(between, 'near')).toBe('near');
		expect(detailAt(between, 'far')).toBe('far');
	});
});

describe('the area in which cards stand ready', () => {
	const view: Area = { left: 0, top: 0, right: 1000, bottom: 600 };
	const moved = (by: number): Area => ({ ...view, left: view.left + by, right: view.right + by });

	it('reaches beyond the view on each side', () => {
		expect(areaAround(view, null)).toEqual({ left: -250, top: -150, right: 1250, bottom: 750 });
	});

	it('stays the same while the view is within it, and is cut anew once the view leaves it', () => {
		const area = areaAround(view, null);
		expect(areaAround(moved(200), area)).toBe(area);
		expect(areaAround(moved(300), area)).toEqual({ left: 50, top: -150, right: 1550, bottom: 750 });
	});

	it('is cut anew for somebody who zooms in, so that nothing stands ready far outside', () => {
		const area = areaAround(view, null);
		const closer: Area = { left: 300, top: 200, right: 800, bottom: 500 };
		expect(areaAround(closer, area)).toEqual({ left: 175, top: 125, right: 925, bottom: 575 });
	});
});
