import { z } from 'zod';
import type { Annotation } from '#domain/annotation.ts';
import type { IssuedRecord } from '#domain/record.ts';
import { EVIDENCE_FORMAT, EVIDENCE_KINDS } from '#domain/ledger/evidence.ts';
import { LEAF_FORMAT } from '#domain/ledger/leaves.ts';

export const BUNDLE_FORMAT = 'mesa-abierta/bundle/1';

/** A record is read by its core alone before its own check; without one there is nothing to say of it. */
const isObject = (value: unknown): value is object =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const signature = z.string().regex(/^[0-9a-f]{128}$/);
const index = z.int().min(0);
/** RFC 9162: 64 hex each, from the leaf's neighbour up; 53 suffice for any size that a number holds. */
const proof = z.array(hash).max(60);
const time = z.int().min(0);

const keyLeaf = z.strictObject({
	format: z.literal(LEAF_FORMAT),
	type: z.literal('key'),
	purpose: z.enum(['instance', 'example']),
	publicKey: hash,
	previous: hash.nullable(),
	signature: signature.nullable(),
	at: time,
});

export const evidenceEntry = z.strictObject({
	format: z.literal(EVIDENCE_FORMAT),
	commitment: z.string(),
	kind: z.enum(EVIDENCE_KINDS),
	title: z.string().min(1).max(200),
	/** Where it can be found: a number, an address, a page. */
	reference: z.string().max(1_000),
	/** What was added as a file, or a file elsewhere by its hash. */
	file: z.strictObject({ name: z.string().max(200), size: z.int().min(0).nullable(), sha256: hash }).nullable(),
	at: time,
});

const version = z.strictObject({
	version: z.int().min(1),
	/** The record as a value; its canonical JSON (RFC 8785) are the bytes that were signed. */
	record: z
		.custom<IssuedRecord>((value) => isObject(value) && 'core' in value && isObject(value.core))
		.meta({
			type: 'object',
			description: 'mesa-abierta/commitment/1: IssuedRecord of src/domain/record.ts',
		}),
	publicKey: hash,
	signature,
	index,
	proof,
});

const annotation = z.strictObject({
	/** The note as a value; its canonical JSON are the bytes that were signed. */
	annotation: z
		.custom<Annotation>(isObject)
		.meta({ type: 'object', description: 'mesa-abierta/annotation/1: Annotation of src/domain/annotation.ts' }),
	publicKey: hash,
	signature,
	index,
	proof,
});

/** One file with all that it takes to check a commitment without the server; canonical JSON. */
export const bundleSchema = z.strictObject({
	format: z.literal(BUNDLE_FORMAT),
	commitment: z.string(),
	/** The version in force as of the checkpoint, as the instance says; nobody can prove that there is no later one. */
	current: z.int().min(1),
	/** All versions that were issued, oldest first; numbers may leave out those that were proposed and not agreed. */
	versions: z.array(version).min(1),
	/** A signed note (src/domain/ledger/checkpoint.ts). */
	checkpoint: z.string(),
	/** Earlier checkpoints, and how the log went on from each to this one. */
	earlier: z.array(z.strictObject({ checkpoint: z.string(), proof })),
	/** Every key of the instance up to the checkpoint, oldest first. */
	keys: z.array(z.strictObject({ leaf: keyLeaf, index, proof })).min(1),
	/** What somebody added from outside, oldest first; `file` in base64. */
	evidence: z.array(z.strictObject({ entry: evidenceEntry, file: z.string().nullable(), index, proof })),
	/** Signed notes beside the text, oldest first: fe de erratas, accounts of progress. Left out where there are none. */
	annotations: z.array(annotation).min(1).optional(),
});

export type Bundle = z.infer<typeof bundleSchema>;

/** Its fe de erratas, oldest first: what the text of which version says, and what it should say. */
export const errataOf = ({ annotations = [] }: Bundle) =>
	annotations.flatMap(({ annotation: { body, at, number, version } }) =>
		body.kind === 'erratum' ? [{ number, version, at, ...body }] : [],
	);
