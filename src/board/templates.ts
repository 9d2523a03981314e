import type * as Y from 'yjs';
import { NO_DETAILS } from './details.ts';
import { BODY_VERSION, FRAME_TITLE_MAX } from './drawing-body.ts';
import { drawnSize } from './drawn-size.ts';
import { addCards, topOrder, type NewLink } from './edit-cards.ts';
import { newDrawing } from './edit-drawings.ts';
import { besideAll } from './extent.ts';
import { CARD_SIZE, type Position } from './geometry.ts';
import { linkId, parseRecordId, type CardId } from './ids.ts';
import { layoutTree } from './layout.ts';
import { FIRST_ORDER_KEY, orderBetween } from './order.ts';
import { done, type Outcome } from './outcome.ts';
import { drawingsOf } from './roots.ts';
import type { Template, TemplateCard, TemplateTexts } from './template-shapes.ts';
import { buildTree, type Card, type ProblemTree } from './tree.ts';

/** Page units between an example and its frame. */
const FRAME_MARGIN = 64;

/** The cards of a template as a tree of their own, for a preview; their keys are their ids. */
export function templateTree({ cards }: Template, texts: TemplateTexts): ProblemTree {
	return treeOf(cards, texts, (key) => key as CardId); // known to nobody but this picture
}

/**
 * Puts a template beside all that is on the board, as one act: cards, links and frames, in the language of the texts. Gives the
 * cards. `board.full`.
 */
export function insertTemplate(
	doc: Y.Doc,
	{ cards, frames }: Template,
	texts: TemplateTexts,
	newId: () => CardId,
): Outcome<readonly CardId[]> {
	if (cards.length === 0) return done([]);
	const ids = new Map(cards.map(({ key }) => [key, newId()]));
	const tree = treeOf(cards, texts, (key) => ids.get(key) ?? newId());
	const places = placesOf(tree, cards, ids);
	const own = extentOfPlaces(tree, places);
	const margin = frames.some(({ at }) => at === null) ? FRAME_MARGIN : 0;
	const [dx, dy] = besideAll(doc, [own.left - margin, own.top - margin]);
	const links = tree.links.map(({ from, to }): NewLink => ({ from, to }));
	let z = topOrder(doc);
	const above = () => (z = orderBetween(z, null));
	const drawn = frames.map((frame) => {
		const at = frame.at ?? [own.left - FRAME_MARGIN, own.top - FRAME_MARGIN];
		const size = frame.at
			? frame.size
			: [own.right - own.left + 2 * FRAME_MARGIN, own.foot - own.top + 2 * FRAME_MARGIN];
		const id = parseRecordId(`frame-${newId()}`);
		const body = frameBody(size[0] ?? 0, size[1] ?? 0, texts.get(frame.key) ?? '');
		return { id, entry: newDrawing({ pos: [at[0] + dx, at[1] + dy], z: above(), body }) };
	});
	const outcome = addCards(
		doc,
		[...tree.cards.values()].map(({ id, kind, text }) => {
			const [x, y] = places.get(id) ?? [0, 0];
			return { id, kind, text, pos: [x + dx, y + dy], z: above() };
		}),
		links,
		{
			create: () => drawn.forEach(({ id, entry }) => id && drawingsOf(doc).set(id, entry)),
			reveal: () => drawn.forEach(({ entry }) => entry.set('gone', false)),
		},
	);
	return outcome.ok ? done([...tree.cards.keys()]) : outcome;
}

function treeOf(cards: readonly TemplateCard[], texts: TemplateTexts, idOf: (key: string) => CardId): ProblemTree {
	const others = { z: FIRST_ORDER_KEY, gone: false, into: null, pinned: false, mirrors: null, details: NO_DETAILS };
	const built = cards.map(({ key, kind, at }, index): Card => {
		const pos = at ?? ([index * 10, 0] as const); // in the order given
		return { id: idOf(key), kind, text: texts.get(key) ?? '', pos, size: CARD_SIZE[kind], ...others };
	});
	const links = cards.flatMap(({ key, feeds = [] }) =>
		feeds.map((to) => {
			const ends = { from: idOf(key), to: idOf(to) };
			return { id: linkId(ends.from, ends.to), ...ends, gone: false };
		}),
	);
	return buildTree(built, links, []);
}

function placesOf(
	tree: ProblemTree,
	cards: readonly TemplateCard[],
	ids: ReadonlyMap<string, CardId>,
): ReadonlyMap<CardId, Position> {
	const places = layoutTree(tree, drawnSize);
	for (const { key, at } of cards) {
		const id = ids.get(key);
		if (at && id) places.set(id, at);
	}
	return places;
}

function extentOfPlaces(tree: ProblemTree, places: ReadonlyMap<CardId, Position>) {
	const areas = [...tree.cards.values()].map((card) => ({
		at: places.get(card.id) ?? card.pos,
		size: drawnSize(card),
	}));
	return {
		left: Math.min(...areas.map(({ at }) => at[0])),
		top: Math.min(...areas.map(({ at }) => at[1])),
		right: Math.max(...areas.map(({ at, size }) => at[0] + size[0])),
		foot: Math.max(...areas.map(({ at, size }) => at[1] + size[1])),
	};
}

function frameBody(w: number, h: number, name: string) {
	const props = { w, h, name: name.slice(0, FRAME_TITLE_MAX), color: 'black' };
	return { v: BODY_VERSION, type: 'frame', rotation: 0, opacity: 1, props };
}
