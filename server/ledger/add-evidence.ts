import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { textOf } from '#domain/hashing.ts';
import {
	EVIDENCE_BYTES_MAX,
	EVIDENCE_FORMAT,
	EVIDENCE_MAX,
	evidenceLeaf,
	type EvidenceEntry,
	type EvidenceKind,
} from '#domain/ledger/evidence.ts';
import { evidenceEntry } from '#protocol/bundle.ts';
import type { Storage } from '../storage/storage.ts';
import { evidenceType, mayBe } from './evidence-type.ts';
import type { InstanceLog } from './instance-log.ts';

export interface NewEvidence {
	readonly kind: EvidenceKind;
	readonly title: string;
	/** Where it can be found: a number, an address, a page; '' for a file that says all. */
	readonly reference: string;
	readonly file: { readonly name: string; readonly bytes: Uint8Array } | null;
	readonly at: number;
}

export type EvidenceRefusal =
	'evidence.empty' | 'evidence.unknown-kind' | 'evidence.too-large' | 'evidence.full' | 'evidence.known';

/**
 * Adds evidence from outside to an issued commitment: its entry, with the file's hash, is a leaf of the instance's log. What it says is
 * not checked. Answers SHA-256 of the entry, by which the file can be had. Throws `InstanceLogDamaged`.
 */
export async function addEvidence(
	{ storage, log }: { storage: Pick<Storage, 'instanceLog'>; log: InstanceLog },
	commitment: string,
	{ kind, title, reference, file, at }: NewEvidence,
): Promise<{ ok: true; hash: string } | { ok: false; code: EvidenceRefusal }> {
	if (file === null && reference === '') return { ok: false, code: 'evidence.empty' };
	if (file && file.bytes.length > EVIDENCE_BYTES_MAX) return { ok: false, code: 'evidence.too-large' };
	if (file && !mayBe(kind, evidenceType(file.bytes))) return { ok: false, code: 'evidence.unknown-kind' };
	const known = await storage.instanceLog.evidence(commitment);
	if (known.length >= EVIDENCE_MAX) return { ok: false, code: 'evidence.full' };
	const sum = file && bytesToHex(sha256(file.bytes));
	const hasFile = (text: string) => sum !== null && evidenceEntry.parse(JSON.parse(text)).file?.sha256 === sum;
	if (known.some(({ text }) => hasFile(text))) return { ok: false, code: 'evidence.known' };
	await log.ready();
	const entry: EvidenceEntry = {
		format: EVIDENCE_FORMAT,
		commitment,
		kind,
		title,
		reference,
		file: file && sum ? { name: file.name, size: file.bytes.length, sha256: sum } : null,
		at,
	};
	const { hash, text } = textOf(entry);
	await storage.instanceLog.addEvidence(
		{ hash, commitment, at, text, file: file?.bytes ?? null },
		evidenceLeaf(entry),
	);
	return { ok: true, hash };
}
