import type { Point } from '#protocol/presence.ts';

/** Milliseconds until a place where the dot was has faded. */
export const TRAIL_MS = 1_400;
/** Page units: nearer places are one, so that a still hand adds nothing. */
const LEAST_STEP = 2;
/** Places that one trail keeps; a hand that goes wild loses the oldest first. */
const PLACES_MAX = 160;

interface Place {
	readonly at: Point;
	readonly since: number;
}

/** One piece of a trail, from older to newer; `faded` from 0 (just now) to 1. */
export interface TrailPiece {
	readonly from: Point;
	readonly to: Point;
	readonly faded: number;
}

/** The trails of all pointers at one canvas, by whose they are. Times are milliseconds of one clock. */
export class LaserTrails {
	readonly #places = new Map<number, Place[]>();

	/** The dot is here now. A first place begins a trail; a trail that ended is not taken up again. */
	point(whose: number, at: Point, now: number): void {
		const places = this.#places.get(whose) ?? [];
		const last = places.at(-1);
		if (last && Math.hypot(at[0] - last.at[0], at[1] - last.at[1]) < LEAST_STEP) return;
		places.push({ at, since: now });
		if (places.length > PLACES_MAX) places.shift();
		this.#places.set(whose, places);
	}

	/** The dot is gone: what is left of its trail is dropped, so that the next one does not start from there. */
	end(whose: number): void {
		this.#places.delete(whose);
	}

	/** What is still to be seen of each; a trail without pieces has faded. */
	pieces(now: number): ReadonlyMap<number, readonly TrailPiece[]> {
		const shown = new Map<number, readonly TrailPiece[]>();
		for (const [whose, places] of this.#places) {
			const fresh = places.filter(({ since }) => now - since < TRAIL_MS);
			if (fresh.length < places.length) this.#places.set(whose, fresh);
			const pieces = fresh.slice(1).flatMap((to, index) => {
				const from = fresh[index];
				return from ? [{ from: from.at, to: to.at, faded: (now - to.since) / TRAIL_MS }] : [];
			});
			if (pieces.length > 0) shown.set(whose, pieces);
		}
		return shown;
	}
}
