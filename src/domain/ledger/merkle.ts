import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';

// Hashes are 32 bytes of SHA-256. The prefixes keep a leaf from passing for an inner node (RFC 9162, section 2.1.1).
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Hash of an entry of the log. */
export function leafHash(bytes: Uint8Array): Uint8Array {
	return sha256(concatBytes(LEAF, bytes));
}

/** Hash of two neighbours in the tree. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
	return sha256(concatBytes(NODE, left, right));
}

/** The largest power of two below `size`, which is 2 or more. */
function splitOf(size: number): number {
	let split = 1;
	while (split * 2 < size) split *= 2;
	return split;
}

/**
 * The Merkle tree of a log that only grows (RFC 9162, section 2.1). It keeps the hash of every full subtree, so that the root of any
 * earlier size and any proof take a few dozen hashes, however long the log. Sizes and indexes out of range throw RangeError.
 */
export class MerkleTree {
	/** `#levels[h][i]`: root of the leaves from i·2^h, 2^h of them. */
	readonly #levels: Uint8Array[][] = [[]];

	constructor(leaves: Iterable<Uint8Array> = []) {
		for (const leaf of leaves) this.append(leaf);
	}

	get size(): number {
		return this.#levels[0]?.length ?? 0;
	}

	/** Adds a leaf by its hash. */
	append(leaf: Uint8Array): void {
		let hash = leaf;
		for (let height = 0; ; height += 1) {
			const level = (this.#levels[height] ??= []);
			level.push(hash);
			const left = level.at(-2);
			if (level.length % 2 === 1 || left === undefined) return;
			hash = nodeHash(left, hash);
		}
	}

	/** The root over the first `size` leaves (default: all); of none it is SHA-256 of nothing. */
	root(size = this.size): Uint8Array {
		this.#within(size, 0, this.size);
		return size === 0 ? sha256(new Uint8Array()) : this.#subtree(0, size);
	}

	/** The hashes that lead from a leaf to the root over `size` leaves (section 2.1.3.1). */
	inclusion(index: number, size = this.size): Uint8Array[] {
		this.#within(size, 1, this.size);
		this.#within(index, 0, size - 1);
		const path: Uint8Array[] = [];
		for (let start = 0, length = size; length > 1;) {
			const split = splitOf(length);
			const isLeft = index < start + split;
			path.push(isLeft ? this.#subtree(start + split, length - split) : this.#subtree(start, split));
			if (!isLeft) start += split;
			length = isLeft ? split : length - split;
		}
		return path.reverse();
	}

	/** The hashes by which the root over `to` leaves is seen to go on from the one over `from` (section 2.1.4.1). */
	consistency(from: number, to = this.size): Uint8Array[] {
		this.#within(to, 1, this.size);
		this.#within(from, 1, to);
		const path: Uint8Array[] = [];
		let start = 0;
		let length = to;
		let isWhole = true; // what is left of `from` is the old tree itself, whose root the verifier has
		for (let old = from; old < length;) {
			const split = splitOf(length);
			if (old <= split) {
				path.push(this.#subtree(start + split, length - split));
				length = split;
			} else {
				path.push(this.#subtree(start, split));
				start += split;
				length -= split;
				old -= split;
				isWhole = false;
			}
		}
		if (!isWhole) path.push(this.#subtree(start, length));
		return path.reverse();
	}

	#subtree(start: number, length: number): Uint8Array {
		const full = this.#levels[Math.log2(length)]?.[start / length];
		if (full !== undefined) return full;
		const split = splitOf(length);
		return nodeHash(this.#subtree(start, split), this.#subtree(start + split, length - split));
	}

	#within(value: number, low: number, high: number): void {
		if (!Number.isSafeInteger(value) || value < low || value > high)
			throw new RangeError(`${value} is not between ${low} and ${high}`);
	}
}
