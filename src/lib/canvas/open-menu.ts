import type { Editor } from 'tldraw';
import type { Scene } from './scene.ts';

/** Opens the menu where a pointer asked for it (client pixels); what lies there is selected, unless it is already. */
export function openMenuAt(scene: Scene, root: HTMLElement, client: { readonly x: number; readonly y: number }): void {
	const { editor } = scene;
	if (!editor) return;
	if (editor.isIn('select')) selectAt(editor, client);
	const box = root.getBoundingClientRect();
	scene.hands.menu.set({ x: client.x - box.left, y: client.y - box.top });
}

/** Opens it by key: at what is selected, else in the middle. */
export function openMenuAtSelection(scene: Scene): void {
	const { editor } = scene;
	if (!editor) return;
	const screen = editor.getViewportScreenBounds();
	const bounds = editor.getSelectionPageBounds();
	const foot = bounds && editor.pageToViewport({ x: bounds.x, y: bounds.maxY });
	const within = (value: number, most: number) => Math.max(8, Math.min(most - 8, value));
	scene.hands.menu.set({
		x: within(foot ? foot.x : screen.w / 2, screen.w),
		y: within(foot ? foot.y : screen.h / 2, screen.h),
	});
}

function selectAt(editor: Editor, client: { readonly x: number; readonly y: number }): void {
	const shape = editor.getShapeAtPoint(editor.screenToPage(client), {
		hitInside: true,
		margin: 4 / editor.getZoomLevel(),
	});
	if (!shape) editor.selectNone();
	else if (!editor.getSelectedShapeIds().includes(shape.id)) editor.select(shape.id);
}
