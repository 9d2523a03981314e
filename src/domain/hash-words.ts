// Syllables that sound alike to nobody, in Spanish and in English; each ending set leaves out what would make a rude word.
const VOWELS = ['a', 'e', 'i', 'o'];
const FIRST = ['b', 'ch', 'd', 'f', 'l', 'm', 'n', 'r', 's', 't', 'y', 'br', 'fl', 'gr', 'kr', 'tr'];
const SECOND = ['b', 'd', 'f', 'k', 'l', 'm', 'n', 'p', 'r', 's', 'y', 'bl', 'br', 'gr', 'kl', 'tr'];

/** Bits that the words say: enough that nobody finds a second text for the same words (2^96 tries). */
export const WORD_BITS = 96;

/**
 * A hash (hex) as eight short words of two syllables, to be compared by voice or at a glance: its first 96 bits, twelve a word.
 * Two hashes that differ there have different words.
 */
export function hashWords(hex: string): string {
	const words: string[] = [];
	for (let at = 0; at < WORD_BITS / 4; at += 3) {
		const bits = Number.parseInt(hex.slice(at, at + 3), 16);
		words.push(syllable(FIRST, bits >> 6) + syllable(SECOND, bits & 63));
	}
	return words.join(' ');
}

function syllable(onsets: readonly string[], bits: number): string {
	return `${onsets[bits >> 2] ?? ''}${VOWELS[bits & 3] ?? ''}`;
}
