import type { Editor } from 'tldraw';
import { isDrawingShape } from './drawing-shape.ts';
import { isField } from './keys.ts';
import { openMenuAt } from './open-menu.ts';
import { sceneOf, type Scene } from './scene.ts';

const LONG_PRESS_MS = 500;
/** CSS pixels that a resting finger wanders. */
const STILL = 10;

/** A right click, or a finger that rests, opens the menu. Returns how to stop. */
export function listenToMenu(root: HTMLElement, scene: Scene, editor: Editor): () => void {
	const container = editor.getContainer();
	let timer: ReturnType<typeof setTimeout> | null = null;
	let start = { x: 0, y: 0 };
	const stop = () => {
		if (timer !== null) clearTimeout(timer);
		timer = null;
	};
	const onDown = (event: PointerEvent) => {
		stop();
		if (event.pointerType !== 'touch' || !event.isPrimary || isField(event.target) || !editor.isIn('select'))
			return;
		start = { x: event.clientX, y: event.clientY };
		timer = setTimeout(() => {
			timer = null;
			editor.cancel();
			openMenuAt(scene, root, start);
		}, LONG_PRESS_MS);
	};
	const onMove = (event: PointerEvent) => {
		if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > STILL) stop();
	};
	const onMenu = (event: MouseEvent) => {
		if (isField(event.target)) return;
		event.preventDefault();
		stop();
		openMenuAt(scene, root, { x: event.clientX, y: event.clientY });
	};
	const ends = ['pointerup', 'pointercancel'] as const;
	container.addEventListener('pointerdown', onDown, true);
	container.addEventListener('pointermove', onMove, true);
	for (const end of ends) container.addEventListener(end, stop, true);
	container.addEventListener('contextmenu', onMenu);
	return () => {
		stop();
		container.removeEventListener('pointerdown', onDown, true);
		container.removeEventListener('pointermove', onMove, true);
		for (const end of ends) container.removeEventListener(end, stop, true);
		container.removeEventListener('contextmenu', onMenu);
	};
}

/** Two fingers pan and zoom, whatever is in hand: the stroke that the first of them began is none. Returns how to stop. */
export function guardTwoFingers(editor: Editor): () => void {
	const container = editor.getContainer();
	let begun: ReturnType<Editor['getSelectedShapeIds']>[number] | null = null;
	const stopCreated = editor.sideEffects.registerAfterCreateHandler('shape', (shape, source) => {
		if (source === 'user' && isDrawingShape(shape)) begun = shape.id;
	});
	const onTouch = (event: TouchEvent) => {
		if (event.touches.length < 2) return;
		editor.inputs.isPanning = false;
		sceneOf(editor).hands.isPointing.set(false);
		if (!editor.isInAny('draw.drawing', 'highlight.drawing')) return;
		const stroke = begun;
		editor.cancel();
		if (stroke !== null && editor.getShape(stroke)) editor.deleteShapes([stroke]);
	};
	container.addEventListener('touchstart', onTouch, true);
	return () => {
		stopCreated();
		container.removeEventListener('touchstart', onTouch, true);
	};
}

/** Knows whether a mouse or pen is over the canvas, so that what a key adds lands under it. Returns how to stop. */
export function followPointer(scene: Scene, editor: Editor): () => void {
	const container = editor.getContainer();
	const onMove = (event: PointerEvent) => (scene.hands.isPointerOver = event.pointerType !== 'touch');
	const onLeave = () => (scene.hands.isPointerOver = false);
	container.addEventListener('pointermove', onMove, true);
	container.addEventListener('pointerleave', onLeave);
	return () => {
		container.removeEventListener('pointermove', onMove, true);
		container.removeEventListener('pointerleave', onLeave);
	};
}
