import type { Position } from './geometry.ts';
import type { CardId } from './ids.ts';

const STEP = 8; // page units: less in all than the gap between cards

/**
 * A place a little aside, by the card's id: two people who put a card on the same spot at the same moment see two cards, one
 * showing behind the other, and not one.
 */
export function fanned([x, y]: Position, id: CardId): Position {
	let sum = 0;
	for (const letter of id) sum += letter.codePointAt(0) ?? 0;
	return [x + STEP * (sum % 4), y + STEP * (Math.trunc(sum / 4) % 4)];
}
