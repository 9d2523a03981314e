import {
	T,
	type IndexKey,
	type RecordProps,
	type TLBaseShape,
	type TLPageId,
	type TLShape,
	type TLShapeId,
} from 'tldraw';
import { linkId, parseCardId, type CardId, type LinkId } from '#board/ids.ts';
import { CARD_KINDS, type CardKind } from '#board/kinds.ts';
import type { Card, TreeLink } from '#board/tree.ts';

/** The one page of a board. A fixed id: two people who open an empty board at once must agree on it. */
export const BOARD_PAGE = 'page:board' as TLPageId;

/** A card as the canvas holds it. `h` is the least height: the text makes it taller, see `cardHeight`. */
export type CardShape = TLBaseShape<
	'card',
	{ readonly w: number; readonly h: number; readonly kind: CardKind; readonly text: string }
>;

/** A link between two cards. It has no place of its own: where it runs follows from its cards. */
export type LinkShape = TLBaseShape<'link', { readonly from: CardId; readonly to: CardId }>;

const cardId: T.Validator<CardId> = T.string.refine((text) => {
	const id = parseCardId(text);
	if (id === null) throw new T.ValidationError(`not a card id: ${text.slice(0, 40)}`);
	return id;
});

export const cardShapeProps: RecordProps<CardShape> = {
	w: T.nonZeroNumber,
	h: T.nonZeroNumber,
	kind: T.literalEnum(...CARD_KINDS),
	text: T.string,
};

export const linkShapeProps: RecordProps<LinkShape> = { from: cardId, to: cardId };

export const isCardShape = (shape: TLShape | undefined | null): shape is CardShape => shape?.type === 'card';
export const isLinkShape = (shape: TLShape | undefined | null): shape is LinkShape => shape?.type === 'link';

export const shapeIdOf = (id: string): TLShapeId => `shape:${id}` as TLShapeId;
export const recordIdOf = (id: TLShapeId): string => id.slice('shape:'.length);

/** The card that a shape stands for, or null where it is no card's. */
export function cardIdOf(id: TLShapeId): CardId | null {
	return parseCardId(recordIdOf(id));
}

export const linkIdOf = (shape: LinkShape): LinkId => linkId(shape.props.from, shape.props.to);

/** Below every card and drawing: generateKeyBetween(null, 'a0'). */
const LINK_INDEX = 'Zz' as IndexKey;

const SHARED = {
	typeName: 'shape',
	parentId: BOARD_PAGE, // cards and links are never put into a frame or group: a frame contains by geometry
	rotation: 0,
	isLocked: false,
	opacity: 1,
} as const;

export function cardShape(card: Card, at: readonly [number, number] = card.pos): CardShape {
	return {
		...SHARED,
		id: shapeIdOf(card.id),
		type: 'card',
		x: at[0],
		y: at[1],
		index: card.z as IndexKey, // checked as a fractional index by `readCard`
		props: { w: card.size[0], h: card.size[1], kind: card.kind, text: card.text },
		// A copy made by the canvas keeps this, and so tells what it is a copy of.
		meta: { card: card.id },
	};
}

export function linkShape(link: TreeLink): LinkShape {
	return {
		...SHARED,
		id: shapeIdOf(link.id),
		type: 'link',
		x: 0,
		y: 0,
		index: LINK_INDEX,
		props: { from: link.from, to: link.to },
		meta: {},
	};
}
