/**
 * A part of the page that comes by its own download when it is first needed, and from then on stands at once. It is fetched
 * ahead, in a pause after the page shows, so that it is there when the network is not.
 */
export class LaterPart<Part> {
	part: Part | null = $state.raw(null);
	/** It was asked for and could not come; asking again tries again. */
	hasFailed = $state(false);
	readonly #fetch: () => Promise<Part>;
	#coming: Promise<void> | null = null;

	constructor(fetch: () => Promise<Part>) {
		this.#fetch = fetch;
	}

	/** Resolves when it is there, or could not come. */
	ask(): Promise<void> {
		this.#coming ??= this.#fetch().then(
			(part) => {
				this.part = part;
				this.hasFailed = false;
			},
			() => {
				this.hasFailed = true;
				this.#coming = null;
			},
		);
		return this.#coming;
	}
}
