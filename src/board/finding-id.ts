import { BASE32, type FindingId } from '#domain/ids.ts';
import type { Check, Finding } from './checks.ts';
import type { ProblemTree } from './tree.ts';

/** What these ask about is the words: once they read otherwise it is another question. */
const IN_WORDS: ReadonlySet<Check> = new Set(['missing-solution', 'same-words']);

/**
 * Which question a finding is, as the log of the table knows it: 100 bits of its check and cards, and of their words where it asks
 * about words. The same on every device. It names nothing, and cannot be read back.
 */
export function findingId({ check, key, cards }: Finding, tree: ProblemTree): FindingId {
	const texts = IN_WORDS.has(check) ? cards.map((id) => tree.cards.get(id)?.text ?? '').sort() : [];
	const told = JSON.stringify([key, ...texts]);
	let id = '';
	// 32 bits a turn, of which five letters take 25: two that are taken for one hide a question, and nothing worse.
	for (let turn = 0; turn < 4; turn++) {
		let bits = fnv(told, turn);
		for (let letter = 0; letter < 5; letter++) {
			id += BASE32.charAt(bits & 31);
			bits >>>= 5;
		}
	}
	return id as FindingId; // 20 letters of that alphabet, as made above
}

/** FNV-1a over UTF-16 units (Fowler, Noll, Vo), begun differently for each turn. */
function fnv(text: string, turn: number): number {
	let hash = 0x811c9dc5 ^ Math.imul(turn + 1, 0x9e3779b1);
	for (let at = 0; at < text.length; at++) {
		hash = Math.imul(hash ^ (text.charCodeAt(at) & 255), 0x01000193);
		hash = Math.imul(hash ^ (text.charCodeAt(at) >>> 8), 0x01000193);
	}
	return (hash ^ (hash >>> 15)) >>> 0;
}
