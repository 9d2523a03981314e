import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafHash, MerkleTree, nodeHash } from '#domain/ledger/merkle.ts';
import { continues, includes } from '#domain/ledger/proofs.ts';

// The leaves of Certificate Transparency's own test data, and the roots over the first 1 to 8 of them.
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
	'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
	'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
	'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
	'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
	'4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
	'76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
	'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
	'5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const published = new MerkleTree(LEAVES.map((leaf) => leafHash(hexToBytes(leaf))));

describe('[M1] the log is a Merkle tree of RFC 9162', () => {
	test('with the roots of the published example, at each of its sizes', () => {
		expect(ROOTS.map((_, index) => bytesToHex(published.root(index + 1)))).toEqual(ROOTS);
		expect(bytesToHex(published.root(0))).toBe(bytesToHex(sha256(new Uint8Array())));
	});

	// Written from the definitions in section 2.1, with none of the code under test but the two hashes.
	const root = (leaves: readonly Uint8Array[]): Uint8Array => {
		const [only] = leaves;
		if (leaves.length === 1 && only) return only;
		const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
		return nodeHash(root(leaves.slice(0, k)), root(leaves.slice(k)));
	};
	const path = (m: number, leaves: readonly Uint8Array[]): Uint8Array[] => {
		if (leaves.length === 1) return [];
		const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
		if (m < k) return [...path(m, leaves.slice(0, k)), root(leaves.slice(k))];
		return [...path(m - k, leaves.slice(k)), root(leaves.slice(0, k))];
	};
	const subproof = (m: number, leaves: readonly Uint8Array[], b: boolean): Uint8Array[] => {
		if (m === leaves.length) return b ? [] : [root(leaves)];
		const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
		if (m <= k) return [...subproof(m, leaves.slice(0, k), b), root(leaves.slice(k))];
		return [...subproof(m - k, leaves.slice(k), false), root(leaves.slice(0, k))];
	};
	const leaves = Array.from({ length: 130 }, (_, index) => leafHash(Uint8Array.of(index)));
	const tree = new MerkleTree(leaves);

	test('whose proofs are those of its definitions, for every size up to 130', () => {
		for (let size = 1; size <= leaves.length; size += 1) {
			const some = leaves.slice(0, size);
			expect(tree.root(size)).toEqual(root(some));
			for (let index = 0; index < size; index += 1) {
				const proof = tree.inclusion(index, size);
				if (size % 13 === 0 || size < 20) expect(proof).toEqual(path(index, some));
				expect(
					includes(
						{ index, size, leaf: some[index] ?? leafHash(Uint8Array.of()), root: tree.root(size) },
						proof,
					),
				).toBe(true);
			}
		}
	});

	test('and which is seen to go on from any earlier size', () => {
		for (let to = 1; to <= leaves.length; to += 1) {
			for (let from = 1; from <= to; from += 1) {
				const proof = tree.consistency(from, to);
				if (to % 13 === 0 || to < 20) expect(proof).toEqual(subproof(from, leaves.slice(0, to), true));
				const heads = [from, to].map((size) => ({ size, root: tree.root(size) }));
				expect(continues(heads[0]!, heads[1]!, proof), `${from} to ${to}`).toBe(true);
			}
		}
	});

	test('sizes and indexes that there are not throw', () => {
		expect(() => tree.root(131)).toThrow(RangeError);
		expect(() => tree.inclusion(5, 5)).toThrow(RangeError);
		expect(() => tree.consistency(0, 5)).toThrow(RangeError);
		expect(() => tree.consistency(6, 5)).toThrow(RangeError);
		expect(() => tree.inclusion(0.5)).toThrow(RangeError);
	});
});

describe('[M1] a wrong proof is refused', () => {
	const leaves = Array.from({ length: 100 }, (_, index) => leafHash(Uint8Array.of(index)));
	const tree = new MerkleTree(leaves);
	const flipped = (path: readonly Uint8Array[], bit: number): Uint8Array[] =>
		path.map((hash, index) =>
			index === Math.floor(bit / 256) % path.length
				? hash.map((byte, at) => (at === Math.floor((bit % 256) / 8) ? byte ^ (1 << (bit % 8)) : byte))
				: hash,
		);

	test('for another leaf, place, size or root, and with a bit, a hash more or a hash less', () => {
		const sizes = fc
			.integer({ min: 2, max: 100 })
			.chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 }), fc.nat()));
		fc.assert(
			fc.property(sizes, ([size, index, bit]) => {
				const path = tree.inclusion(index, size);
				const claim = { index, size, leaf: leaves[index]!, root: tree.root(size) };
				expect(includes(claim, path)).toBe(true);
				expect(includes(claim, flipped(path, bit))).toBe(false);
				expect(includes(claim, path.slice(1))).toBe(false);
				expect(includes(claim, [...path, claim.root])).toBe(false);
				expect(includes({ ...claim, leaf: leaves[(index + 1) % size]! }, path)).toBe(false);
				expect(includes({ ...claim, index: (index + 1) % size }, path)).toBe(false);
				expect(includes({ ...claim, root: tree.root(size - 1) }, path)).toBe(false);
				expect(includes({ ...claim, index: size }, path)).toBe(false);
			}),
		);
	});

	test('for a log that was rewritten, cut or taken for another', () => {
		const pairs = fc
			.integer({ min: 2, max: 100 })
			.chain((to) => fc.tuple(fc.integer({ min: 1, max: to - 1 }), fc.constant(to), fc.nat()));
		const other = new MerkleTree([leafHash(Uint8Array.of(200)), ...leaves.slice(1)]);
		fc.assert(
			fc.property(pairs, ([from, to, bit]) => {
				const path = tree.consistency(from, to);
				const [earlier, later] = [from, to].map((size) => ({ size, root: tree.root(size) })) as [never, never];
				expect(continues(earlier, later, path)).toBe(true);
				expect(continues(earlier, later, flipped(path, bit))).toBe(false);
				expect(continues(earlier, later, path.slice(1))).toBe(false);
				expect(continues(earlier, later, [...path, other.root()])).toBe(false);
				expect(continues({ size: from, root: other.root(from) }, later, path)).toBe(false);
				expect(continues(earlier, { size: to, root: other.root(to) }, other.consistency(from, to))).toBe(false);
				expect(continues(later, earlier, path)).toBe(false);
			}),
		);
	});

	test('sizes that no log has are no proof', () => {
		const head = { size: 1, root: tree.root(1) };
		expect(continues({ size: 0, root: tree.root(0) }, head, [])).toBe(false);
		expect(includes({ index: 0, size: 2 ** 53, leaf: leaves[0]!, root: leaves[0]! }, [])).toBe(false);
		expect(includes({ index: -1, size: 1, leaf: leaves[0]!, root: leaves[0]! }, [])).toBe(false);
		expect(includes({ index: 0, size: Number.NaN, leaf: leaves[0]!, root: leaves[0]! }, [])).toBe(false);
	});
});
