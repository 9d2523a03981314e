/** Tells whoever listens that something changed; what it is they read for themselves. */
export class Changes {
	readonly #listeners = new Set<() => void>();

	/** Returns the end of the listening. */
	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	tell(): void {
		for (const listener of [...this.#listeners]) listener();
	}
}
