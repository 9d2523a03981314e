import type { OptionId } from '#domain/ids.ts';

/** Best first; options in one inner list are tied. Those left out are not ranked. */
export type Ranks = readonly (readonly OptionId[])[];

/** Counted from 1; null where it is not ranked. */
export function placeOf(ranks: Ranks, option: OptionId): number | null {
	const at = ranks.findIndex((tied) => tied.includes(option));
	return at < 0 ? null : at + 1;
}

/** Beside what stands at that place, in a place of its own after the last, or out of the order (null). */
export function putAt(ranks: Ranks, option: OptionId, place: number | null): Ranks {
	const rest = ranks.map((tied) => tied.filter((id) => id !== option));
	if (place !== null) {
		const at = rest[place - 1];
		if (at) at.push(option);
		else rest.push([option]);
	}
	return rest.filter((tied) => tied.length > 0);
}

/** One step up: out of a tie it goes before the others; alone, before the place above; not ranked, to the end of the order. */
export function moveUp(ranks: Ranks, option: OptionId): Ranks {
	const place = placeOf(ranks, option);
	if (place === null) return putAt(ranks, option, ranks.length + 1);
	return stepTo(ranks, option, isTied(ranks, place) ? place - 1 : place - 2);
}

/** One step down: out of a tie it goes after the others; alone, after the place below. */
export function moveDown(ranks: Ranks, option: OptionId): Ranks {
	const place = placeOf(ranks, option);
	return place === null ? ranks : stepTo(ranks, option, place);
}

export function mayMoveUp(ranks: Ranks, option: OptionId): boolean {
	const place = placeOf(ranks, option);
	return place === null || place > 1 || isTied(ranks, place);
}

export function mayMoveDown(ranks: Ranks, option: OptionId): boolean {
	const place = placeOf(ranks, option);
	return place !== null && (place < ranks.length || isTied(ranks, place));
}

/** The places that somebody can choose for an option: each that there is, and one more where that would change something. */
export function placesFor(ranks: Ranks, option: OptionId): readonly number[] {
	const place = placeOf(ranks, option);
	const isAloneAtTheEnd = place === ranks.length && place > 0 && !isTied(ranks, place);
	return Array.from({ length: ranks.length + (isAloneAtTheEnd ? 0 : 1) }, (_, index) => index + 1);
}

function isTied(ranks: Ranks, place: number): boolean {
	return (ranks[place - 1]?.length ?? 0) > 1;
}

/** Into a place of its own at `index`, counted from 0 among the others. */
function stepTo(ranks: Ranks, option: OptionId, index: number): Ranks {
	const rest = putAt(ranks, option, null);
	return [...rest.slice(0, index), [option], ...rest.slice(index)];
}
