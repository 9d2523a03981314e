import type { CardId } from './ids.ts';
import type { Steps } from './steps.ts';

/** A card and what it says, as it is compared. */
export interface Worded {
	readonly id: CardId;
	/** Its telling words in a row: equal for two texts that differ in small words alone. */
	readonly key: string;
	/** The same words without their endings, each once. */
	readonly stems: readonly string[];
}

/** Of all words that two texts use, the share that both use, from which they count as saying the same. */
const ALIKE = 0.8;
/** Shorter texts have to agree word by word: one word of three makes another meaning. */
const LEAST_WORDS = 4;

/** Without the ending of a plural, in Spanish and English alike. */
export const stemOf = (word: string): string => (word.length > 4 ? word.replace(/e?s$/, '') : word);

/**
 * Groups of cards that say the same or nearly, each in the order given. Compares only texts that share a rare word: of two texts
 * that agree in four words of five, one of the rarest of each is among them (prefix filter, Chaudhuri et al. 2006).
 */
export function* likeWorded(cards: readonly Worded[]): Steps<CardId[][]> {
	const groups = new Groups();
	const exact = new Map<string, CardId>();
	const longer: Worded[] = [];
	for (const card of cards) {
		const first = exact.get(card.key);
		if (first !== undefined) {
			groups.join(first, card.id);
			continue;
		}
		exact.set(card.key, card.id);
		if (card.stems.length >= LEAST_WORDS) longer.push(card);
	}
	const ranks = ranksOf(longer);
	const byRare = new Map<number, { readonly id: CardId; readonly words: readonly number[] }[]>();
	for (const { id, stems } of longer) {
		yield;
		const words = stems.map((stem) => ranks.get(stem) ?? 0).sort((a, b) => a - b);
		for (const word of words.slice(0, words.length - Math.ceil(ALIKE * words.length) + 1)) {
			const others = byRare.get(word) ?? [];
			byRare.set(word, others);
			for (const other of others) if (areAlike(words, other.words)) groups.join(other.id, id);
			others.push({ id, words });
		}
	}
	return groups.of(cards.map(({ id }) => id));
}

/** Each word as a number, the rarest first: numbers are quicker to compare. */
function ranksOf(cards: readonly Worded[]): ReadonlyMap<string, number> {
	const uses = new Map<string, number>();
	for (const { stems } of cards) for (const stem of stems) uses.set(stem, (uses.get(stem) ?? 0) + 1);
	const sorted = [...uses].sort(([a, n], [b, o]) => n - o || (a < b ? -1 : 1));
	return new Map(sorted.map(([stem], rank) => [stem, rank]));
}

/** Two rows of numbers, each in order. */
function areAlike(a: readonly number[], b: readonly number[]): boolean {
	if (Math.min(a.length, b.length) < ALIKE * Math.max(a.length, b.length)) return false;
	let shared = 0;
	for (let i = 0, j = 0; i < a.length && j < b.length;) {
		const [left = 0, right = 0] = [a[i], b[j]];
		if (left === right) shared += 1;
		if (left <= right) i += 1;
		if (right <= left) j += 1;
	}
	return shared >= ALIKE * (a.length + b.length - shared);
}

/** Who stands with whom. */
class Groups {
	readonly #next = new Map<CardId, CardId>();

	join(a: CardId, b: CardId): void {
		const [head, other] = [this.#headOf(a), this.#headOf(b)];
		if (head !== other) this.#next.set(other, head);
	}

	/** Those of more than one, in the order of their first. */
	of(ids: readonly CardId[]): CardId[][] {
		const groups = new Map<CardId, CardId[]>();
		for (const id of ids) {
			const head = this.#headOf(id);
			const group = groups.get(head);
			if (group) group.push(id);
			else groups.set(head, [id]);
		}
		return [...groups.values()].filter((group) => group.length > 1);
	}

	#headOf(id: CardId): CardId {
		let head = id;
		for (let next = this.#next.get(head); next !== undefined; next = this.#next.get(head)) head = next;
		return head;
	}
}
