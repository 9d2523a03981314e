/** The Sustainable Development Goals of the 2030 Agenda (A/RES/70/1), by number. */
export const SDG_GOALS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17] as const;
export type SdgGoal = (typeof SDG_GOALS)[number];

/** A target as the resolution numbers it: `5.4` for results, `5.c` for means of implementation. */
export type SdgTarget = `${SdgGoal}.${string}`;

/** How many numbered targets a goal has, and how many lettered ones: 169 in all. */
const COUNTS: Readonly<Record<SdgGoal, readonly [numbered: number, lettered: number]>> = {
	1: [5, 2],
	2: [5, 3],
	3: [9, 4],
	4: [7, 3],
	5: [6, 3],
	6: [6, 2],
	7: [3, 2],
	8: [10, 2],
	9: [5, 3],
	10: [7, 3],
	11: [7, 3],
	12: [8, 3],
	13: [3, 2],
	14: [7, 3],
	15: [9, 3],
	16: [10, 2],
	17: [19, 0],
};

/** The targets of a goal, in the order of the resolution. */
export function targetsOf(goal: SdgGoal): readonly SdgTarget[] {
	const [numbered, lettered] = COUNTS[goal];
	return [
		...Array.from({ length: numbered }, (_, index): SdgTarget => `${goal}.${index + 1}`),
		...Array.from({ length: lettered }, (_, index): SdgTarget => `${goal}.${'abcd'.charAt(index)}`),
	];
}

export const SDG_TARGETS: readonly SdgTarget[] = SDG_GOALS.flatMap(targetsOf);

/** The goal that a target is of. */
export function goalOf(target: SdgTarget): SdgGoal {
	const goal = SDG_GOALS.find((number) => target.startsWith(`${number}.`));
	if (goal === undefined) throw new RangeError(`${target} is no target of the 2030 Agenda`);
	return goal;
}
