import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { fromBase64 } from '#domain/base64.ts';
import { ANNOTATION_FORMAT } from '#domain/annotation.ts';
import { canonicalJson, textOf, utf8ToBytes } from '#domain/hashing.ts';
import { isCheckpointOf, parseCheckpoint, type SignedCheckpoint } from '#domain/ledger/checkpoint.ts';
import { evidenceLeaf } from '#domain/ledger/evidence.ts';
import { isKeyHistory, keyInForce, logOrigin, type KeyInLog } from '#domain/ledger/keys.ts';
import { hashOfLeaf, leafOf } from '#domain/ledger/leaves.ts';
import { includes } from '#domain/ledger/proofs.ts';
import type { IssuedRecord } from '#domain/record.ts';
import { bundleSchema, type Bundle } from './bundle.ts';
import { checkRecord, type RecordFault } from './check-record.ts';
import { compareCheckpoints, type Comparison } from './compare-checkpoints.ts';
import { verifySignature } from './ed25519.ts';

/** What a bundle is asked, in the order in which it is told. */
export const BUNDLE_CHECKS = [
	'records',
	'included',
	'signer',
	'checkpoint',
	'keys',
	'versions',
	'earlier',
	'evidence',
	'annotations',
] as const;
export type BundleCheck = (typeof BUNDLE_CHECKS)[number];

export interface Verification {
	/** `unreadable`: no bundle, or of a format that this program does not know. */
	readonly verdict: 'holds' | 'broken' | 'unreadable';
	/** null where there is nothing of the kind to check. */
	readonly checks: Readonly<Record<BundleCheck, boolean | null>>;
	/** What is wrong with the records themselves, by version. */
	readonly faults: readonly { readonly version: number; readonly fault: RecordFault }[];
	/** The file says the same as when it was made, in other bytes (spaces, order): nobody's words changed. */
	readonly isRewritten: boolean;
	/** Against a checkpoint that somebody kept; null where none was given. */
	readonly compared: Comparison | null;
	readonly bundle: Bundle | null;
	readonly checkpoint: SignedCheckpoint | null;
}

const NOTHING = {
	records: false,
	included: false,
	signer: false,
	checkpoint: false,
	keys: false,
	versions: false,
	earlier: null,
	evidence: null,
	annotations: null,
};

/**
 * Checks a bundle against nothing but itself and, if given, an earlier or later checkpoint. It proves that the instance whose first key
 * is named by the checkpoint's first line issued these very records, and that they stand in its log as of this checkpoint. Whose
 * instance that is, and what was issued since, it cannot know. Pure: page, server and command line call it alike.
 */
export function verifyBundle(bytes: Uint8Array, kept: string | null = null): Verification {
	const read = readBundle(bytes);
	const unread = { verdict: 'unreadable', checks: NOTHING, faults: [], isRewritten: false, compared: null } as const;
	if (!read) return { ...unread, bundle: null, checkpoint: null };
	const { bundle, isRewritten } = read;
	const checkpoint = parseCheckpoint(bundle.checkpoint);
	if (!checkpoint) return { ...unread, verdict: 'broken', isRewritten, bundle, checkpoint };

	const keys: KeyInLog[] = bundle.keys.map(({ index, leaf }) => ({ index, leaf }));
	const standsIn = (leaf: string, { index, proof }: { index: number; proof: readonly string[] }): boolean =>
		includes(
			{ index, size: checkpoint.size, leaf: hexToBytes(leaf), root: hexToBytes(checkpoint.root) },
			proof.map((hash) => hexToBytes(hash)),
		);
	const faults = bundle.versions.flatMap(({ version, record, signature, publicKey }) =>
		checkRecord(utf8ToBytes(canonicalJson(record)), signature, publicKey).faults.map((fault) => ({
			version,
			fault,
		})),
	);
	const offered = bundle.earlier;
	const comparison = (note: string) => compareCheckpoints(note, checkpoint, offered, keys);
	const checks: Verification['checks'] = {
		records: faults.length === 0,
		included: bundle.versions.every((version) => standsIn(recordLeafOf(bundle, version), version)),
		signer: bundle.versions.every(
			({ record, publicKey, index }) =>
				keyInForce(keys, record.example ? 'example' : 'instance', index) === publicKey,
		),
		checkpoint: isSigned(checkpoint, keys),
		keys:
			isKeyHistory(keys, verifySignature) &&
			keys[0]?.index === 0 &&
			logOrigin(keys[0].leaf.publicKey) === checkpoint.origin &&
			bundle.keys.every((key) => standsIn(hashOfLeaf(canonicalJson(key.leaf)), key)),
		versions: areVersionsOf(bundle),
		earlier: offered.length === 0 ? null : offered.every((one) => comparison(one.checkpoint) === 'continues'),
		evidence:
			bundle.evidence.length === 0 ? null : bundle.evidence.every((each) => isEvidence(bundle, each, standsIn)),
		annotations: bundle.annotations ? areAnnotationsOf(bundle, bundle.annotations, keys, standsIn) : null,
	};
	const compared = kept === null ? null : comparison(asWritten(kept));
	const holds = Object.values(checks).every((check) => check !== false) && compared !== 'contradicts';
	return { verdict: holds ? 'holds' : 'broken', checks, faults, isRewritten, compared, bundle, checkpoint };
}

