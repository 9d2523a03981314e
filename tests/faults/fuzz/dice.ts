import type { CardId } from '#board/ids.ts';
import { idsFrom, randomFrom } from '../../board/support/boards.ts';

/** All chance of a run: one seed, one run. */
export class Dice {
	readonly next: () => number;
	readonly cardId: () => CardId;

	constructor(seed: number) {
		this.next = randomFrom(seed);
		this.cardId = idsFrom(seed);
	}

	/** A whole number from 0, less than `limit`. */
	below(limit: number): number {
		return Math.floor(this.next() * limit);
	}

	chance(share: number): boolean {
		return this.next() < share;
	}

	pick<Item>(items: readonly Item[]): Item | undefined {
		return items[this.below(items.length)];
	}

	/** One of the names, as often as its weight says. */
	among<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
		const entries = Object.entries(weights) as [Name, number][]; // its own keys, by its own type
		let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
		for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
		return entries[0]?.[0] as Name; // a record of weights has at least one
	}

	words(): string {
		return (
			this.pick(
				['', 'x', 'ab', 'salario ', 'brecha 👍 ', '¿qué?\n', 'los cuidados no se pagan'].slice(this.below(2)),
			) ?? ''
		);
	}

	clientId(): number {
		return 1 + this.below(0xffff_fffe);
	}
}
