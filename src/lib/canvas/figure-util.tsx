import {
	BaseBoxShapeUtil,
	BaseBoxShapeTool,
	Ellipse2d,
	geoShapeMigrations,
	geoShapeProps,
	getDefaultColorTheme,
	Polygon2d,
	SVGContainer,
	toRichText,
	useEditor,
	useValue,
	Vec,
	type Geometry2d,
	type TLGeoShape,
} from 'tldraw';
import { memo } from 'react';

const STROKE = { s: 2, m: 3.5, l: 5, xl: 10 } as const; // page units, as tldraw's own pens

/**
 * Plain outlines. tldraw's own figures carry formatted text, which one person at a time would own; here words stand on cards.
 * The stored props are tldraw's.
 */
export class FigureUtil extends BaseBoxShapeUtil<TLGeoShape> {
	static override type = 'geo' as const;
	static override props = geoShapeProps;
	static override migrations = geoShapeMigrations;

	override getDefaultProps(): TLGeoShape['props'] {
		return {
			w: 160,
			h: 120,
			geo: 'rectangle',
			color: 'black',
			labelColor: 'black',
			fill: 'none',
			dash: 'solid',
			size: 'm',
			font: 'sans',
			align: 'middle',
			verticalAlign: 'middle',
			growY: 0,
			url: '',
			scale: 1,
			richText: toRichText(''),
		};
	}

	override canEdit(): boolean {
		return false;
	}
	override canBind(): boolean {
		return false;
	}

	override getGeometry({ props }: TLGeoShape): Geometry2d {
		if (props.geo === 'ellipse') return new Ellipse2d({ width: props.w, height: props.h, isFilled: false });
		const points = corners(props).map(([x, y]) => new Vec(x, y));
		return new Polygon2d({ points, isFilled: false });
	}

	override component(shape: TLGeoShape) {
		return <Figure shape={shape} />;
	}

	override indicator({ props }: TLGeoShape) {
		return <path d={outline(props)} />;
	}
}

const Figure = memo(function Figure({ shape }: { readonly shape: TLGeoShape }) {
	const editor = useEditor();
	const isDark = useValue('dark', () => editor.user.getIsDarkMode(), [editor]);
	const { color, size, scale } = shape.props;
	return (
		<SVGContainer>
			<path
				d={outline(shape.props)}
				fill="none"
				stroke={getDefaultColorTheme({ isDarkMode: isDark })[color].solid}
				strokeWidth={STROKE[size] * scale}
				strokeLinejoin="round"
			/>
		</SVGContainer>
	);
});

function corners({ geo, w, h }: TLGeoShape['props']): [number, number][] {
	if (geo === 'diamond') return [[w / 2, 0], [w, h / 2], [w / 2, h], [0, h / 2]]; // prettier-ignore
	if (geo === 'triangle') return [[w / 2, 0], [w, h], [0, h]]; // prettier-ignore
	return [[0, 0], [w, 0], [w, h], [0, h]]; // prettier-ignore
}

function outline(props: TLGeoShape['props']): string {
	const { geo, w, h } = props;
	if (geo !== 'ellipse')
		return `M${corners(props)
			.map(([x, y]) => `${x} ${y}`)
			.join('L')}Z`;
	return `M0 ${h / 2}a${w / 2} ${h / 2} 0 1 1 ${w} 0a${w / 2} ${h / 2} 0 1 1 ${-w} 0Z`;
}

/** Draws a figure from corner to corner; which one is tldraw's next style. */
export class FigureTool extends BaseBoxShapeTool {
	static override id = 'geo';
	static override initial = 'idle';
	override shapeType = 'geo' as const;
}
