import { react, type Editor } from 'tldraw';
import type { Scene } from './scene.ts';
import { viewOf } from './view.ts';

/** Milliseconds between two views that are told: a projector that moves more often than that makes a room seasick. */
const LEAST_MS = 500;

/** While whoever facilitates has the projector follow, tells it where this canvas looks. Returns how to stop. */
export function leadScreen(scene: Scene, editor: Editor): () => void {
	let timer: ReturnType<typeof setTimeout> | null = null;
	let isTold = false;
	const tell = () => {
		timer = null;
		const { leadsScreen, mayBring } = scene.settings.get();
		const view = leadsScreen && mayBring ? viewOf(editor) : null;
		if (view === null && !isTold) return;
		isTold = view !== null;
		scene.presence.show({ screen: view });
	};
	const stop = react('screen', () => {
		scene.settings.get();
		editor.getViewportPageBounds();
		timer ??= setTimeout(tell, LEAST_MS);
	});
	return () => {
		stop();
		if (timer !== null) clearTimeout(timer);
	};
}
