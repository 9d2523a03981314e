import type { DocumentStore } from '../../../server/storage/storage.ts';

/** Longer than the rooms' own shortest timer, so that an append which waits for that has begun. */
const TURN_MS = 2;

/** The real store behind a door: an append can be held until the test lets it go on. */
export class SlowDisk {
	readonly documents: DocumentStore;
	#door: { readonly arrived: () => void; readonly opened: Promise<void>; readonly open: () => void } | null = null;
	#underWay = new Set<Promise<void>>();
	#appends = 0;

	constructor(real: DocumentStore) {
		this.documents = {
			load: (...place) => real.load(...place),
			list: (workshop) => real.list(workshop),
			discard: (...place) => real.discard(...place),
			compact: (...fold) => real.compact(...fold),
			append: async (batches) => {
				this.#appends += 1;
				const door = this.#door;
				door?.arrived();
				await door?.opened;
				const append = real.append(batches);
				this.#underWay.add(append);
				await append.finally(() => this.#underWay.delete(append));
			},
		};
	}

	/** Resolves when an append has come and waits. */
	async hold(): Promise<void> {
		const arrival = Promise.withResolvers<void>();
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#door = { arrived: arrival.resolve, opened: promise, open: resolve };
		await arrival.promise;
	}

	release(): void {
		this.#door?.open();
		this.#door = null;
	}

	/** Resolves when nothing is being appended and nothing has asked to be. */
	async idle(): Promise<void> {
		for (let before = -1; before !== this.#appends || this.#underWay.size > 0;) {
			before = this.#appends;
			await new Promise((resolve) => setTimeout(resolve, TURN_MS));
			await Promise.allSettled(this.#underWay);
		}
	}
}
