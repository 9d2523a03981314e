import { randomFrom } from '../../board/support/boards.ts';

/** Pseudo-random numbers that one seed repeats. */
export class Dice {
	/** From 0 to 1, 1 excluded. */
	readonly share: () => number;

	constructor(seed: number) {
		this.share = randomFrom(seed);
	}

	/** A whole number below `limit`. */
	below(limit: number): number {
		return Math.floor(this.share() * limit);
	}

	pick<Item>(items: readonly Item[]): Item {
		const item = items[this.below(items.length)];
		if (item === undefined) throw new RangeError('nothing to pick from');
		return item;
	}
}
