import type { Check } from '#board/checks.ts';
import { m } from '#i18n/compiled/messages.js';

type Sentences = Readonly<Record<Check, () => string>>;

/** Each check in two or three words. */
export const CHECK_NAMES: Sentences = {
	'two-problems': m.review_two_problems,
	loop: m.review_loop,
	'turned-round': m.review_turned_round,
	orphan: m.review_orphan,
	'no-text': m.review_no_text,
	'missing-solution': m.review_missing_solution,
	'same-words': m.review_same_words,
};

/** Why the method asks. */
export const CHECK_WHYS: Sentences = {
	'two-problems': m.review_two_problems_why,
	loop: m.review_loop_why,
	'turned-round': m.review_turned_round_why,
	orphan: m.review_orphan_why,
	'no-text': m.review_no_text_why,
	'missing-solution': m.review_missing_solution_why,
	'same-words': m.review_same_words_why,
};
