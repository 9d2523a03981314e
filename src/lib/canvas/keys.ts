import { GeoShapeGeoStyle } from 'tldraw';
import { keyPressed, type KeyId } from '../keys/keys.ts';
import { duplicateSelected, openText, redoLast, removeSelected, undoLast, whyNoLinks } from './acts.ts';
import { addByKey, arrange, growAside, growChild, growSibling, onlyCard, walkTo, type Arranging } from './hand-acts.ts';
import { stopFollowing } from './follow-person.ts';
import { toggleMinimap } from './minimap.tsx';
import { openMenuAtSelection } from './open-menu.ts';
import { shapeIdOf } from './records.ts';
import type { Scene } from './scene.ts';
import { openSearch, stepSearch } from './search.ts';
import { fitSelection, fitView } from './view.ts';

/**
 * Keys while the focus is on the canvas or its tools: which they are says the one list (`lib/keys/keys.ts`). Heard before tldraw,
 * which would walk the cards by Tab and open them by Enter. Returns how to stop.
 */
export function listenToKeys(root: HTMLElement, scene: Scene): () => void {
	/** Keys that did something as they went down: tldraw is not to hear them come up either. */
	const taken = new Set<string>();
	const onKeyDown = (event: KeyboardEvent) => {
		taken.delete(event.code);
		const { editor } = scene;
		if (!editor || event.defaultPrevented || event.isComposing || isField(event.target) || isElsewhere(event))
			return;
		const id = keyPressed(event, 'canvas', scene.settings.get().letterKeys);
		const act = id && actOf(scene, id, event);
		if (!act) return;
		event.preventDefault();
		event.stopPropagation();
		taken.add(event.code);
		act();
	};
	const onKeyUp = (event: KeyboardEvent) => {
		if (taken.delete(event.code)) event.stopPropagation();
	};
	root.addEventListener('keydown', onKeyDown, true);
	root.addEventListener('keyup', onKeyUp, true);
	return () => {
		root.removeEventListener('keydown', onKeyDown, true);
		root.removeEventListener('keyup', onKeyUp, true);
	};
}

export const isField = (target: EventTarget | null) =>
	target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

/** An open menu and a question have keys of their own. */
const isElsewhere = ({ target }: KeyboardEvent) =>
	target instanceof Element && target.closest('[role=menu], dialog') !== null;

type Act = () => void;

/** What a key does now; null where it is the browser's or tldraw's to answer. */
function actOf(scene: Scene, id: KeyId, event: KeyboardEvent): Act | null {
	const { editor } = scene;
	if (!editor) return null;
	const take = (tool: string) => () => void editor.setCurrentTool(tool);
	const reads = readingAct(scene, id, event, take);
	if (reads !== undefined) return reads;
	if (!scene.mayWrite) return null;
	const card = onlyCard(scene);
	// Tab, Enter and the menu key are the button's while one has the focus: nobody is held on the canvas (WCAG 2.2, 2.1.2).
	const isOnCanvas = event.target === editor.getContainer() && editor.isIn('select.idle');
	const draw = (tool: string) => () => scene.mayOrTold(scene.rights.get().draw()) && take(tool)();
	switch (id) {
		case 'add':
			return () => addByKey(scene, 'note');
		case 'add-problem':
		case 'add-cause':
		case 'add-effect':
		case 'add-solution':
		case 'add-objective':
		case 'add-means':
		case 'add-end':
		case 'add-actor':
			return () => addByKey(scene, KIND_OF_KEY[id]);
		case 'child':
			return isOnCanvas && card ? () => growChild(scene, card) : null;
		case 'sibling':
			if (!isOnCanvas) return null;
			return card ? () => growSibling(scene, card) : nothingSelected(scene) ? () => selectFirst(scene) : null;
		case 'grow-above':
			return card ? () => growAside(scene, card, 'above') : null;
		case 'grow-below':
			return card ? () => growAside(scene, card, 'below') : null;
		case 'grow-left':
			return card ? () => growAside(scene, card, 'left') : null;
		case 'grow-right':
			return card ? () => growAside(scene, card, 'right') : null;
		case 'write':
			return card ? () => openText(scene, card) : null;
		case 'undo':
			return () => undoLast(scene);
		case 'redo':
			return () => redoLast(scene);
		case 'duplicate':
			return () => duplicateSelected(scene);
		case 'remove':
			return editor.isIn('select.idle') && !nothingSelected(scene) ? () => removeSelected(scene) : null;
		case 'connect':
			return () => scene.mayOrTold(whyNoLinks(scene)) && take('connect')();
		case 'pen':
			return draw('draw');
		case 'highlighter':
			return draw('highlight');
		case 'eraser':
			return draw('eraser');
		case 'frame':
			return draw('frame');
		case 'rectangle':
		case 'ellipse':
			return () => {
				if (!scene.mayOrTold(scene.rights.get().draw())) return;
				editor.setStyleForNextShapes(GeoShapeGeoStyle, id);
				editor.setCurrentTool('geo');
			};
		case 'to-back':
			return () => void editor.sendToBack(editor.getSelectedShapeIds());
		case 'to-front':
			return () => void editor.bringToFront(editor.getSelectedShapeIds());
		case 'align-left':
		case 'align-right':
		case 'align-top':
		case 'align-bottom':
		case 'align-center':
		case 'align-middle':
		case 'distribute-across':
		case 'distribute-down':
			return () => arrange(scene, id satisfies Arranging);
		case 'copy':
		case 'cut':
		case 'paste':
			return null; // the browser's own events, see clipboard.ts
		case 'leave':
			return null; // tldraw's
		default:
			return (id satisfies ReadingKey | `list-${string}`) && null; // asked before, or the list’s
	}
}

