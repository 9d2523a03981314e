/** What is to be drawn anew; null for a half that is as it was. */
export interface SplitChange<T> {
	readonly resting: readonly T[] | null;
	readonly moving: readonly T[] | null;
}

/** Parts what is drawn into what moves and what rests, so that a drag draws the few anew that move and leaves the rest. */
export class LineSplit<K, T> {
	#known: ReadonlyMap<K, T> = new Map();
	readonly #moving = new Set<K>();

	get isMoving(): boolean {
		return this.#moving.size > 0;
	}

	get(key: K): T | undefined {
		return this.#known.get(key);
	}

	/** `next`: all that is to be drawn; whatever did not change is the same object as before. What changed moves from now on. */
	update(next: ReadonlyMap<K, T>): SplitChange<T> {
		const before = this.#known;
		this.#known = next;
		let restChanged = false;
		let moveChanged = false;
		for (const [key, value] of next) {
			const old = before.get(key);
			if (old === value) continue;
			if (old === undefined) restChanged = true;
			else {
				moveChanged = true;
				if (!this.#moving.has(key)) {
					this.#moving.add(key);
					restChanged = true;
				}
			}
		}
		for (const key of before.keys()) {
			if (next.has(key)) continue;
			if (this.#moving.delete(key)) moveChanged = true;
			else restChanged = true;
		}
		return { resting: restChanged ? this.#list(false) : null, moving: moveChanged ? this.#list(true) : null };
	}

	/** Nothing moves any more. */
	settle(): SplitChange<T> {
		if (!this.isMoving) return { resting: null, moving: null };
		this.#moving.clear();
		return { resting: this.#list(false), moving: [] };
	}

	#list(moving: boolean): T[] {
		return [...this.#known].filter(([key]) => this.#moving.has(key) === moving).map(([, value]) => value);
	}
}
