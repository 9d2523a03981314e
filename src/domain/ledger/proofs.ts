import { nodeHash } from './merkle.ts';

// Sizes come from files that anybody may have written, and shifts would cut them to 32 bits: halves by arithmetic.
const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);

/** Whether the leaf with this hash stands at `index` in the log of `size` entries with this root (RFC 9162, section 2.1.3.2). */
export function includes(
	{ index, size, leaf, root }: { index: number; size: number; leaf: Uint8Array; root: Uint8Array },
	path: readonly Uint8Array[],
): boolean {
	if (!isIndex(index) || !isIndex(size) || index >= size) return false;
	let [at, last, hash] = [index, size - 1, leaf];
	for (const other of path) {
		if (last === 0) return false;
		if (isOdd(at) || at === last) {
			hash = nodeHash(other, hash);
			while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
		} else {
			hash = nodeHash(hash, other);
		}
		[at, last] = [half(at), half(last)];
	}
	return last === 0 && sameBytes(hash, root);
}

export interface Head {
	readonly size: number;
	readonly root: Uint8Array;
}

/** Whether the log of `later` begins with all of `earlier`, unchanged and in order (RFC 9162, section 2.1.4.2). */
export function continues(earlier: Head, later: Head, path: readonly Uint8Array[]): boolean {
	if (!isIndex(earlier.size) || !isIndex(later.size) || earlier.size === 0 || earlier.size > later.size) return false;
	if (earlier.size === later.size) return path.length === 0 && sameBytes(earlier.root, later.root);
	const [first, ...rest] = isPowerOfTwo(earlier.size) ? [earlier.root, ...path] : path;
	if (first === undefined || path.length === 0) return false;
	let [at, last] = [earlier.size - 1, later.size - 1];
	while (isOdd(at)) [at, last] = [half(at), half(last)];
	let [before, after] = [first, first];
	for (const other of rest) {
		if (last === 0) return false;
		if (isOdd(at) || at === last) {
			before = nodeHash(other, before);
			after = nodeHash(other, after);
			while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
		} else {
			after = nodeHash(after, other);
		}
		[at, last] = [half(at), half(last)];
	}
	return last === 0 && sameBytes(before, earlier.root) && sameBytes(after, later.root);
}

function isIndex(value: number): boolean {
	return Number.isSafeInteger(value) && value >= 0;
}

function isPowerOfTwo(value: number): boolean {
	let rest = value;
	while (rest > 1 && !isOdd(rest)) rest = half(rest);
	return rest === 1;
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
