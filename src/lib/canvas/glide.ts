import type { Position } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import type { Scene } from './scene.ts';

const GLIDE_MS = 320;
/** More cards than that would move in jerks, which is worse than at once. */
const GLIDE_MAX = 400;

const gliding = new WeakMap<Scene, () => void>();

/**
 * Moves cards by an act and lets them slide to where the document now has them, so that the eye keeps hold of them. At once
 * for people who asked their device for less motion.
 */
export function glide(scene: Scene, from: ReadonlyMap<CardId, Position>, act: () => void): void {
	gliding.get(scene)?.();
	const reduced = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
	if (reduced || from.size > GLIDE_MAX) return act();

	const start = performance.now();
	let frame = 0;
	const stop = () => {
		cancelAnimationFrame(frame);
		gliding.delete(scene);
		scene.showPreviews('glide', new Map());
	};
	scene.showPreviews('glide', from);
	act();
	const step = (now: number) => {
		const done = Math.min(1, Math.max(0, (now - start) / GLIDE_MS));
		if (done === 1) return stop();
		const eased = 1 - (1 - done) ** 3;
		const places = new Map<CardId, Position>();
		for (const [id, [x, y]] of from) {
			const to = scene.binding.tree.cards.get(id)?.pos;
			if (to) places.set(id, [x + (to[0] - x) * eased, y + (to[1] - y) * eased]);
		}
		scene.showPreviews('glide', places);
		frame = requestAnimationFrame(step);
	};
	gliding.set(scene, stop);
	frame = requestAnimationFrame(step);
}
