import { BASES, BUDGETS, DETAIL_KEYS, LEVELS, STAGES } from '#domain/card-details.ts';
import type { SectorId } from '#domain/ids.ts';
import { setDetail, type DetailKey } from '#board/details.ts';
import { cardText } from '#board/edit-cards.ts';
import { groupUnder } from '#board/group.ts';
import type { CardId } from '#board/ids.ts';
import { separate } from '#board/merge.ts';
import { growObjectives } from '#board/objectives.ts';
import { setPinned } from '#board/pin.ts';
import { splitCard } from '#board/split.ts';
import type { Dice } from './dice.ts';
import type { Person } from './person.ts';
import { LUCIA } from './table.ts';

/** Whoever writes in a copy of their own. */
export type Actor = Pick<Person, 'id' | 'doc' | 'undo'>;

/** One act on a tree as a whole, or on what is said of a card. */
export function actOnTree({ doc, id: me }: Actor, dice: Dice, a: CardId, b: CardId): void {
	switch (dice.among({ detail: 8, group: 2, split: 2, separate: 2, grow: 0.4, pin: 1 })) {
		case 'detail':
			return say(doc, dice, a);
		case 'group':
			return void groupUnder(doc, [a, b], { id: dice.cardId(), text: dice.words() });
		case 'split': {
			const text = cardText(doc, a)?.toString() ?? '';
			return void splitCard(doc, a, text, [text.slice(0, 5), dice.words(), text.slice(5)], dice.cardId);
		}
		case 'separate':
			return void separate(doc, a);
		case 'grow':
			return void growObjectives(doc, dice.cardId);
		case 'pin':
			// Nobody else's page offers it.
			return void (me === LUCIA && setPinned(doc, [a, b], dice.chance(0.3)));
	}
}

function say(doc: Actor['doc'], dice: Dice, card: CardId): void {
	const key: DetailKey = dice.pick(DETAIL_KEYS) ?? 'basis';
	const isTakenBack = dice.chance(0.2);
	switch (key) {
		case 'basis':
			return void setDetail(doc, card, key, isTakenBack ? null : (dice.pick(BASES) ?? null));
		case 'stage':
			return void setDetail(doc, card, key, isTakenBack ? null : (dice.pick(STAGES) ?? null));
		case 'level':
			return void setDetail(doc, card, key, isTakenBack ? null : (dice.pick(LEVELS) ?? null));
		case 'budget':
			return void setDetail(doc, card, key, isTakenBack ? null : (dice.pick(BUDGETS) ?? null));
		case 'challenged':
			return void setDetail(doc, card, key, !isTakenBack);
		case 'source':
		case 'norm':
			return void setDetail(doc, card, key, isTakenBack ? null : dice.words());
		case 'voice':
			return void setDetail(doc, card, key, isTakenBack ? null : { sector: `s${1 + dice.below(3)}` as SectorId });
	}
}
