import type { Editor, TLCamera } from 'tldraw';

/** Milliseconds: as long as views of others take from one to the next at a table of some size. */
const GLIDE_MS = 160;

type Place = Pick<TLCamera, 'x' | 'y' | 'z'>;

/**
 * Brings the view to a place, frame by frame; at once for people who asked for less motion. `within` is called around each step, so
 * that the caller knows these moves from those of a hand. Returns how to stop.
 */
export function glideCamera(editor: Editor, to: Place, within: (step: () => void) => void): () => void {
	editor.stopCameraAnimation();
	const { x, y, z } = editor.getCamera();
	const start = performance.now();
	const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
	let frame = 0;
	const step = () => {
		const done = isCalm ? 1 : Math.min(1, (performance.now() - start) / GLIDE_MS);
		const between = (a: number, b: number) => a + (b - a) * done;
		const next = { x: between(x, to.x), y: between(y, to.y), z: between(z, to.z) };
		within(() => void editor.setCamera(next, { immediate: true }));
		if (done < 1) frame = requestAnimationFrame(step);
	};
	frame = requestAnimationFrame(step);
	return () => cancelAnimationFrame(frame);
}
