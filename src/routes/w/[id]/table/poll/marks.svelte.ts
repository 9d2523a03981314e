import { untrack } from 'svelte';
import { isSame } from './is-same.ts';

/** What stands on a ballot: my own marks, until then what the server counts. Made while a component is set up. */
export class Marks<Value> {
	readonly #counted: () => Value | null;
	readonly #nothing: Value;
	#mine: Value | null = $state.raw(null);

	constructor(counted: () => Value | null, nothing: Value) {
		this.#counted = counted;
		this.#nothing = nothing;
		// The server counts what I marked: from here on its word stands, so that a change on my other device shows here, too.
		$effect(() => {
			const now = counted();
			if (now !== null && untrack(() => this.#mine !== null && isSame(this.#mine, now))) this.#mine = null;
		});
	}

	get current(): Value {
		return this.#mine ?? this.#counted() ?? this.#nothing;
	}

	set current(value: Value) {
		this.#mine = value;
	}

	get isCounted(): boolean {
		return this.#counted() !== null;
	}

	/** What stands here is not what counts. */
	get isChanged(): boolean {
		const counted = this.#counted();
		return counted === null || !isSame(this.current, counted);
	}

	forget(): void {
		this.#mine = null;
	}
}
