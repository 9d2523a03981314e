import type { CardKind } from './kinds.ts';
import { COORDINATE_MAX, SIZE_MAX, SIZE_MIN } from './limits.ts';

/** Page units: the upper left corner. */
export type Position = readonly [x: number, y: number];
/** Page units: width and height. */
export type Size = readonly [width: number, height: number];

/** The size of a new card: the trunk is wider than what grows from it (look/table.html). */
export const CARD_SIZE: Readonly<Record<CardKind, Size>> = {
	problem: [320, 132],
	cause: [220, 116],
	effect: [220, 116],
	solution: [220, 116],
	note: [220, 116],
	objective: [320, 132],
	means: [220, 116],
	end: [220, 116],
	actor: [220, 116],
};

/** A whole position within the board, or null where either number is not finite. */
export function toPosition(value: unknown): Position | null {
	const pair = toPair(value);
	return pair && [clamp(pair[0], -COORDINATE_MAX, COORDINATE_MAX), clamp(pair[1], -COORDINATE_MAX, COORDINATE_MAX)];
}

/** A size that a finger can hit and that leaves room for others, or null where either number is not finite. */
export function toSize(value: unknown): Size | null {
	const pair = toPair(value);
	return pair && [clamp(pair[0], SIZE_MIN, SIZE_MAX), clamp(pair[1], SIZE_MIN, SIZE_MAX)];
}

function toPair(value: unknown): readonly [number, number] | null {
	if (!Array.isArray(value) || value.length !== 2) return null;
	const [a, b]: readonly unknown[] = value;
	return typeof a === 'number' && typeof b === 'number' && Number.isFinite(a) && Number.isFinite(b) ? [a, b] : null;
}

/** Hundredths are finer than any screen shows, and keep the document small. */
const clamp = (value: number, least: number, most: number) =>
	Math.round(Math.min(most, Math.max(least, value)) * 100) / 100 + 0; // + 0 turns −0 into 0
