import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { FileHash } from '#domain/ids.ts';

/** SHA-256 of a file, read piece by piece on this device, over plain http too. Throws where it can't be read. */
export async function hashFile(file: Blob): Promise<FileHash> {
	const hash = sha256.create();
	for (let from = 0; from < file.size; from += PIECE) {
		hash.update(new Uint8Array(await file.slice(from, from + PIECE).arrayBuffer()));
	}
	return bytesToHex(hash.digest()) as FileHash; // 64 hex characters
}

/** A phone has memory for this much at a time, and stays responsive between two. */
const PIECE = 1024 * 1024;
