import { checksOf, type Finding } from '#board/checks.ts';
import type { CheckWords } from '#board/check-words.ts';
import type { ProblemTree } from '#board/tree.ts';

/** Milliseconds between two looks at a board on which people write: nobody needs to hear of each letter. */
const PAUSE_MS = 400;

/** The checks of a board that changes. */
export class BoardReview {
	findings: readonly Finding[] = $state.raw([]);
	/** The board as it was last looked at. */
	tree: ProblemTree = $state.raw() as ProblemTree; // set before the constructor is done
	readonly #words: CheckWords;
	#next: ProblemTree | null = null;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(tree: ProblemTree, words: CheckWords) {
		this.#words = words;
		this.tree = tree;
		this.findings = checksOf(tree, words);
	}

	/** Call it with each new tree; it looks in pauses. */
	look(tree: ProblemTree): void {
		this.#next = tree;
		this.#timer ??= setTimeout(() => {
			this.#timer = null;
			if (this.#next === null || this.#next === this.tree) return;
			this.tree = this.#next;
			this.#take(checksOf(this.tree, this.#words));
		}, PAUSE_MS);
	}

	stop(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
	}

	/** Findings that stand as before stay the same objects, so that a button keeps its place under a finger. */
	#take(now: readonly Finding[]): void {
		// eslint-disable-next-line svelte/prefer-svelte-reactivity -- read at once, never kept
		const before = new Map(this.findings.map((finding) => [finding.key, finding]));
		const next = now.map((finding) => {
			const known = before.get(finding.key);
			return known && known.cards.join() === finding.cards.join() ? known : finding;
		});
		const isSame = next.length === this.findings.length && next.every((finding, i) => finding === this.findings[i]);
		if (!isSame) this.findings = next;
	}
}
