import type * as Y from 'yjs';
import { NO_DETAILS } from '../details.ts';
import { addCards } from '../edit-cards.ts';
import { besideAll } from '../extent.ts';
import { CARD_SIZE } from '../geometry.ts';
import { linkId, parseLinkId, type CardId } from '../ids.ts';
import { layoutTree } from '../layout.ts';
import type { Link } from '../link.ts';
import { FIRST_ORDER_KEY } from '../order.ts';
import { done, type Outcome } from '../outcome.ts';
import { buildTree, type Card } from '../tree.ts';
import { csvLinks, type CsvCard } from './csv-card.ts';

/** Puts the cards of a file on the board as one act, laid out as a tree beside what is there. `board.full`. */
export function plantCsv(doc: Y.Doc, rows: readonly CsvCard[], newId: () => CardId): Outcome<readonly CardId[]> {
	const ids = new Map(rows.map((row) => [row, newId()]));
	const idOf = (row: CsvCard): CardId => ids.get(row) ?? newId();
	const links = csvLinks(rows, idOf);
	const cards = rows.map((row, index): Card => {
		const { kind, text } = row;
		const others = {
			gone: false,
			into: null,
			pinned: false,
			mirrors: null,
			details: NO_DETAILS,
			z: FIRST_ORDER_KEY,
		};
		return { id: idOf(row), kind, text, pos: [index, 0], size: CARD_SIZE[kind], ...others };
	});
	const stored = links.flatMap(({ from, to }): Link[] => {
		const ends = parseLinkId(linkId(from, to));
		return ends ? [{ ...ends, gone: false }] : [];
	});
	const places = layoutTree(buildTree(cards, stored, []));
	const at = [...places.values()];
	const [dx, dy] = besideAll(doc, [Math.min(...at.map(([x]) => x)), Math.min(...at.map(([, y]) => y))]);
	const outcome = addCards(
		doc,
		cards.map(({ id, kind, text, pos }, index) => {
			const [x, y] = places.get(id) ?? pos;
			return { id, kind, text, pos: [x + dx, y + dy], details: rows[index]?.details ?? {} };
		}),
		links,
	);
	return outcome.ok ? done(cards.map(({ id }) => id)) : outcome;
}
