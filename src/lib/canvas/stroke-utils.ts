import {
	Circle2d,
	DrawShapeUtil,
	HighlightShapeUtil,
	type Geometry2d,
	type TLDrawShape,
	type TLHighlightShape,
} from 'tldraw';

/**
 * A stroke whose outline can't be computed stands as a dot: tldraw asks for every shape's outline at once, and one that throws
 * would take the whole canvas down (F27). What is drawn inside a shape tldraw guards itself.
 */
function orDot<Outline extends Geometry2d>(outline: () => Outline): Outline | Circle2d {
	try {
		return outline();
	} catch {
		return new Circle2d({ radius: 1, isFilled: true });
	}
}

export class PenUtil extends DrawShapeUtil {
	override getGeometry(shape: TLDrawShape) {
		return orDot(() => super.getGeometry(shape));
	}
}

export class HighlighterUtil extends HighlightShapeUtil {
	override getGeometry(shape: TLHighlightShape) {
		return orDot(() => super.getGeometry(shape));
	}
}
