import { hexToBytes } from '@noble/hashes/utils.js';
import { isCheckpointOf, parseCheckpoint, type Checkpoint } from '#domain/ledger/checkpoint.ts';
import { keyInForce, type KeyInLog } from '#domain/ledger/keys.ts';
import { continues } from '#domain/ledger/proofs.ts';
import { verifySignature } from './ed25519.ts';

/** How a checkpoint that somebody kept and the bundle's go together. */
export type Comparison =
	/** The bundle's log begins with all that was signed then, unchanged. */
	| 'continues'
	/** It does not: the log was rewritten since, or an old backup was put in its place. */
	| 'contradicts'
	/** The bundle is older than what was kept: a newer bundle has to be asked for. */
	| 'later'
	/** The bundle brings no proof from this checkpoint on: it has to be asked for (`?since=`). */
	| 'not-offered'
	/** What was kept is a checkpoint of another log. */
	| 'other-log'
	/** It can't be read, or is not signed by a key of this log. */
	| 'unreadable';

/** `kept` as a signed note; `proofs` are those of the bundle, each by the checkpoint that it begins at. */
export function compareCheckpoints(
	kept: string,
	now: Checkpoint,
	proofs: readonly { readonly checkpoint: string; readonly proof: readonly string[] }[],
	keys: readonly KeyInLog[],
): Comparison {
	const then = parseCheckpoint(kept);
	if (!then) return 'unreadable';
	if (then.origin !== now.origin) return 'other-log';
	const isLater = then.size > now.size;
	const key = keyInForce(keys, 'instance', then.size);
	// A later one may be signed by a key that this bundle can't know yet.
	const isSigned = key !== null && isCheckpointOf(then, key, verifySignature);
	if (!isSigned) return isLater && then.at > now.at ? 'later' : 'unreadable';
	// A log never gets shorter: fewer entries at a later time is a log that was put back.
	if (isLater) return now.at > then.at ? 'contradicts' : 'later';
	if (then.size === now.size) return then.root === now.root ? 'continues' : 'contradicts';
	const offered = proofs.find(({ checkpoint }) => parseCheckpoint(checkpoint)?.size === then.size);
	if (!offered) return 'not-offered';
	const [earlier, later] = [then, now].map(({ size, root }) => ({ size, root: hexToBytes(root) }));
	if (!earlier || !later) return 'unreadable';
	const path = offered.proof.map((hash) => hexToBytes(hash));
	return continues(earlier, later, path) ? 'continues' : 'contradicts';
}
