import { bytesToHex } from '@noble/hashes/utils.js';
import { toBase64 } from '#domain/base64.ts';
import { recordLeaf, type InstanceLog } from './instance-log.ts';
import { BUNDLE_FORMAT, evidenceEntry, type Bundle } from '#protocol/bundle.ts';
import type { IssuedRecord } from '#domain/record.ts';
import type { MerkleTree } from '#domain/ledger/merkle.ts';
import type { Annotation } from '#domain/annotation.ts';
import type { Leaf } from '#domain/ledger/leaves.ts';
import type { IssuedRow, Storage, StoredCheckpoint } from '../storage/storage.ts';

/** Earlier checkpoints to which a bundle brings the way by itself; for any other one asks (`since`). */
const EARLIER_OFFERED = 64;

/** The bundle of a commitment as of the last checkpoint, or null where nothing was issued. `since`: sizes of checkpoints that somebody kept. */
export async function bundleOf(
	storage: Pick<Storage, 'log' | 'instanceLog'>,
	log: InstanceLog,
	commitment: string,
	since: readonly number[] = [],
): Promise<Bundle | null> {
	const rows = await storage.log.issued(commitment);
	if (rows.length === 0) return null;
	await log.ready();
	const leaves = await Promise.all(rows.map((row) => leafIn(storage, recordLeaf(row).hash)));
	const added = await evidenceOf(storage, commitment);
	const notes = await annotationsOf(storage, commitment, rows[0]?.workshop);
	const last = Math.max(...leaves, ...[...added, ...notes].map(({ index }) => index));
	const checkpoint = await checkpointPast(log, last);
	const { size, note } = checkpoint;
	const tree = await log.tree(size);
	const at = (index: number) => ({ index, proof: hex(tree.inclusion(index, size)) });
	const keys = await log.keys();
	return {
		format: BUNDLE_FORMAT,
		commitment,
		current: rows.at(-1)?.version ?? 1,
		versions: rows.map(({ version, bytes, publicKey, signature }, index) => ({
			version,
			// These bytes were written by the domain and are kept by their hash.
			record: JSON.parse(bytes) as IssuedRecord,
			...{ publicKey, signature },
			...at(leaves[index] ?? 0),
		})),
		checkpoint: note,
		earlier: await earlierOf(storage, tree, size, since),
		keys: keys
			.filter(({ index }) => index < size)
			.map(({ index, text }) => ({ leaf: JSON.parse(text) as Bundle['keys'][number]['leaf'], ...at(index) })),
		evidence: added.map(({ entry, file, index }) => ({ entry, file, ...at(index) })),
		...(notes.length > 0 ? { annotations: notes.map(({ index, ...note }) => ({ ...note, ...at(index) })) } : {}),
	};
}

async function leafIn({ instanceLog }: Pick<Storage, 'instanceLog'>, hash: string): Promise<number> {
	const leaf = await instanceLog.leaf(hash);
	if (!leaf) throw new RangeError(`leaf ${hash} is not in the log`);
	return leaf.index;
}

/** The last checkpoint; where it does not reach so far (its signing failed, or evidence was just added), a new one. */
async function checkpointPast(log: InstanceLog, index: number): Promise<StoredCheckpoint> {
	const latest = await log.latest();
	return latest && latest.size > index ? latest : log.checkpoint();
}

async function evidenceOf(storage: Pick<Storage, 'instanceLog'>, commitment: string) {
	const stored = await storage.instanceLog.evidence(commitment);
	const leaves = await storage.instanceLog.leavesOf('evidence', commitment);
	const indexOf = new Map(leaves.map(({ text, index }) => [entryNamedBy(text), index]));
	return stored.flatMap(({ hash, text, file }) => {
		const index = indexOf.get(hash);
		if (index === undefined) throw new RangeError(`evidence ${hash} is not in the log`);
		return [{ entry: evidenceEntry.parse(JSON.parse(text)), file: file && toBase64(file), index }];
	});
}

/** The notes beside a commitment, each by its leaf; their bytes are table texts. */
export async function annotationsOf(
	{ instanceLog, log }: Pick<Storage, 'log' | 'instanceLog'>,
	commitment: string,
	workshop: IssuedRow['workshop'] | undefined,
): Promise<
	(Pick<NonNullable<Bundle['annotations']>[number], 'annotation' | 'publicKey' | 'signature'> & { index: number })[]
> {
	if (workshop === undefined) return [];
	const leaves = await instanceLog.leavesOf('annotation', commitment);
	return Promise.all(
		leaves.map(async ({ text, index }) => {
			// Only this program writes leaves of this type, and the hash says that these are its bytes.
			const { annotation, publicKey, signature } = JSON.parse(text) as Extract<Leaf, { type: 'annotation' }>;
			const bytes = await log.text(workshop, annotation);
			if (bytes === null) throw new RangeError(`annotation ${annotation} is not among the texts of its table`);
			return { annotation: JSON.parse(bytes) as Annotation, publicKey, signature, index };
		}),
	);
}

function entryNamedBy(leaf: string): string {
	return (JSON.parse(leaf) as { entry: string }).entry;
}

async function earlierOf(
	{ instanceLog }: Pick<Storage, 'instanceLog'>,
	tree: MerkleTree,
	size: number,
	since: readonly number[],
): Promise<Bundle['earlier']> {
	const earlier = (await instanceLog.checkpoints()).filter((checkpoint) => checkpoint.size < size);
	return earlier
		.filter((checkpoint, index) => index >= earlier.length - EARLIER_OFFERED || since.includes(checkpoint.size))
		.map(({ size: from, note }) => ({ checkpoint: note, proof: hex(tree.consistency(from, size)) }));
}

function hex(path: readonly Uint8Array[]): string[] {
	return path.map((hash) => bytesToHex(hash));
}
