import type { OptionId } from '#domain/ids.ts';
import type { RuleCard } from '#domain/polls.ts';

/** Points as they stand on this device; an option without points may be absent. */
export type Dots = Readonly<Record<OptionId, number>>;

/** What one person has to give: points in all, and the most for one option. */
export interface DotsRule {
	readonly budget: number;
	readonly cap: number;
}

/** Null where the rule card is not one of points. */
export function dotsRule(card: RuleCard): DotsRule | null {
	return card.budget === null || card.cap === null ? null : { budget: card.budget, cap: card.cap };
}

export function dotsOn(dots: Dots, option: OptionId): number {
	return dots[option] ?? 0;
}

export function dotsLeft(dots: Dots, rule: DotsRule): number {
	return rule.budget - Object.values(dots).reduce((sum, given) => sum + given, 0);
}

export function mayGive(dots: Dots, option: OptionId, rule: DotsRule): boolean {
	return dotsLeft(dots, rule) > 0 && dotsOn(dots, option) < rule.cap;
}

/** One point given; the same points where the budget or the cap forbids it. */
export function give(dots: Dots, option: OptionId, rule: DotsRule): Dots {
	return mayGive(dots, option, rule) ? { ...dots, [option]: dotsOn(dots, option) + 1 } : dots;
}

/** One point taken back; the same points where there is none. */
export function takeBack(dots: Dots, option: OptionId): Dots {
	return dotsOn(dots, option) > 0 ? { ...dots, [option]: dotsOn(dots, option) - 1 } : dots;
}

/** As many points as that on one option; the same points where it is no whole number, or more than the rule allows. */
export function setDots(dots: Dots, option: OptionId, points: number, rule: DotsRule): Dots {
	const left = dotsLeft(dots, rule) + dotsOn(dots, option);
	if (!Number.isInteger(points) || points < 0 || points > rule.cap || points > left) return dots;
	return given({ ...dots, [option]: points });
}

/** Points as they are sent: only options that got some. */
export function given(dots: Dots): Dots {
	return Object.fromEntries(Object.entries(dots).filter(([, points]) => points > 0));
}
