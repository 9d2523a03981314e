import { generateKeyBetween } from 'fractional-indexing';
import { ORDER_KEY_MAX } from './limits.ts';

/** Where nothing better is known: the lowest place. Also a valid tldraw index. */
export const FIRST_ORDER_KEY = 'a0';

/** A key that sorts between two others; null stands for the end on that side. */
export function orderBetween(below: string | null, above: string | null): string {
	return generateKeyBetween(below, above);
}

/** A key above all of these; unreadable ones are passed over. */
export function orderAbove(keys: Iterable<unknown>): string {
	let top: string | null = null;
	for (const key of keys) if (isOrderKey(key) && (top === null || key > top)) top = key;
	return generateKeyBetween(top, null);
}

/** True for a text that the fractional index can count on from. */
export function isOrderKey(value: unknown): value is string {
	if (typeof value !== 'string' || value.length > ORDER_KEY_MAX) return false;
	if (value === FIRST_ORDER_KEY) return true;
	try {
		generateKeyBetween(value, null);
		return true;
	} catch {
		return false; // the library says "invalid" by throwing
	}
}
