import type * as Y from 'yjs';
import { areaOf, clearInRow, drawnSize } from './drawn-size.ts';
import { addCards, cardText, type NewCard, type NewLink } from './edit-cards.ts';
import { setText } from './edit-text.ts';
import { fanned } from './fan.ts';
import { CARD_SIZE } from './geometry.ts';
import type { CardId } from './ids.ts';
import { CARD_TEXT_MAX } from './limits.ts';
import { done, refuse, type Outcome } from './outcome.ts';
import { readTree } from './read-tree.ts';

/** Each line that says something, without the dash or bullet before it. */
export function linesOf(text: string): string[] {
	return text
		.split('\n')
		.map((line) => line.replace(/^\s*(?:[-–—•*·]|\d{1,2}[.)])\s+/u, '').trim())
		.filter((line) => line !== '');
}

/**
 * One card becomes several, as one act: it keeps the first part, and the others become cards of its kind with its links and
 * with what is said of it. `seen` is the text that was split: where somebody has changed it meanwhile, nothing is done, and no
 * word lost. Gives the new cards. `card.unknown`, `card.changed`, `split.nothing`, `board.full`.
 */
export function splitCard(
	doc: Y.Doc,
	id: CardId,
	seen: string,
	parts: readonly string[],
	newId: () => CardId,
): Outcome<readonly CardId[]> {
	const tree = readTree(doc);
	const card = tree.cards.get(id);
	const text = cardText(doc, id);
	if (card === undefined || text === null) return refuse('card.unknown');
	if (text.toString() !== seen) return refuse('card.changed');
	const [kept, ...others] = parts.map((part) => part.trim()).filter((part) => part !== '');
	if (kept === undefined || others.length === 0) return refuse('split.nothing');

	const taken = [...tree.cards.values()].map((other) => areaOf(other));
	const own = areaOf(card);
	const cards = others.map((part): NewCard => {
		const fresh = { id: newId(), kind: card.kind, text: part };
		const [w, h] = drawnSize({ ...fresh, size: CARD_SIZE[card.kind] });
		const pos = clearInRow(taken, { x: own.x, y: own.y, w, h });
		taken.push({ x: pos[0], y: pos[1], w, h });
		return { ...fresh, pos: fanned(pos, fresh.id), details: card.details };
	});
	const place = tree.places.get(id);
	const links = cards.flatMap((fresh): NewLink[] => [
		...(place?.feeds ?? []).map((to) => ({ from: fresh.id, to })),
		...(place?.fedBy ?? []).map((from) => ({ from, to: fresh.id })),
	]);
	const outcome = addCards(doc, cards, links, { reveal: () => void setText(text, kept, CARD_TEXT_MAX) });
	return outcome.ok ? done(cards.map((fresh) => fresh.id)) : outcome;
}
