import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson, utf8ToBytes } from '../hashing.ts';
import { leafHash } from './merkle.ts';

export const LEAF_FORMAT = 'mesa-abierta/leaf/1';

/** What the instance's log holds: ids, hashes, keys and numbers, never a name or a word that somebody wrote. */
export type Leaf =
	/** A key from which on records and checkpoints of its purpose are signed; each but the first signed by the one before it. */
	| {
			readonly type: 'key';
			readonly purpose: KeyPurpose;
			/** 64 hex. */
			readonly publicKey: string;
			/** Public key before this one, and its signature over `keyChangeBytes`; null for the first of its purpose. */
			readonly previous: string | null;
			readonly signature: string | null;
			readonly at: number;
	  }
	/** A record that was issued. */
	| {
			readonly type: 'record';
			readonly commitment: string;
			readonly version: number;
			/** SHA-256 of the record's bytes. */
			readonly record: string;
			readonly publicKey: string;
			readonly signature: string;
	  }
	/** The last event of a table's chain when a checkpoint was made. */
	| { readonly type: 'head'; readonly workshop: string; readonly seq: number; readonly hash: string }
	/** A signed note beside an issued commitment: a fe de erratas, an account of progress. */
	| {
			readonly type: 'annotation';
			readonly commitment: string;
			readonly number: number;
			/** SHA-256 of the note's bytes. */
			readonly annotation: string;
			readonly publicKey: string;
			readonly signature: string;
	  }
	/** Outside evidence that somebody added to a commitment: SHA-256 of its canonical entry. */
	| { readonly type: 'evidence'; readonly commitment: string; readonly entry: string; readonly at: number };

export type LeafType = Leaf['type'];
/** Examples are signed by a key of their own, so that nobody can pass one off as an agreement. */
export type KeyPurpose = 'instance' | 'example';

/** A leaf as the log keeps it. `subject` and `number` are what it is found by. */
export interface NewLeaf {
	readonly type: LeafType;
	readonly subject: string;
	readonly number: number;
	/** Canonical JSON. */
	readonly text: string;
	/** `leafHash` of its bytes, 64 hex: no leaf comes twice. */
	readonly hash: string;
}

export function leafOf(leaf: Leaf): NewLeaf {
	const text = canonicalJson({ format: LEAF_FORMAT, ...leaf });
	const { subject, number } = foundBy(leaf);
	return { type: leaf.type, subject, number, text, hash: hashOfLeaf(text) };
}

export function hashOfLeaf(text: string): string {
	return bytesToHex(leafHash(utf8ToBytes(text)));
}

function foundBy(leaf: Leaf): { subject: string; number: number } {
	switch (leaf.type) {
		case 'key':
			return { subject: leaf.purpose, number: leaf.at };
		case 'record':
			return { subject: leaf.commitment, number: leaf.version };
		case 'annotation':
			return { subject: leaf.commitment, number: leaf.number };
		case 'head':
			return { subject: leaf.workshop, number: leaf.seq };
		case 'evidence':
			return { subject: leaf.commitment, number: leaf.at };
	}
}
