import { track, useEditor, useSelectionEvents, type TLSelectionForegroundProps, type TLSelectionHandle } from 'tldraw';
import { isCardShape } from './records.ts';

/** CSS pixels: a finger's target, drawn smaller. */
const TARGET = 28;
const DOT = 10;

/**
 * The frame around a selection and its handles. One card has two, at its sides: a hand sets the width and the text the height.
 * tldraw's own frame expects tldraw's toolbar around it.
 */
export const SelectionBox = track(function SelectionBox({ bounds, rotation }: TLSelectionForegroundProps) {
	const editor = useEditor();
	const only = editor.getOnlySelectedShape();
	const util = only && editor.getShapeUtil(only);
	if (only && util && (editor.isShapeHidden(only) || util.hideSelectionBoundsFg(only))) return null;
	const isCard = isCardShape(only);
	const showsBox = editor.isInAny(
		'select.idle',
		'select.brushing',
		'select.pointing_canvas',
		'select.pointing_selection',
		'select.pointing_shape',
		'select.pointing_resize_handle',
		'select.editing_shape',
		'select.resizing',
	);
	const mayResize =
		editor.isInAny(
			'select.idle',
			'select.pointing_selection',
			'select.pointing_shape',
			'select.pointing_resize_handle',
			'select.resizing',
		) &&
		!editor.getIsReadonly() &&
		(!only || !util || (util.canResize(only) && !util.hideResizeHandles(only)));
	if (!showsBox && !mayResize) return null;
	const { w, h } = bounds;
	const transform = `translate(${bounds.x}px, ${bounds.y}px) rotate(${rotation}rad)`;
	return (
		<svg
			className="tl-overlays__item mb-selection"
			aria-hidden="true"
			style={{ transform, transformOrigin: 'top left' }}
		>
			{!isCard && <rect className="mb-selection-box" width={w} height={h} />}
			{mayResize && isCard && (
				<>
					<Handle corner="left" x={0} y={h / 2} />
					<Handle corner="right" x={w} y={h / 2} />
				</>
			)}
			{mayResize && !isCard && (
				<>
					<Handle corner="top_left" x={0} y={0} />
					<Handle corner="top_right" x={w} y={0} />
					<Handle corner="bottom_left" x={0} y={h} />
					<Handle corner="bottom_right" x={w} y={h} />
				</>
			)}
		</svg>
	);
});

const CURSORS: Partial<Record<TLSelectionHandle, string>> = {
	left: 'ew-resize',
	right: 'ew-resize',
	top_left: 'nwse-resize',
	bottom_right: 'nwse-resize',
	top_right: 'nesw-resize',
	bottom_left: 'nesw-resize',
};

const Handle = track(function Handle({
	corner,
	x,
	y,
}: {
	readonly corner: TLSelectionHandle;
	readonly x: number;
	readonly y: number;
}) {
	const editor = useEditor();
	const events = useSelectionEvents(corner);
	const scale = 1 / editor.getZoomLevel();
	const isSide = corner === 'left' || corner === 'right';
	const [width, height] = isSide ? [DOT * 0.7, DOT * 2.4] : [DOT, DOT];
	return (
		<>
			<rect
				className="mb-handle"
				x={x - (width / 2) * scale}
				y={y - (height / 2) * scale}
				width={width * scale}
				height={height * scale}
				rx={(isSide ? width / 2 : 2) * scale}
			/>
			<rect
				className="mb-handle-target"
				pointerEvents="all"
				style={{ cursor: CURSORS[corner] }}
				x={x - (TARGET / 2) * scale}
				y={y - (TARGET / 2) * scale}
				width={TARGET * scale}
				height={TARGET * scale}
				{...events}
			/>
		</>
	);
});