/** A text that was pasted or printed loses or gains empty lines at its ends. */
function asWritten(kept: string): string {
	return `${kept.replaceAll('\r\n', '\n').trim()}\n`;
}

/** A key of the instance must have stood in the log before what it signs. */
function isSigned(checkpoint: SignedCheckpoint, keys: readonly KeyInLog[]): boolean {
	const key = keyInForce(keys, 'instance', checkpoint.size);
	return key !== null && isCheckpointOf(checkpoint, key, verifySignature);
}

type Version = Bundle['versions'][number];

function recordLeafOf({ commitment }: Bundle, { version, record, publicKey, signature }: Version): string {
	const hash = bytesToHex(sha256(utf8ToBytes(canonicalJson(record))));
	return leafOf({ type: 'record', commitment, version, record: hash, publicKey, signature }).hash;
}

/** Each later than the one before, in number and in the log, and naming it as the one that it replaces; all of this commitment. */
function areVersionsOf({ commitment, current, versions }: Bundle): boolean {
	const own = versions.every(({ version, record, index }, at) => {
		const before = versions[at - 1];
		return (
			record.version === version &&
			record.commitment === commitment &&
			version > (before?.version ?? 0) &&
			index > (before?.index ?? -1) &&
			replaces(record, before)
		);
	});
	return own && current === versions.at(-1)?.version;
}

/** The first replaces none; from the second on each is signed over the hash of the one before, so that none can be left out. */
function replaces({ core: { amends } }: IssuedRecord, before: Version | undefined): boolean {
	if (before === undefined || amends === undefined) return before === undefined && amends === undefined;
	return amends.version === before.version && amends.record === textOf(before.record).hash;
}

type Evidence = Bundle['evidence'][number];
type StandsIn = (leaf: string, place: { index: number; proof: readonly string[] }) => boolean;

function isEvidence({ commitment }: Bundle, { entry, file, index, proof }: Evidence, standsIn: StandsIn): boolean {
	if (entry.commitment !== commitment || !standsIn(evidenceLeaf(entry).hash, { index, proof })) return false;
	if (file === null) return true;
	const bytes = fromBase64(file);
	return bytes !== null && entry.file !== null && bytesToHex(sha256(bytes)) === entry.file.sha256;
}

/** Signed by the key in force, numbered from 1 without gaps, and each beside a version that is here. */
function areAnnotationsOf(
	{ commitment, versions }: Bundle,
	annotations: NonNullable<Bundle['annotations']>,
	keys: readonly KeyInLog[],
	standsIn: StandsIn,
): boolean {
	return annotations.every(({ annotation, publicKey, signature, index, proof }, at) => {
		const { hash, text } = textOf(annotation);
		const beside = versions.find(({ version }) => version === annotation.version);
		const leaf = leafOf({
			...{ type: 'annotation', commitment, number: at + 1, annotation: hash, publicKey, signature },
		});
		return (
			annotation.format === ANNOTATION_FORMAT &&
			annotation.commitment === commitment &&
			annotation.number === at + 1 &&
			beside !== undefined &&
			annotation.record === textOf(beside.record).hash &&
			keyInForce(keys, beside.record.example ? 'example' : 'instance', index) === publicKey &&
			verifySignature(publicKey, utf8ToBytes(text), signature) &&
			standsIn(leaf.hash, { index, proof })
		);
	});
}

function readBundle(bytes: Uint8Array): { bundle: Bundle; isRewritten: boolean } | null {
	try {
		const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
		const parsed = bundleSchema.safeParse(JSON.parse(text));
		if (!parsed.success) return null;
		return { bundle: parsed.data, isRewritten: canonicalJson(parsed.data) !== text };
	} catch (cause) {
		if (cause instanceof TypeError || cause instanceof SyntaxError) return null;
		throw cause;
	}
}
