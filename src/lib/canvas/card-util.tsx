import { Rectangle2d, resizeBox, ShapeUtil, type Geometry2d, type TLResizeInfo } from 'tldraw';
import { CARD_SIZE } from '#board/geometry.ts';
import { cardHeight } from './card-height.ts';
import { CardView } from './card-view.tsx';
import { cardIdOf, cardShapeProps, type CardShape } from './records.ts';
import { sceneOf, type Scene } from './scene.ts';

/** Page units: a narrower card breaks words. */
const LEAST_WIDTH = 140;

export class CardUtil extends ShapeUtil<CardShape> {
	static override type = 'card' as const;
	static override props = cardShapeProps;

	override getDefaultProps(): CardShape['props'] {
		const [w, h] = CARD_SIZE.note;
		return { w, h, kind: 'note', text: '' };
	}

	override getGeometry(shape: CardShape): Geometry2d {
		return new Rectangle2d({ width: shape.props.w, height: cardHeight(this.editor, shape), isFilled: true });
	}

	override canEdit(shape: CardShape): boolean {
		return this.#may(shape, 'card');
	}

	override canResize(shape: CardShape): boolean {
		return this.#may(shape, 'move');
	}

	override canBind(): boolean {
		return false;
	}

	override hideRotateHandle(): boolean {
		return true;
	}

	/** A hand sets the width; the height follows from the text. */
	override onResize(shape: CardShape, info: TLResizeInfo<CardShape>) {
		return resizeBox(shape, { ...info, scaleY: 1 }, { minWidth: LEAST_WIDTH });
	}

	override getText(shape: CardShape): string {
		return shape.props.text;
	}

	override getAriaDescriptor(shape: CardShape): string {
		return saidOfCard(sceneOf(this.editor), shape);
	}

	#may(shape: CardShape, what: 'card' | 'move'): boolean {
		const card = cardIdOf(shape.id);
		return card === null || sceneOf(this.editor).rights.get()[what](card) === null;
	}

	override component(shape: CardShape) {
		return <CardView shape={shape} />;
	}

	/** The card draws its own ring, so that what is said of it stands over the ring and is not struck through. */
	override indicator() {
		return null;
	}
}

/** What a screen reader says of a card: its kind, its text, and who closed it. */
export function saidOfCard(scene: Scene, shape: CardShape): string {
	const words = scene.words.get();
	const card = cardIdOf(shape.id);
	const locks = card ? scene.rights.get().locksOn(card) : [];
	const said = words.saidSelected(shape.props.kind, shape.props.text || words.textNone);
	const marks = (card && scene.marks.get().get(card)) ?? [];
	return [said, ...marks.map(({ long }) => long), ...locks.map(({ why }) => why)].join('. ');
}
