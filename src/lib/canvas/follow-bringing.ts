import { react, type Editor } from 'tldraw';
import { BRING_MS, type PresenceView } from '#protocol/presence.ts';
import { stopFollowing } from './follow-person.ts';
import { isInGesture } from './follow-editor.ts';
import type { Scene } from './scene.ts';
import { showPlace, viewOf } from './view.ts';

/** "Traer mi vista": has everybody look where this person looks, for as long as latecomers may be on their way. */
export function bringView(scene: Scene): void {
	const view = scene.editor && viewOf(scene.editor);
	if (view === null || !scene.settings.get().mayBring) return;
	// The same view again is to be heard again: nothing is shown in between.
	scene.presence.show({ brings: null });
	scene.presence.show({ brings: view });
	scene.announce(scene.words.get().saidBrought);
	const timer = ending.get(scene);
	if (timer !== undefined) clearTimeout(timer);
	ending.set(
		scene,
		setTimeout(() => scene.presence.show({ brings: null }), BRING_MS),
	);
}

const ending = new WeakMap<Scene, ReturnType<typeof setTimeout>>();

/**
 * Goes along when somebody who facilitates brings their view, and says whose it is with the way back; whoever writes or holds
 * something is asked instead. Returns how to stop.
 */
export function followBringing(scene: Scene, editor: Editor): () => void {
	/** By device: the view that it brought last, so that each is answered once. */
	let heard = new Map<number, string>();
	const stop = react('brought', () => {
		const now = new Map<number, string>();
		for (const peer of scene.peers.get()) {
			if (peer.brings === null) continue;
			const view = JSON.stringify(peer.brings);
			now.set(peer.number, view);
			if (heard.get(peer.number) === view) continue;
			const brought = { name: peer.person.label, view: peer.brings, before: null };
			queueMicrotask(() => hear(scene, editor, brought));
		}
		heard = now;
	});
	return () => {
		stop();
		const timer = ending.get(scene);
		if (timer !== undefined) clearTimeout(timer);
		ending.delete(scene);
	};
}

function hear(scene: Scene, editor: Editor, brought: { name: string | null; view: PresenceView; before: null }): void {
	scene.hands.brought.set(brought);
	scene.announce(scene.words.get().brings(brought.name));
	if (editor.getEditingShapeId() === null && !isInGesture(editor)) goAlong(scene);
}

export function goAlong(scene: Scene): void {
	const { brought } = scene.hands;
	const now = brought.get();
	if (now === null) return;
	stopFollowing(scene);
	brought.set({ ...now, before: scene.editor && viewOf(scene.editor) });
	showPlace(scene, now.view);
}

/** Back to where this person looked before, or not along at all. */
export function goBack(scene: Scene): void {
	const { brought } = scene.hands;
	const before = brought.get()?.before ?? null;
	brought.set(null);
	if (before) showPlace(scene, before);
}
