import type { Axis, Level } from '#domain/commitment-template.ts';
import type { SdgGoal } from '#domain/sdg.ts';
import { m } from '#i18n/compiled/messages.js';

export const AXIS_LABELS: Readonly<Record<Axis, () => string>> = {
	transparency: m.choice_axis_transparency,
	accountability: m.choice_axis_accountability,
	participation: m.choice_axis_participation,
	innovation: m.choice_axis_innovation,
};

export const LEVEL_LABELS: Readonly<Record<Level, () => string>> = {
	structural: m.choice_level_structural,
	proactive: m.choice_level_proactive,
	innovative: m.choice_level_innovative,
};

/** The goals of the 2030 Agenda by their short official names. */
export const GOAL_LABELS: Readonly<Record<SdgGoal, () => string>> = {
	1: m.choice_sdg_1,
	2: m.choice_sdg_2,
	3: m.choice_sdg_3,
	4: m.choice_sdg_4,
	5: m.choice_sdg_5,
	6: m.choice_sdg_6,
	7: m.choice_sdg_7,
	8: m.choice_sdg_8,
	9: m.choice_sdg_9,
	10: m.choice_sdg_10,
	11: m.choice_sdg_11,
	12: m.choice_sdg_12,
	13: m.choice_sdg_13,
	14: m.choice_sdg_14,
	15: m.choice_sdg_15,
	16: m.choice_sdg_16,
	17: m.choice_sdg_17,
};
