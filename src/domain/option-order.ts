import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ParticipantId, PollId } from './ids.ts';

/**
 * The order in which one person sees a poll's options: random, so that what stands first gains nothing from it, and the same
 * whenever that person looks. Fisher and Yates' shuffle, with randomness from SHA-256 over poll and person.
 */
export function optionOrder<Option>(poll: PollId, participant: ParticipantId, options: readonly Option[]): Option[] {
	const shuffled = [...options];
	const random = randomFrom(sha256(utf8ToBytes(`option-order\n${poll}\n${participant}`)));
	for (let last = shuffled.length - 1; last > 0; last--) {
		const other = Math.floor(random() * (last + 1));
		const [a, b] = [shuffled[last], shuffled[other]];
		// Both indexes are within the list.
		if (a !== undefined && b !== undefined) [shuffled[last], shuffled[other]] = [b, a];
	}
	return shuffled;
}

/** Numbers in [0, 1) out of a seed of 32 bytes: sfc32, which passes the usual tests and needs no library. */
function randomFrom(seed: Uint8Array): () => number {
	const word = (at: number): number => new DataView(seed.buffer, seed.byteOffset).getUint32(at);
	let [a, b, c, counter] = [word(0), word(4), word(8), word(12)];
	return () => {
		const sum = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + sum;
		return (sum >>> 0) / 2 ** 32;
	};
}
