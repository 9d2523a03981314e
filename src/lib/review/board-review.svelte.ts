import { checksInSteps, type Finding } from '#board/checks.ts';
import type { CheckWords } from '#board/check-words.ts';
import type { Steps } from '#board/steps.ts';
import type { ProblemTree } from '#board/tree.ts';

/** Milliseconds between two looks at a board on which people write: nobody needs to hear of each letter. */
const PAUSE_MS = 400;
/** Half a frame: whoever types meanwhile must not feel it. */
const SLICE_MS = 8;

/** The checks of a board that changes. */
export class BoardReview {
	findings: readonly Finding[] = $state.raw([]);
	/** The board as it was last looked at. */
	tree: ProblemTree = $state.raw() as ProblemTree; // set before the constructor is done
	readonly #words: CheckWords;
	#next: ProblemTree;
	/** The next look, or the next slice of the one under way. */
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(tree: ProblemTree, words: CheckWords) {
		this.#words = words;
		this.tree = tree;
		this.#next = tree;
		this.#goOn(tree, checksInSteps(tree, words));
	}

	/** Call it with each new tree; it looks in pauses. */
	look(tree: ProblemTree): void {
		this.#next = tree;
		if (tree === this.tree) return;
		this.#timer ??= setTimeout(() => this.#goOn(this.#next, checksInSteps(this.#next, this.#words)), PAUSE_MS);
	}

	stop(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
	}

	#goOn(tree: ProblemTree, steps: Steps<Finding[]>): void {
		const until = performance.now() + SLICE_MS;
		for (;;) {
			const step = steps.next();
			if (step.done) return this.#finish(tree, step.value);
			if (performance.now() >= until) break;
		}
		this.#timer = setTimeout(() => this.#goOn(tree, steps));
	}

	#finish(tree: ProblemTree, found: readonly Finding[]): void {
		this.#timer = null;
		this.tree = tree;
		this.#take(found);
		this.look(this.#next);
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
