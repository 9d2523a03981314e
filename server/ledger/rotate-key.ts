import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { leafOf } from '#domain/ledger/leaves.ts';
import type { Storage } from '../storage/storage.ts';
import { keyInLog, KeyNotLogged, nextKeyLeaf } from './instance-log.ts';
import { KeyUnusable, openSigningKey, readSigningKey } from './signing.ts';

/** Where the next key waits until the log knows it. */
const nextFile = (file: string): string => `${file}.next`;

/** Where a key goes that was replaced. Nothing needs it any more: whoever wants can destroy it. */
export const retiredFile = (file: string, key: string): string => `${file}.${key}.old`;

export interface Rotated {
	/** First 16 hex characters of SHA-256 of each public key. */
	readonly from: string;
	readonly to: string;
	readonly retired: string;
}

/**
 * Replaces the instance's key: makes the next, has the log say that the present one hands over to it, then swaps the files. A crash
 * leaves the old key in force, or the new one once `finishRotation` has run. Nothing else may sign meanwhile. Throws
 * `KeyUnusable`, `KeyNotLogged`.
 */
export async function rotateKey(store: Storage['instanceLog'], file: string, now: number): Promise<Rotated> {
	const current = readSigningKey(file);
	if (!current) throw new KeyUnusable(file, `There is no signing key ${file}.`);
	if ((await lastLogged(store)) !== current.publicKey) throw new KeyNotLogged('instance', current.publicKey);
	const next = openSigningKey(nextFile(file));
	await store.append([nextKeyLeaf('instance', next.publicKey, current, now)]);
	await finishRotation(store, file);
	return { from: current.key, to: next.key, retired: retiredFile(file, current.key) };
}

/** Where the log was handed over to the key that waits, that key takes its place. */
export async function finishRotation(store: Storage['instanceLog'], file: string): Promise<void> {
	const next = readSigningKey(nextFile(file));
	if (!next || (await lastLogged(store)) !== next.publicKey) return;
	const current = readSigningKey(file);
	if (current && current.publicKey !== next.publicKey) renameSync(file, retiredFile(file, current.key));
	renameSync(nextFile(file), file);
	const folder = openSync(dirname(file), 'r');
	fsyncSync(folder); // both names survive a power cut
	closeSync(folder);
}

/**
 * For a key that was lost: the log goes on with the key in `file` (a new one where there is none), and says itself that nobody signed
 * for it. Answers the new key's id.
 */
export async function replaceLostKey(store: Storage['instanceLog'], file: string, now: number): Promise<string> {
	const next = openSigningKey(file);
	const previous = await lastLogged(store);
	if (previous !== null && previous !== next.publicKey) {
		const { publicKey } = next;
		const leaf = { type: 'key', purpose: 'instance', publicKey, previous, signature: null, at: now } as const;
		await store.append([leafOf(leaf)]);
	}
	return next.key;
}

async function lastLogged(store: Storage['instanceLog']): Promise<string | null> {
	const keys = (await store.leavesOf('key', 'instance')).map(keyInLog);
	return keys.at(-1)?.leaf.publicKey ?? null;
}