type ReadingKey =
	| 'walk-above'
	| 'walk-below'
	| 'walk-left'
	| 'walk-right'
	| 'search'
	| 'next-hit'
	| 'previous-hit'
	| 'menu'
	| 'select'
	| 'hand'
	| 'laser'
	| 'select-all'
	| 'fit'
	| 'fit-selection'
	| 'life-size'
	| 'zoom-in'
	| 'zoom-out'
	| 'map'
	| 'help';

/** Keys that change nothing on the board, so that whoever only reads has them too. Undefined where it is none of them. */
function readingAct(
	scene: Scene,
	id: KeyId,
	event: KeyboardEvent,
	take: (tool: string) => Act,
): Act | null | undefined {
	const { editor } = scene;
	switch (id) {
		case 'walk-above':
			return () => walkTo(scene, 'above');
		case 'walk-below':
			return () => walkTo(scene, 'below');
		case 'walk-left':
			return () => walkTo(scene, 'left');
		case 'walk-right':
			return () => walkTo(scene, 'right');
		case 'search':
			return () => openSearch(scene);
		case 'next-hit':
			return () => stepSearch(scene, 1);
		case 'previous-hit':
			return () => stepSearch(scene, -1);
		case 'menu':
			return event.target === editor?.getContainer() ? () => openMenuAtSelection(scene) : null;
		case 'select':
			return take('select');
		case 'hand':
			return take('hand');
		case 'laser':
			return take('laser');
		case 'select-all':
			return () => void editor?.setCurrentTool('select').selectAll();
		case 'fit':
			return () => fitView(scene);
		case 'fit-selection':
			return () => fitSelection(scene);
		case 'life-size':
			return () => void editor?.resetZoom();
		case 'zoom-in':
			return () => void editor?.zoomIn();
		case 'zoom-out':
			return () => void editor?.zoomOut();
		case 'map':
			return () => toggleMinimap(scene);
		case 'help':
			return () => scene.onHelp();
		case 'leave':
			return scene.hands.following.get() ? () => stopFollowing(scene) : undefined;
		case 'sibling':
			return scene.mayWrite || !nothingSelected(scene) ? undefined : () => selectFirst(scene);
		default:
			return undefined;
	}
}

const KIND_OF_KEY = {
	'add-problem': 'problem',
	'add-cause': 'cause',
	'add-effect': 'effect',
	'add-solution': 'solution',
	'add-objective': 'objective',
	'add-means': 'means',
	'add-end': 'end',
	'add-actor': 'actor',
} as const;

const nothingSelected = ({ editor }: Scene) => editor?.getSelectedShapeIds().length === 0;

/** Where the keyboard enters the board: the problem, or whatever reads first. */
function selectFirst(scene: Scene): void {
	const [first] = scene.binding.tree.roots;
	if (first) scene.editor?.select(shapeIdOf(first));
}
