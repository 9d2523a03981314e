import {
	computed,
	DefaultShapeIndicator,
	useEditor,
	useValue,
	type Computed,
	type Editor,
	type TLShapeId,
} from 'tldraw';
import { drawnShapesOf } from './drawn-shapes.ts';

/**
 * The outlines of what is selected or under the pointer. tldraw's own keep a hidden one for every shape of the board; these are
 * only those that show. A card draws its own, and from afar those of cards and links are painted with them.
 */
export function Indicators() {
	const editor = useEditor();
	const ids = useValue('outlined', () => outlinedShapes(editor), [editor]);
	return ids.map((id) => <DefaultShapeIndicator key={id} shapeId={id} />);
}

function outlinedShapes(editor: Editor): readonly TLShapeId[] {
	const { boxes, detail, area } = drawnShapesOf(editor);
	const ids = [...indicatedShapes(editor).get()];
	if (detail.get() === 'far') return ids.filter((id) => boxes.others.has(id) || boxes.frames.has(id));
	const around = area.get();
	boxes.changes.get();
	return around === null ? [] : ids.filter((id) => !boxes.cards.has(id) && !boxes.isOutside(id, around));
}

const indicated = new WeakMap<Editor, Computed<ReadonlySet<TLShapeId>>>();

/** Selected, or under the pointer, in the states in which that is shown; as tldraw's own indicators have it. */
export function indicatedShapes(editor: Editor): Computed<ReadonlySet<TLShapeId>> {
	let shapes = indicated.get(editor);
	if (!shapes)
		indicated.set(editor, (shapes = computed('indicated', () => shownShapes(editor), { isEqual: areSame })));
	return shapes;
}

function shownShapes(editor: Editor): ReadonlySet<TLShapeId> {
	const { isChangingStyle, isHoveringCanvas, isCoarsePointer } = editor.getInstanceState();
	const isCalm = editor.isInAny('select.idle', 'select.editing_shape');
	const isChoosing = editor.isInAny(
		'select.brushing',
		'select.scribble_brushing',
		'select.pointing_shape',
		'select.pointing_selection',
		'select.pointing_handle',
	);
	if (isChangingStyle || !(isCalm || isChoosing)) return new Set();
	const shown = new Set(editor.getSelectedShapeIds());
	const hovered = isCalm && isHoveringCanvas && !isCoarsePointer ? editor.getHoveredShapeId() : null;
	if (hovered) shown.add(hovered);
	return shown;
}

const areSame = (a: ReadonlySet<TLShapeId>, b: ReadonlySet<TLShapeId>) =>
	a.size === b.size && [...a].every((id) => b.has(id));
