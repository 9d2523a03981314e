import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { isCheckpointOf, parseCheckpoint } from '#domain/ledger/checkpoint.ts';
import { isKeyHistory, keyInForce, logOrigin, type KeyInLog } from '#domain/ledger/keys.ts';
import { hashOfLeaf, type Leaf } from '#domain/ledger/leaves.ts';
import { MerkleTree } from '#domain/ledger/merkle.ts';
import type { IssuedRow, Storage, StoredCheckpoint, StoredLeaf } from '../storage/storage.ts';
import type { Damage } from './damage.ts';
import { keyInLog, recordLeaf } from './instance-log.ts';
import { verifySignature } from './signing.ts';

/** Everything that the store holds of the instance's log, and what its leaves are about. */
export interface StoredLog {
	readonly leaves: readonly StoredLeaf[];
	readonly checkpoints: readonly StoredCheckpoint[];
	readonly issued: readonly IssuedRow[];
	/** Hash of an event of a table's chain; undefined where there is none. */
	eventHash(workshop: string, seq: number): string | undefined;
}

/** Reads what `inspectLog` looks at. */
export async function readLog(storage: Pick<Storage, 'log' | 'instanceLog'>): Promise<StoredLog> {
	const leaves = await storage.instanceLog.leaves();
	const events = new Map<string, string>();
	for (const workshop of await storage.log.streams()) {
		for (const { seq, hash } of await storage.log.events(workshop)) events.set(`${workshop} ${seq}`, hash);
	}
	return {
		leaves,
		checkpoints: await storage.instanceLog.checkpoints(),
		issued: await storage.log.allIssued(),
		eventHash: (workshop, seq) => events.get(`${workshop} ${seq}`),
	};
}

/** All that is wrong with the instance's log; empty for a sound one, and for one that was never begun. */
export function inspectLog({ leaves, checkpoints, issued, eventHash }: StoredLog): Damage[] {
	if (leaves.length === 0) return checkpoints.map(({ size }) => ({ code: 'checkpoint.beyond', at: String(size) }));
	const damage: Damage[] = [];
	for (const [index, leaf] of leaves.entries()) {
		if (leaf.index !== index) return [...damage, { code: 'leaf.gap', at: String(index) }];
		const code = damageOfLeaf(leaf, issued, eventHash);
		if (code) damage.push({ code, at: String(index) });
	}
	const known = new Set(leaves.map(({ hash }) => hash));
	for (const row of issued) {
		if (!known.has(recordLeaf(row).hash))
			damage.push({ code: 'leaf.missing', at: `${row.commitment} v${row.version}` });
	}
	return [...damage, ...damageOfCheckpoints(leaves, checkpoints)];
}

function damageOfLeaf(
	leaf: StoredLeaf,
	issued: readonly IssuedRow[],
	eventHash: StoredLog['eventHash'],
): Damage['code'] | null {
	if (hashOfLeaf(leaf.text) !== leaf.hash) return 'leaf.altered';
	// The hash says that these are the bytes that this program wrote.
	const said = JSON.parse(leaf.text) as Leaf;
	if (said.type === 'record')
		return issued.some((row) => recordLeaf(row).hash === leaf.hash) ? null : 'leaf.unmatched';
	if (said.type === 'head') return eventHash(said.workshop, said.seq) === said.hash ? null : 'leaf.unmatched';
	return null;
}

function damageOfCheckpoints(leaves: readonly StoredLeaf[], checkpoints: readonly StoredCheckpoint[]): Damage[] {
	const tree = new MerkleTree(leaves.map(({ hash }) => hexToBytes(hash)));
	const keys: KeyInLog[] = leaves
		.filter(({ type, text, hash }) => type === 'key' && hashOfLeaf(text) === hash)
		.map(keyInLog);
	const [first] = keys;
	const damage: Damage[] = isKeyHistory(keys, verifySignature) ? [] : [{ code: 'leaf.key', at: '0' }];
	for (const { size, note } of checkpoints) {
		const at = String(size);
		const signed = parseCheckpoint(note);
		const key = keyInForce(keys, 'instance', size);
		const isOwn = first !== undefined && signed?.origin === logOrigin(first.leaf.publicKey) && signed.size === size;
		if (!signed || !isOwn || key === null || !isCheckpointOf(signed, key, verifySignature))
			damage.push({ code: 'checkpoint.altered', at });
		else if (size > tree.size) damage.push({ code: 'checkpoint.beyond', at });
		else if (bytesToHex(tree.root(size)) !== signed.root) damage.push({ code: 'checkpoint.differs', at });
	}
	return damage;
}
