import type { CardId } from '#domain/ids.ts';
import type { FrozenCard } from '#domain/texts.ts';

/** One card whose wording moved between two looks at it. */
export interface CardChange {
	readonly card: CardId;
	readonly before: string;
	readonly after: string;
}

/** What changed between the copy that somebody saw and the one that would be voted on now. */
export function changesBetween(seen: readonly FrozenCard[], now: readonly FrozenCard[]): readonly CardChange[] {
	const before = new Map(seen.map((card) => [card.card, card.text]));
	return now.flatMap(({ card, text }) => {
		const was = before.get(card) ?? '';
		return was === text ? [] : [{ card, before: was, after: text }];
	});
}
