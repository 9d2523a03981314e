import type { FieldKey } from './cards.ts';
import { SDG_GOALS, SDG_TARGETS, type SdgGoal, type SdgTarget } from './sdg.ts';

/**
 * What a commitment is asked for: OGP's current form and, in `axes`, `level` and `sdg`, what the guide of 2019 adds (chapter III,
 * "ejes", "niveles de ambición", "Agenda 2030"). The National Handbook lets members use and adapt its form, so it is data with a
 * version: another set of questions is another version, and a text says which one it answers. Texts without a version answer the
 * first one, which had the fields alone.
 */
export const COMMITMENT_TEMPLATE = 'ogp-guide/2';

/** The written questions, part by part, in the order of OGP's form. */
export const TEMPLATE_PARTS = [
	{ id: 'problem', fields: ['problem', 'causes'] },
	{ id: 'commitment', fields: ['background', 'solution', 'results'] },
	{ id: 'values', fields: ['transparency', 'accountability', 'participation'] },
	{ id: 'who', fields: ['lead', 'supporters', 'term'] },
] as const satisfies readonly { readonly id: string; readonly fields: readonly FieldKey[] }[];
export type TemplatePart = (typeof TEMPLATE_PARTS)[number]['id'];

/** The guide's four axes; several may apply. */
export const AXES = ['transparency', 'accountability', 'participation', 'innovation'] as const;
export type Axis = (typeof AXES)[number];

/** The guide's levels of ambition. The table places its own commitment, so every page says "according to the table". */
export const LEVELS = ['structural', 'proactive', 'innovative'] as const;
export type Level = (typeof LEVELS)[number];

/** What is chosen rather than written; each list in the order above. */
export interface Choices {
	readonly axes: readonly Axis[];
	readonly level: Level | null;
	/** Goals that were chosen as such, or through one of their targets. */
	readonly goals: readonly SdgGoal[];
	readonly targets: readonly SdgTarget[];
}

export const NO_CHOICES: Choices = { axes: [], level: null, goals: [], targets: [] };

/**
 * One choice as it stands in a draft. Each box is a key of its own, so that two people who tick two boxes at once both do: true or
 * false under `axis-…` and `sdg-…` (`sdg-5`, `sdg-5.4`), a level or null under `level`.
 */
export type ChoiceKey = 'level' | `axis-${Axis}` | `sdg-${SdgGoal | SdgTarget}`;

export const CHOICE_KEYS: readonly ChoiceKey[] = [
	'level',
	...AXES.map((axis): ChoiceKey => `axis-${axis}`),
	...SDG_GOALS.map((goal): ChoiceKey => `sdg-${goal}`),
	...SDG_TARGETS.map((target): ChoiceKey => `sdg-${target}`),
];

/** What may stand under a choice. */
export function isChoice(key: string, value: unknown): boolean {
	if (!CHOICE_KEYS.some((known) => known === key)) return false;
	if (key === 'level') return value === null || LEVELS.some((level) => level === value);
	return typeof value === 'boolean';
}

/** The choices, out of what stands under each key; whatever can't be read counts as not chosen. */
export function choicesFrom(read: (key: ChoiceKey) => unknown): Choices {
	const isChosen = (key: ChoiceKey) => read(key) === true;
	const targets = SDG_TARGETS.filter((target) => isChosen(`sdg-${target}`));
	return {
		axes: AXES.filter((axis) => isChosen(`axis-${axis}`)),
		level: LEVELS.find((level) => level === read('level')) ?? null,
		goals: SDG_GOALS.filter(
			(goal) => isChosen(`sdg-${goal}`) || targets.some((target) => target.startsWith(`${goal}.`)),
		),
		targets,
	};
}
