import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { Signer } from '#domain/decision.ts';
import { parseCheckpoint, signCheckpoint, type SignedCheckpoint } from '#domain/ledger/checkpoint.ts';
import { keyChangeBytes, logOrigin, type KeyInLog, type KeyLeaf } from '#domain/ledger/keys.ts';
import { hashOfLeaf, leafOf, type KeyPurpose, type NewLeaf } from '#domain/ledger/leaves.ts';
import { MerkleTree } from '#domain/ledger/merkle.ts';
import type { IssuedRow, Storage, StoredCheckpoint, StoredLeaf } from '../storage/storage.ts';

/** The stored log is not what was signed: nothing more is signed on top of it until somebody has looked (`ledger:check`). */
export class InstanceLogDamaged extends Error {
	override readonly name = 'InstanceLogDamaged';
}

interface InstanceLogDeps {
	readonly storage: Pick<Storage, 'log' | 'instanceLog'>;
	/** The key in use, by purpose. */
	signer(example: boolean): Signer;
	clock(): number;
}

/**
 * The instance's log: what was issued, every table's chain at each checkpoint, the keys. It keeps the tree's hashes in memory (64
 * bytes a leaf) and reads on from what other processes added.
 */
export class InstanceLog {
	readonly #store: Storage['instanceLog'];
	readonly #issued: Storage['log'];
	readonly #signer: InstanceLogDeps['signer'];
	readonly #clock: () => number;
	readonly #tree = new MerkleTree();
	#ready: Promise<void> | null = null;
	#queue: Promise<unknown> = Promise.resolve();

	constructor({ storage, signer, clock }: InstanceLogDeps) {
		this.#store = storage.instanceLog;
		this.#issued = storage.log;
		this.#signer = signer;
		this.#clock = clock;
	}

	/** The keys stand in the log, and so does everything that was issued before there was one. Once a process; safe to ask again. */
	ready(): Promise<void> {
		this.#ready ??= this.#catchUp().catch((error: unknown) => {
			this.#ready = null;
			throw error;
		});
		return this.#ready;
	}

	/**
	 * Signs the log as it stands, with every table's chain as it stands in it; where nothing is new, answers the last one. Throws
	 * `InstanceLogDamaged`, and then has signed nothing.
	 */
	checkpoint(): Promise<StoredCheckpoint> {
		const made = this.#queue.then(
			() => this.#sign(),
			() => this.#sign(),
		);
		this.#queue = made.catch(() => undefined);
		return made;
	}

	/** The last signed checkpoint, or the one of a size; null where there is none. */
	latest(size?: number): Promise<StoredCheckpoint | null> {
		return this.#store.checkpoint(size);
	}

	/** The tree with at least `size` leaves. */
	async tree(size: number): Promise<MerkleTree> {
		if (this.#tree.size < size) await this.#refresh();
		return this.#tree;
	}

	async keys(): Promise<(KeyInLog & { readonly text: string })[]> {
		return (await this.#store.leavesOf('key')).map(keyInLog);
	}

	async #sign(): Promise<StoredCheckpoint> {
		await this.ready();
		const heads = await this.#store.changedHeads();
		await this.#store.append(heads.map((head) => leafOf({ type: 'head', ...head })));
		await this.#refresh();
		const { size } = this.#tree;
		const last = await this.#store.checkpoint();
		if (last) this.#mustContinue(last);
		if (last && last.size === size) return last;
		const [first] = await this.keys();
		if (!first) throw new InstanceLogDamaged('the log does not begin with a key');
		const at = this.#clock();
		const root = bytesToHex(this.#tree.root());
		const note = signCheckpoint({ origin: logOrigin(first.leaf.publicKey), size, root, at }, this.#signer(false));
		await this.#store.addCheckpoint({ size, at, note });
		return (await this.#store.checkpoint(size)) ?? { size, at, note };
	}

	/** What was signed before must still be what the log begins with. */
	#mustContinue(last: StoredCheckpoint): void {
		const signed = readNote(last);
		if (signed.size > this.#tree.size || bytesToHex(this.#tree.root(signed.size)) !== signed.root)
			throw new InstanceLogDamaged(`the log is not the one that was signed at ${signed.size} entries`);
	}

	async #refresh(): Promise<void> {
		for (const { index, text, hash } of await this.#store.leaves(this.#tree.size)) {
			if (index < this.#tree.size) continue; // two refreshes at once
			if (index > this.#tree.size) throw new InstanceLogDamaged(`entry ${this.#tree.size} is missing`);
			if (hashOfLeaf(text) !== hash)
				throw new InstanceLogDamaged(`entry ${index} is not the one that was written`);
			this.#tree.append(hexToBytes(hash));
		}
	}

	async #catchUp(): Promise<void> {
		// First the look: what was cut out must not be put back under another number.
		await this.#refresh();
		const last = await this.#store.checkpoint();
		if (last) this.#mustContinue(last);
		const keys = await this.keys();
		const missing = (['instance', 'example'] as const).flatMap((purpose) => this.#firstKey(purpose, keys));
		const issued = await this.#issued.allIssued();
		await this.#store.append([...missing, ...issued.map(recordLeaf)]);
	}

	/** The leaf of a purpose's first key. Throws where the log knows another key: that one was changed behind its back. */
	#firstKey(purpose: KeyPurpose, keys: readonly KeyInLog[]): NewLeaf[] {
		const { publicKey } = this.#signer(purpose === 'example');
		const last = keys.findLast(({ leaf }) => leaf.purpose === purpose);
		if (!last) return [keyLeaf(purpose, publicKey, this.#clock())];
		if (last.leaf.publicKey !== publicKey) throw new KeyNotLogged(purpose, publicKey);
		return [];
	}
}

/** The key file holds a key that the log was never handed over to. */
export class KeyNotLogged extends Error {
	override readonly name = 'KeyNotLogged';
	readonly purpose: KeyPurpose;

	constructor(purpose: KeyPurpose, publicKey: string) {
		super(`the ${purpose} key ${publicKey} is not the last one in the log`);
		this.purpose = purpose;
	}
}

/** The first key of its purpose; it vouches for itself. */
export function keyLeaf(purpose: KeyPurpose, publicKey: string, at: number): NewLeaf {
	return leafOf({ type: 'key', purpose, publicKey, previous: null, signature: null, at });
}

/** A key that the one before hands over to. */
export function nextKeyLeaf(purpose: KeyPurpose, publicKey: string, before: Signer, at: number): NewLeaf {
	const previous = before.publicKey;
	const signature = before.sign(keyChangeBytes({ purpose, publicKey, previous, at }));
	return leafOf({ type: 'key', purpose, publicKey, previous, signature, at });
}

export function recordLeaf({ commitment, version, record, publicKey, signature }: IssuedRow): NewLeaf {
	return leafOf({ type: 'record', commitment, version, record, publicKey, signature });
}

/** Only this program writes leaves of this type, and the hash says that these are its bytes. */
export function keyInLog({ index, text }: StoredLeaf): KeyInLog & { readonly text: string } {
	return { index, text, leaf: JSON.parse(text) as KeyLeaf };
}

/** Throws where what stands there is no checkpoint, or one of another size. */
export function readNote({ note, size }: StoredCheckpoint): SignedCheckpoint {
	const signed = parseCheckpoint(note);
	if (signed?.size !== size) throw new InstanceLogDamaged(`the checkpoint of ${size} entries can't be read`);
	return signed;
}
