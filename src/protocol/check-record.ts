import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson, textOf } from '#domain/hashing.ts';
import { keyIdOf } from '#domain/ledger/keys.ts';
import { isReached } from '#domain/polls.ts';
import { RECORD_FORMAT, type IssuedRecord } from '#domain/record.ts';
import { signedBytes } from '#domain/signing.ts';
import { verifySignature } from './ed25519.ts';

/** What can be found wrong with a record, each by itself; the words for them stand on the public page. */
export type RecordFault =
	/** Not UTF-8, not JSON, or not a record of this format. */
	| 'unreadable'
	/** Readable, but not in the one canonical form (RFC 8785): other bytes could say the same. */
	| 'not-canonical'
	/** The signature is not this key's over exactly these bytes. */
	| 'signature'
	/** The record names another key than the one given. */
	| 'other-key'
	/** The hash that people signed is not that of the text in the record. */
	| 'content'
	/** The round in the record was on another text, or reached no consensus. */
	| 'round'
	/** A sign-off is not by the key that it names, that key came after the proposal, or its witness is of the same sector. */
	| 'approval';

export interface RecordCheck {
	/** SHA-256 of the bytes, 64 hex characters. */
	readonly hash: string;
	/** Empty: everything holds. */
	readonly faults: readonly RecordFault[];
	/** The record, where it could be read. */
	readonly record: IssuedRecord | null;
}

/**
 * Checks an issued record against nothing but itself and its signature: `bytes` as they were signed, `signature` (128 hex) and
 * `publicKey` (64 hex). Runs in a page without a secure context, so by @noble and not by `crypto.subtle`. It proves that whoever
 * holds the key signed these very bytes; whose key it is, and whether a later version exists, it cannot know.
 */
export function checkRecord(bytes: Uint8Array, signature: string, publicKey: string): RecordCheck {
	const hash = bytesToHex(sha256(bytes));
	const faults: RecordFault[] = [];
	if (!verifySignature(publicKey, bytes, signature)) faults.push('signature');
	const read = readRecord(bytes);
	if (read === null) return { hash, faults: ['unreadable', ...faults], record: null };
	const { record, isCanonical } = read;
	if (!isCanonical) faults.push('not-canonical');
	if (record.key.publicKey !== publicKey || record.key.id !== idOf(publicKey)) faults.push('other-key');
	if (textOf(record.core).hash !== record.content) faults.push('content');
	if (!agreesOnThisText(record)) faults.push('round');
	if (!areApproved(record)) faults.push('approval');
	return { hash, faults, record };
}

/** What a record says of its sign-offs, as far as it can be checked: older ones say no more than the sector. */
function areApproved(record: IssuedRecord): boolean {
	return record.approvals.every(({ sector, method }) => {
		if (method === undefined) return true;
		if (method.kind !== 'key') return method.witness !== sector;
		const { publicKey, confirmedAt, confirmedBy } = method.key;
		const isInTime = confirmedAt < record.proposedAt && confirmedBy !== sector;
		return isInTime && verifySignature(publicKey, signedBytes(record), method.signature);
	});
}

function idOf(publicKey: string): string | null {
	return /^[0-9a-f]{64}$/.test(publicKey) ? keyIdOf(publicKey) : null;
}

function agreesOnThisText({ content, round }: IssuedRecord): boolean {
	if (round.subject.kind !== 'commitment' || round.subject.content !== content) return false;
	return isReached(round.tally);
}

function readRecord(bytes: Uint8Array): { record: IssuedRecord; isCanonical: boolean } | null {
	try {
		const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
		const record: unknown = JSON.parse(text);
		// What has no canonical form at all (a half of a surrogate pair) throws here, and is no record.
		return isRecord(record) ? { record, isCanonical: canonicalJson(record) === text } : null;
	} catch (cause) {
		if (cause instanceof TypeError || cause instanceof SyntaxError) return null;
		throw cause;
	}
}

/** The parts that the check reads; all else is covered by hash and signature. */
function isRecord(value: unknown): value is IssuedRecord {
	if (!isObject(value) || value['format'] !== RECORD_FORMAT || typeof value['content'] !== 'string') return false;
	const { approvals, core, key, round } = value;
	if (!Array.isArray(approvals) || !approvals.every(isApproval) || !isSignable(value)) return false;
	return isObject(core) && isObject(key) && isObject(round) && isObject(round['subject']) && isObject(round['tally']);
}

/** What a sign-off's own signature is over. */
function isSignable({ workshop, commitment, version }: Record<string, unknown>): boolean {
	return typeof workshop === 'string' && typeof commitment === 'string' && typeof version === 'number';
}

function isApproval(value: unknown): boolean {
	if (!isObject(value)) return false;
	const { method } = value;
	return method === undefined || (isObject(method) && (method['kind'] !== 'key' || isObject(method['key'])));
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
