import { Polyline2d, ShapeUtil, Vec, type Editor, type Geometry2d } from 'tldraw';
import { cardHeight } from './card-height.ts';
import { curvePath, curvePoints, linkCurve, type Curve } from './link-path.ts';
import { isCardShape, linkShapeProps, shapeIdOf, type LinkShape } from './records.ts';
import type { CardId } from '#board/ids.ts';

/** A link between two cards, drawn where they stand now: it has no place of its own and can't be moved. */
export class LinkUtil extends ShapeUtil<LinkShape> {
	static override type = 'link' as const;
	static override props = linkShapeProps;

	override getDefaultProps(): LinkShape['props'] {
		throw new Error('a link is tied by the board, never made by the canvas');
	}

	override getGeometry(shape: LinkShape): Geometry2d {
		const curve = curveOf(this.editor, shape);
		const points = curve ? curvePoints(curve) : [[0, 0] as const, [0, 1] as const];
		return new Polyline2d({ points: points.map(([x, y]) => new Vec(x, y)) });
	}

	override canBind(): boolean {
		return false;
	}
	override canResize(): boolean {
		return false;
	}
	override canSnap(): boolean {
		return false;
	}
	override canBeLaidOut(): boolean {
		return false;
	}
	override hideResizeHandles(): boolean {
		return true;
	}
	override hideRotateHandle(): boolean {
		return true;
	}
	override hideSelectionBoundsBg(): boolean {
		return true;
	}
	override hideSelectionBoundsFg(): boolean {
		return true;
	}

	/** Nothing by itself: all links are one drawing, see `LinkLayer`. */
	override component() {
		return null;
	}

	override indicator(shape: LinkShape) {
		const curve = curveOf(this.editor, shape);
		return curve ? <path d={curvePath(curve)} /> : null;
	}
}

function curveOf(editor: Editor, { props }: LinkShape): Curve | null {
	const from = rectOf(editor, props.from);
	const to = rectOf(editor, props.to);
	return from && to && linkCurve(from, to);
}

function rectOf(editor: Editor, id: CardId) {
	const card = editor.getShape(shapeIdOf(id));
	if (!isCardShape(card)) return null;
	return { x: card.x, y: card.y, w: card.props.w, h: cardHeight(editor, card) };
}
