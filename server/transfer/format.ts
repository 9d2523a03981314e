import { z } from 'zod';
import { documentName, parseDocumentName } from '#board/document-names.ts';
import type { PrimaryRecord, StatementUse } from '#domain/decision.ts';
import {
	HASH,
	RANDOM_ID,
	type AssetId,
	type ParticipantId,
	type PhaseId,
	type PollId,
	type RecordRef,
	type TextHash,
	type WorkshopId,
} from '#domain/ids.ts';
import type { ImageType } from '#protocol/api.ts';

/** `docs/table-archive.md` says what each file holds. A changed shape needs a new number. */
export const ARCHIVE_FORMAT = 'mesa-abierta/table/1';

/** Every file but the list itself and the bytes of images. */
export const FILES = [
	'events.jsonl',
	'texts.jsonl',
	'records.jsonl',
	'issued.jsonl',
	'people.jsonl',
	'documents.jsonl',
	'boards.jsonl',
	'assets.jsonl',
] as const;
export type ArchiveFile = (typeof FILES)[number];
export const LIST = 'archive.json';
export const assetPath = (id: string): string => `assets/${id}`;
export const ASSET_PATH = /^assets\/[a-z2-7]{20}$/;

/** Packed and unpacked bytes; a table of a thousand people with all its images is a tenth of it. */
export const ARCHIVE_MAX = 512 * 1024 * 1024;
export const FILES_MAX = 5_000;

const id = <Id>() => z.custom<Id>((value) => typeof value === 'string' && RANDOM_ID.test(value));
const hash = <Hash>() => z.custom<Hash>((value) => typeof value === 'string' && HASH.test(value));
const bytes = z.base64().transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64')));
const time = z.int().min(0);
const person = id<ParticipantId>();

export const list = z.strictObject({
	format: z.literal(ARCHIVE_FORMAT),
	workshop: z.string().regex(RANDOM_ID),
	head: z.strictObject({ seq: z.int().min(1), hash: z.string().regex(HASH) }),
	/** SHA-256 of each file, hex. */
	files: z.record(z.string(), z.string().regex(HASH)),
});
export type List = z.infer<typeof list>;

export const text = z.strictObject({ hash: hash<TextHash>(), text: z.string() });
export const record = z
	.strictObject({
		kind: z.enum(['person', 'statement', 'ballot']),
		ref: hash<RecordRef>(),
		participant: person,
		salt: bytes,
		bytes,
		use: z.custom<StatementUse>((value) => typeof value === 'string' && /^[a-z-]{1,20}$/.test(value)).optional(),
		poll: id<PollId>().optional(),
	})
	.transform(({ kind, use, poll, ...common }, context): PrimaryRecord => {
		if (kind === 'person' && !use && !poll) return { kind, ...common };
		if (kind === 'statement' && use && !poll) return { kind, ...common, use };
		if (kind === 'ballot' && poll && !use) return { kind, ...common, poll };
		context.addIssue({ code: 'custom', message: 'kind' });
		return z.NEVER;
	});
export const issued = z.strictObject({
	commitment: z.string().regex(RANDOM_ID),
	version: z.int().min(1),
	workshop: id<WorkshopId>(),
	record: hash<TextHash>(),
	bytes: z.string(),
	key: z.string(),
	publicKey: z.string().regex(HASH),
	signature: z.string().regex(/^[0-9a-f]{128}$/),
	at: time,
});
/** `code`: SHA-256 of the personal code, so that it goes on working. */
export const place = z.strictObject({ participant: person, code: z.string().regex(HASH).nullable() });
export const document = z.strictObject({
	name: z.string().refine((name) => {
		const target = parseDocumentName(name);
		return target !== null && documentName(target) === name;
	}),
	snapshot: bytes.nullable(),
	snapshotUntil: time,
	updates: z.array(z.strictObject({ bytes, participant: person.nullable(), at: time })),
	claims: z.array(z.strictObject({ clientId: z.int().min(0).max(0xffffffff), participant: person, at: time })),
});
export const board = z.strictObject({
	seq: z.int().min(1),
	at: time,
	phase: z.custom<PhaseId>((value) => typeof value === 'string' && /^p[1-9][0-9]?$/.test(value)),
	ended: z.enum(['phase', 'session']),
	hash: z.string().regex(HASH),
	bytes,
});
export const asset = z.strictObject({
	id: id<AssetId>(),
	participant: person,
	type: z.custom<ImageType>((value) => typeof value === 'string' && /^image\/[a-z]{3,5}$/.test(value)),
	width: z.int().min(1),
	height: z.int().min(1),
	size: z.int().min(1),
	at: time,
});
