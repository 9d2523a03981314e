import {
	BaseBoxShapeTool,
	BaseBoxShapeUtil,
	frameShapeMigrations,
	frameShapeProps,
	Group2d,
	HTMLContainer,
	Rectangle2d,
	stopEventPropagation,
	useEditor,
	useIsEditing,
	useValue,
	type Geometry2d,
	type TLFrameShape,
	type TLShape,
} from 'tldraw';
import { memo, useEffect, useRef, type KeyboardEvent } from 'react';
import { FRAME_TITLE_MAX } from '#board/drawing-body.ts';
import { sceneOf } from './scene.ts';

/** Page units: the title stands on top of the frame, outside it. */
const TITLE_HEIGHT = 34;

/**
 * A titled area. It holds nothing: what lies on it is in it by geometry, so cards keep page coordinates and nobody's card is
 * moved by a change to somebody else's frame. Its title is one short line, replaced whole.
 */
export class FrameUtil extends BaseBoxShapeUtil<TLFrameShape> {
	static override type = 'frame' as const;
	static override props = frameShapeProps;
	static override migrations = frameShapeMigrations;

	override getDefaultProps(): TLFrameShape['props'] {
		return { w: 480, h: 320, name: '', color: 'black' };
	}

	override canEdit(): boolean {
		return true;
	}
	override canBind(): boolean {
		return false;
	}
	override canReceiveNewChildrenOfType(): boolean {
		return false;
	}
	override hideRotateHandle(): boolean {
		return true;
	}

	override getGeometry({ props }: TLFrameShape): Geometry2d {
		return new Group2d({
			children: [
				new Rectangle2d({ width: props.w, height: props.h, isFilled: false }),
				new Rectangle2d({
					y: -TITLE_HEIGHT,
					width: Math.min(props.w, 240),
					height: TITLE_HEIGHT,
					isFilled: true,
					isLabel: true,
				}),
			],
		});
	}

	override component(shape: TLFrameShape) {
		return <Frame shape={shape} />;
	}

	override indicator({ props }: TLFrameShape) {
		return <rect width={props.w} height={props.h} rx={8} />;
	}
}

const Frame = memo(function Frame({ shape }: { readonly shape: TLFrameShape }) {
	const editor = useEditor();
	const isEditing = useIsEditing(shape.id);
	const unnamed = useValue('unnamed', () => sceneOf(editor).words.get().frameUnnamed, [editor]);
	return (
		<HTMLContainer className="mb-frame" style={{ width: shape.props.w, height: shape.props.h }}>
			{isEditing ? (
				<FrameTitle shape={shape} />
			) : (
				<div className="mb-frame-title">{shape.props.name || unnamed}</div>
			)}
		</HTMLContainer>
	);
});

function FrameTitle({ shape }: { readonly shape: TLFrameShape }) {
	const editor = useEditor();
	const field = useRef<HTMLInputElement>(null);
	const label = useValue('label', () => sceneOf(editor).words.get().frameTitle, [editor]);
	useEffect(() => field.current?.select(), []);

	const keep = () => {
		const name = field.current?.value.replace(/\s+/g, ' ').trim().slice(0, FRAME_TITLE_MAX).toWellFormed() ?? '';
		if (name !== shape.props.name)
			editor.updateShape<TLFrameShape>({ id: shape.id, type: 'frame', props: { name } });
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key !== 'Enter' && event.key !== 'Escape' && event.key !== 'Tab') return;
		event.preventDefault();
		event.stopPropagation();
		if (event.key === 'Escape' && field.current) field.current.value = shape.props.name;
		editor.complete();
	};
	return (
		<input
			ref={field}
			className="mb-frame-title mb-frame-input"
			aria-label={label}
			defaultValue={shape.props.name}
			maxLength={FRAME_TITLE_MAX}
			onBlur={keep}
			onKeyDown={onKeyDown}
			onPointerDown={stopEventPropagation}
			onTouchEnd={stopEventPropagation}
		/>
	);
}

export class FrameTool extends BaseBoxShapeTool {
	static override id = 'frame';
	static override initial = 'idle';
	override shapeType = 'frame' as const;

	/** Under the cards, which are what it frames. */
	override onCreate(shape: TLShape | null) {
		if (shape) this.editor.sendToBack([shape]);
		this.editor.setCurrentTool('select.idle');
	}
}
