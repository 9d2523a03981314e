import type * as Y from 'yjs';
import { addCard, cardText, markGone, moveCard, restore, setKind } from '#board/edit-cards.ts';
import { editText } from '#board/edit-text.ts';
import { cardsOf } from '#board/roots.ts';
import { ID_BYTES, idFromBytes, type CardId } from '#domain/ids.ts';
import type { Dice } from './dice.ts';

const MOST_CARDS = 40;
const LONG_TEXT = 160;
const WORDS = ['brecha', 'salarial', 'empleo', 'cuidados', 'norma', 'presupuesto', 'transporte', 'ñandú'] as const;

/** One act as a person at the board would do it: mostly typing, on cards of anybody. */
export function actOn(doc: Y.Doc, dice: Dice): void {
	const cards = [...cardsOf(doc).keys()] as CardId[]; // keys of the root of cards
	const chance = dice.share();
	if (cards.length < 3 || (chance < 0.05 && cards.length < MOST_CARDS)) {
		const id = idFromBytes(Uint8Array.from({ length: ID_BYTES }, () => dice.below(256))) as CardId;
		addCard(doc, { id, kind: 'cause', pos: place(dice), text: dice.pick(WORDS) });
		return;
	}
	const card = dice.pick(cards);
	if (chance < 0.15) moveCard(doc, card, place(dice));
	else if (chance < 0.18) setKind(doc, card, dice.pick(['cause', 'effect', 'problem', 'note']));
	else if (chance < 0.2) markGone(doc, [card]);
	else if (chance < 0.22) restore(doc, [card]);
	else type(cardText(doc, card), dice);
}

function type(text: Y.Text | null, dice: Dice): void {
	if (text === null) return;
	const isLong = text.length > LONG_TEXT;
	const index = dice.below(text.length + 1);
	const remove = isLong
		? Math.min(text.length - index, 60)
		: dice.below(3) === 0
			? Math.min(text.length - index, 1)
			: 0;
	editText(text, { index, remove, insert: isLong ? '' : `${dice.pick(WORDS)} ` }, 2_000);
}

const place = (dice: Dice): [number, number] => [dice.below(4_000), dice.below(4_000)];
