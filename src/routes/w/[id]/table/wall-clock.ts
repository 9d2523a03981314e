import { createSubscriber } from 'svelte/reactivity';

/** Once a second: what a clock on the wall needs. */
const TICK_MS = 1_000;

/** This device's clock (milliseconds), for templates: who reads it is drawn again once a second. */
export class WallClock {
	readonly #subscribe = createSubscriber((update) => {
		const timer = setInterval(update, TICK_MS);
		return () => clearInterval(timer);
	});

	get current(): number {
		this.#subscribe();
		return Date.now();
	}
}

/** Whole seconds until a time, negative after it. */
export function secondsUntil(end: number, now: number): number {
	return Math.ceil((end - now) / 1_000);
}
