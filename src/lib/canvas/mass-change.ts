import type { Scene } from './scene.ts';

/** So many at once are rarely what a hand meant (F31). */
export const MASS_CHANGE = 10;

/**
 * Does something to so many cards and drawings at once; more than `MASS_CHANGE` only after a question that says the number.
 * `leave` is done where the answer is no.
 */
export function withConsent(
	scene: Scene,
	what: 'remove' | 'move' | 'kind',
	count: number,
	act: () => void,
	leave: () => void = () => {},
): void {
	if (count <= MASS_CHANGE) return act();
	const words = scene.words.get().mass;
	void scene.hands
		.ask({
			title: words.title[what](count),
			text: words.text[what],
			yes: words.yes[what](count),
			no: words.no[what],
		})
		.then((isYes) => (isYes && scene.mayWrite ? act() : leave()));
}
