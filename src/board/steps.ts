/** Work that may be put down between two of its steps, none of which takes long, and gives its answer at the end. */
export type Steps<Answer> = Generator<void, Answer, void>;

/** All of it at once. */
export function finish<Answer>(steps: Steps<Answer>): Answer {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}
