import type { SectorShape } from '#domain/rules.ts';

/**
 * Outlines of the sector shapes on a 32 × 32 grid, of like visual weight, and the y of the letter's middle, which sits lower
 * in a triangle. Badges, cursors and the projector draw from here, so that a sector looks the same everywhere.
 */
export const SHAPE_OUTLINES: Readonly<Record<SectorShape, { readonly d: string; readonly letterY: number }>> = {
	square: {
		d: 'M5.5 3h21A2.5 2.5 0 0 1 29 5.5v21a2.5 2.5 0 0 1-2.5 2.5h-21A2.5 2.5 0 0 1 3 26.5v-21A2.5 2.5 0 0 1 5.5 3z',
		letterY: 16,
	},
	hexagon: { d: 'M9 3.5h14L30.5 16 23 28.5H9L1.5 16z', letterY: 16 },
	circle: { d: 'M30 16a14 14 0 1 1-28 0 14 14 0 0 1 28 0z', letterY: 16 },
	diamond: { d: 'M16 .5L31.5 16 16 31.5.5 16z', letterY: 16 },
	triangle: { d: 'M16 1L31.5 29.5H.5z', letterY: 20.5 },
	pentagon: { d: 'M16 1.5L31 12.6 25.3 30H6.7L1 12.6z', letterY: 17.5 },
	octagon: { d: 'M10.2 2h11.6L30 10.2v11.6L21.8 30H10.2L2 21.8V10.2z', letterY: 16 },
	shield: { d: 'M3 3h26v14c0 7-6 11.5-13 13.5C9 28.5 3 24 3 17z', letterY: 15.5 },
};
