import { GeoShapeGeoStyle } from 'tldraw';
import { CARD_KINDS } from '#board/kinds.ts';
import { duplicateSelected, redoLast, removeSelected, undoLast, whyNoLinks } from './acts.ts';
import { shapeIdOf } from './records.ts';
import type { Scene } from './scene.ts';
import { KIND_KEYS } from './kind-keys.ts';
import { fitView } from './view.ts';

/**
 * Shortcuts while the focus is on the canvas or its tools. They follow tldraw and Excalidraw; none that is a single letter
 * takes anything away, and all of those can be turned off. Returns how to stop.
 */
export function listenToKeys(root: HTMLElement, scene: Scene): () => void {
	const onKeyDown = (event: KeyboardEvent) => {
		const { editor } = scene;
		if (!editor || event.defaultPrevented || event.isComposing || isField(event.target)) return;
		const act = event.ctrlKey || event.metaKey ? chord(scene, event) : event.altKey ? null : plain(scene, event);
		if (!act) return;
		event.preventDefault();
		act();
	};
	root.addEventListener('keydown', onKeyDown);
	return () => root.removeEventListener('keydown', onKeyDown);
}

export const isField = (target: EventTarget | null) =>
	target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

function chord(scene: Scene, event: KeyboardEvent): (() => void) | null {
	const { editor } = scene;
	switch (event.key.toLowerCase()) {
		case 'z':
			return () => (event.shiftKey ? redoLast(scene) : undoLast(scene));
		case 'y':
			return () => redoLast(scene);
		case 'd':
			return () => duplicateSelected(scene);
		case 'a':
			return () => void editor?.setCurrentTool('select').selectAll();
		case '=':
		case '+':
			return () => void editor?.zoomIn();
		case '-':
			return () => void editor?.zoomOut();
		case '0':
			return () => void editor?.resetZoom();
		default:
			return null;
	}
}

function plain(scene: Scene, event: KeyboardEvent): (() => void) | null {
	const { editor } = scene;
	if (event.key === 'Delete' || event.key === 'Backspace') {
		return editor?.isIn('select.idle') && editor.getSelectedShapeIds().length > 0
			? () => removeSelected(scene)
			: null;
	}
	if (event.key === 'Enter' && event.target === editor?.getContainer() && editor.getSelectedShapeIds().length === 0) {
		return () => selectFirst(scene);
	}
	if (!scene.settings.get().letterKeys) return null;
	if (event.shiftKey && event.code === 'Digit1') return () => fitView(scene);
	if (event.shiftKey && event.code === 'Digit0') return () => void editor?.resetZoom();
	const key = event.key.toUpperCase();
	const take = (tool: string) => () => void editor?.setCurrentTool(tool);
	const draw = (tool: string) => () => scene.mayOrTold(scene.rights.get().draw()) && take(tool)();
	if (key === 'V') return take('select');
	if (key === 'H') return take('hand');
	if (!scene.mayWrite) return null;
	const kind = CARD_KINDS.find((known) => KIND_KEYS[known] === key && !event.shiftKey);
	if (kind) {
		return () => {
			if (!scene.mayOrTold(scene.rights.get().add(kind))) return;
			scene.cardKind.set(kind);
			editor?.setCurrentTool('card');
		};
	}
	switch (key) {
		case 'A':
			return () => scene.mayOrTold(whyNoLinks(scene)) && take('connect')();
		case 'D':
			return draw(event.shiftKey ? 'highlight' : 'draw');
		case 'E':
			return draw('eraser');
		case 'F':
			return draw('frame');
		case 'R':
		case 'O':
			return () => {
				if (!scene.mayOrTold(scene.rights.get().draw())) return;
				editor?.setStyleForNextShapes(GeoShapeGeoStyle, key === 'R' ? 'rectangle' : 'ellipse');
				editor?.setCurrentTool('geo');
			};
		case '[':
			return () => void editor?.sendToBack(editor.getSelectedShapeIds());
		case ']':
			return () => void editor?.bringToFront(editor.getSelectedShapeIds());
		default:
			return null;
	}
}

/** Where the keyboard enters the board: the problem, or whatever reads first. */
function selectFirst(scene: Scene): void {
	const [first] = scene.binding.tree.roots;
	if (first) scene.editor?.select(shapeIdOf(first));
}
