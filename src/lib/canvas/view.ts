import { Box, type Editor } from 'tldraw';
import type { CardId } from '#board/ids.ts';
import type { PresenceView } from '#protocol/presence.ts';
import { isCardShape, shapeIdOf } from './records.ts';
import type { Scene } from './scene.ts';

/** CSS pixels kept free around what is brought into view: the toolbar below and the "+" above it, badges and marks around the cards. */
const ROOM = { top: 84, right: 84, bottom: 172, left: 40 };
const ROOM_ON_PHONE = { top: 76, right: 24, bottom: 144, left: 24 };
/** Where the width allows it, the buttons at the right cover no card. */
const ROOM_ON_TABLET = { ...ROOM_ON_PHONE, right: 84 };
const PHONE_MAX = 480; // as in canvas.css
const TABLET_MAX = 700;
const MOVE = { animation: { duration: 220 } };

/** Shows all of the board, never larger than life. */
export function fitView(scene: Scene, options: { readonly atOnce?: boolean } = {}): void {
	const { editor } = scene;
	if (!editor) return;
	// From where the document has the cards: some may still be gliding there.
	const boxes = [...scene.binding.tree.cards.values()].map(({ id, pos, size }) => {
		const shape = editor.getShape(shapeIdOf(id));
		const height = isCardShape(shape) ? editor.getShapeGeometry(shape).bounds.h : size[1];
		return new Box(pos[0], pos[1], size[0], height);
	});
	for (const shape of editor.getCurrentPageShapes()) {
		const bounds = shape.type === 'card' || shape.type === 'link' ? undefined : editor.getShapePageBounds(shape);
		if (bounds) boxes.push(bounds);
	}
	showAll(editor, boxes, 1, options);
}

/** Shows what is selected, as near as it can be read; all of the board where nothing is. */
export function fitSelection(scene: Scene): void {
	const { editor } = scene;
	const bounds = editor?.getSelectionPageBounds();
	if (!editor || !bounds) return fitView(scene);
	showAll(editor, [bounds], NEAREST);
}

/** Shows a place of the page, at most at life size. */
export function showPlace(scene: Scene, view: PresenceView): void {
	const { editor } = scene;
	if (editor) editor.setCamera(cameraOn(editor, view), MOVE);
}

/** Where the camera stands to show all of a place, at most at life size. */
export function cameraOn(editor: Editor, { left, top, right, bottom }: PresenceView) {
	const screen = editor.getViewportScreenBounds();
	const z = Math.min(screen.w / Math.max(1, right - left), screen.h / Math.max(1, bottom - top));
	const [least = 0.05] = editor.getCameraOptions().zoomSteps;
	const within = Math.max(least, Math.min(NEAREST, z));
	return centred(editor, { x: (left + right) / 2, y: (top + bottom) / 2 }, within);
}

/** What a canvas shows now, in whole page units. */
export function viewOf(editor: Editor): PresenceView {
	const { minX, minY, maxX, maxY } = editor.getViewportPageBounds();
	return { left: Math.round(minX), top: Math.round(minY), right: Math.round(maxX), bottom: Math.round(maxY) };
}

/** Nearer than that one card would fill the screen. */
const NEAREST = 2;

function showAll(editor: Editor, boxes: Box[], nearest: number, options: { readonly atOnce?: boolean } = {}): void {
	if (boxes.length === 0) return;
	const all = Box.Common(boxes);
	const screen = editor.getViewportScreenBounds();
	const room = screen.w <= PHONE_MAX ? ROOM_ON_PHONE : screen.w <= TABLET_MAX ? ROOM_ON_TABLET : ROOM;
	const width = Math.max(80, screen.w - room.left - room.right);
	const height = Math.max(80, screen.h - room.top - room.bottom);
	const [least = 0.05] = editor.getCameraOptions().zoomSteps;
	const z = Math.max(least, Math.min(nearest, width / all.w, height / all.h));
	const x = (room.left + width / 2) / z - all.center.x;
	const y = (room.top + height / 2) / z - all.center.y;
	editor.setCamera({ x, y, z }, options.atOnce ? { immediate: true } : MOVE);
}

/** Nearer than that a board opens: who can read nothing doesn't know what they look at. */
const LEAST_OPENING_ZOOM = 0.4;
const OPENING_ZOOM = 0.6;

/** The first view: all of the board where that can be read, else the problem, or whatever reads first. */
export function openView(scene: Scene): void {
	const { editor } = scene;
	fitView(scene, { atOnce: true });
	const [first] = scene.binding.tree.roots;
	const bounds = first && editor?.getShapePageBounds(shapeIdOf(first));
	if (!editor || !bounds || editor.getZoomLevel() >= LEAST_OPENING_ZOOM) return;
	editor.setCamera(centred(editor, bounds.center, OPENING_ZOOM), { immediate: true });
}

/** Selects a card and brings it to the middle, near enough to be read; false where it is not on the board. */
export function focusCard(scene: Scene, id: CardId): boolean {
	const { editor } = scene;
	const bounds = editor?.getShapePageBounds(shapeIdOf(id));
	if (!editor || !bounds) return false;
	editor.setCurrentTool('select');
	editor.select(shapeIdOf(id));
	const z = Math.max(0.75, Math.min(1.25, editor.getZoomLevel()));
	editor.setCamera(centred(editor, bounds.center, z), MOVE);
	return true;
}

function centred(editor: Editor, { x, y }: { readonly x: number; readonly y: number }, z: number) {
	const screen = editor.getViewportScreenBounds();
	return { x: screen.w / 2 / z - x, y: screen.h / 2 / z - y, z };
}

/** Moves a card that is about to be written in to where a phone's keyboard, which takes the lower half, will not cover it. */
export function liftAboveKeyboard(scene: Scene, id: CardId): void {
	const { editor } = scene;
	const bounds = editor?.getShapePageBounds(shapeIdOf(id));
	if (!editor || !bounds || !editor.getInstanceState().isCoarsePointer) return;
	const screen = editor.getViewportScreenBounds();
	const foot = editor.pageToViewport({ x: bounds.x, y: bounds.maxY }).y;
	const lift = foot - screen.h * 0.42;
	if (lift <= 0) return;
	const { x, y, z } = editor.getCamera();
	editor.setCamera({ x, y: y - lift / z, z }, MOVE);
}
