import type { CardId } from '#board/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import type { CardMark, CardMarks } from '../marks/card-marks.ts';
import { comments } from '../ui/tree-icons.ts';

const NONE: readonly CardMark[] = [];

/** The marks of cards, with how much is said about each card after them. What says the same as before is the same object. */
export class TalkMarks {
	#lists: CardMarks = new Map();
	#from: { readonly marks: CardMarks; readonly counts: ReadonlyMap<CardId, number> } | null = null;

	/** `counts`: open conversations, of cards that have any. */
	with(marks: CardMarks, counts: ReadonlyMap<CardId, number>): CardMarks {
		if (counts.size === 0) return marks;
		const from = this.#from;
		if (from?.marks === marks && from.counts === counts) return this.#lists;
		const lists = new Map(marks);
		for (const [card, count] of counts) {
			const own = marks.get(card) ?? NONE;
			const isSame = (from?.marks.get(card) ?? NONE) === own && from?.counts.get(card) === count;
			lists.set(card, (isSame ? this.#lists.get(card) : undefined) ?? [...own, markOf(count)]);
		}
		this.#from = { marks, counts };
		this.#lists = lists;
		return lists;
	}
}

function markOf(count: number): CardMark {
	const long = m.talk_button_count({ count });
	return { key: 'talk', icon: comments, short: String(count), long, tone: 'plain' };
}
