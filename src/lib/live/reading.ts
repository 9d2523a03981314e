import { createSubscriber } from 'svelte/reactivity';
import type { Changes } from './changes.ts';

/** A value that lives outside Svelte, read as `.current`: effects and templates that read it run again when it changes. */
export class Reading<Value> {
	readonly #subscribe: () => void;
	readonly #read: () => Value;

	constructor(changes: Changes, read: () => Value) {
		this.#subscribe = createSubscriber((update) => changes.subscribe(update));
		this.#read = read;
	}

	get current(): Value {
		this.#subscribe();
		return this.#read();
	}
}
