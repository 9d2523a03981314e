import { textOf } from '../hashing.ts';
import { leafOf, type NewLeaf } from './leaves.ts';

export const EVIDENCE_FORMAT = 'mesa-abierta/evidence/1';

/** A time-stamp (RFC 3161), a certificate of conservation of data messages (NOM-151), a page of an official gazette, or something else. */
export const EVIDENCE_KINDS = ['timestamp', 'conservation', 'gazette', 'other'] as const;
/** Bytes of one file, and entries of one commitment: a bundle must still open on a phone. */
export const EVIDENCE_BYTES_MAX = 2 * 1024 * 1024;
export const EVIDENCE_MAX = 20;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** Evidence from outside, as somebody added it by hand. Nothing here is checked by this program but that it did not change since. */
export interface EvidenceEntry {
	readonly format: typeof EVIDENCE_FORMAT;
	readonly commitment: string;
	readonly kind: EvidenceKind;
	readonly title: string;
	readonly reference: string;
	readonly file: { readonly name: string; readonly size: number | null; readonly sha256: string } | null;
	readonly at: number;
}

/** The leaf that names an entry by the hash of its canonical JSON. */
export function evidenceLeaf(entry: EvidenceEntry): NewLeaf {
	const { commitment, at } = entry;
	return leafOf({ type: 'evidence', commitment, entry: textOf(entry).hash, at });
}
