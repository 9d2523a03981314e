import type { Card } from './card.ts';

/** Left to right, then top to bottom, then by id: the order that people arranged by hand, the same on every device. */
export function byReading(a: Card, b: Card): number {
	return a.pos[0] - b.pos[0] || a.pos[1] - b.pos[1] || (a.id < b.id ? -1 : 1);
}
