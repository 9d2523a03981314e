import {
	BASES,
	BUDGETS,
	LEVELS,
	STAGES,
	type Basis,
	type Budget,
	type Level,
	type Stage,
} from '#domain/card-details.ts';
import { m } from '#i18n/compiled/messages.js';

type Words<Value extends string> = Readonly<Record<Value, () => string>>;

export const BASIS_WORDS: Words<Basis> = {
	data: m.details_basis_data,
	experience: m.details_basis_experience,
	hypothesis: m.details_basis_hypothesis,
};
export const STAGE_WORDS: Words<Stage> = {
	design: m.details_stage_design,
	decision: m.details_stage_decision,
	implementation: m.details_stage_implementation,
	evaluation: m.details_stage_evaluation,
};
export const LEVEL_WORDS: Words<Level> = {
	federal: m.details_level_federal,
	state: m.details_level_state,
	municipal: m.details_level_municipal,
	other: m.details_level_other,
};
export const BUDGET_WORDS: Words<Budget> = {
	none: m.details_budget_none,
	exists: m.details_budget_exists,
	'to-find': m.details_budget_to_find,
	unknown: m.details_budget_unknown,
};

/** What a list of answers offers, "not said" first. */
export interface Answer<Value extends string> {
	readonly value: Value | '';
	readonly label: string;
}
const answers = <Value extends string>(values: readonly Value[], words: Words<Value>): Answer<Value>[] => [
	{ value: '', label: m.details_not_said() },
	...values.map((value) => ({ value, label: words[value]() })),
];

export const basisAnswers = () => answers(BASES, BASIS_WORDS);
export const stageAnswers = () => answers(STAGES, STAGE_WORDS);
export const levelAnswers = () => answers(LEVELS, LEVEL_WORDS);
export const budgetAnswers = () => answers(BUDGETS, BUDGET_WORDS);
