import { computed, react, TLPOINTER_ID, type Editor } from 'tldraw';
import type { Position } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import { DRAG_PREVIEW_MAX } from '#protocol/presence.ts';
import { DragPreviews } from './drag-previews.ts';
import { dropOnEdge } from './drop-on-edge.ts';
import { withConsent } from './mass-change.ts';
import { saidOfCard } from './card-util.tsx';
import { cardIdOf, isCardShape } from './records.ts';
import type { Scene } from './scene.ts';

/** States of tldraw's tools in which a hand holds something: what they change is written when they end. */
const GESTURES = [
	'select.translating',
	'select.resizing',
	'select.rotating',
	'draw.drawing',
	'highlight.drawing',
	'geo.pointing',
	'frame.pointing',
];

export const isInGesture = (editor: Editor) => editor.isInAny(...GESTURES);

/** Writes at the end of each gesture. tldraw keeps its own history within one, to cancel it; nothing of it outlives the gesture. */
export function followGestures(scene: Scene, editor: Editor): () => void {
	const isBusy = computed('busy', () => isInGesture(editor) || scene.isNudging.get());
	return react('gesture', () => {
		if (isBusy.get()) return;
		queueMicrotask(() => {
			if (scene.hands.question.get() !== null) return; // the answer goes on from here
			dropOnEdge(scene);
			const finish = () => {
				scene.binding.commit();
				scene.held.tell(scene);
				if (!isInGesture(editor)) editor.clearHistory();
			};
			withConsent(scene, 'move', scene.binding.countMoved(), finish, () => scene.binding.discard());
		});
	});
}

/** While an arrow key is held, cards walk step by step; one key up is one move (F25). */
export function followArrows(scene: Scene, root: HTMLElement): () => void {
	const onDown = (event: KeyboardEvent) => {
		if (event.key.startsWith('Arrow') && !event.ctrlKey && !event.metaKey && !event.altKey)
			scene.isNudging.set(true);
	};
	const onUp = () => scene.isNudging.set(false);
	root.addEventListener('keydown', onDown, true);
	root.addEventListener('keyup', onUp, true);
	root.addEventListener('focusout', onUp);
	return () => {
		root.removeEventListener('keydown', onDown, true);
		root.removeEventListener('keyup', onUp, true);
		root.removeEventListener('focusout', onUp);
	};
}

/** Shows the others where this person points and what they drag. */
export function shareHand(scene: Scene, editor: Editor): () => void {
	const canvas = editor.getContainer();
	let isOver = false;
	const stop = react('own-hand', () => {
		// The pointer's record: `editor.inputs` has the same and tells nobody that it changed.
		const { x, y } = editor.store.get(TLPOINTER_ID) ?? { x: 0, y: 0 };
		const drag = editor.isInAny('select.translating', 'select.resizing') ? dragged(editor) : null;
		const laser = scene.hands.isPointing.get();
		scene.presence.show({ cursor: isOver || laser ? [Math.round(x), Math.round(y)] : null, laser, drag });
	});
	const onMove = () => (isOver = true);
	const onLeave = (event: PointerEvent) => {
		if (event.type === 'pointerup' && event.pointerType !== 'touch') return;
		isOver = false;
		scene.presence.show({ cursor: null, laser: false });
	};
	canvas.addEventListener('pointermove', onMove, true);
	canvas.addEventListener('pointerleave', onLeave);
	canvas.addEventListener('pointerup', onLeave);
	return () => {
		stop();
		canvas.removeEventListener('pointermove', onMove, true);
		canvas.removeEventListener('pointerleave', onLeave);
		canvas.removeEventListener('pointerup', onLeave);
	};
}

/** Tells what this canvas shows, so that whoever is there comes at once. */
export function shareView(scene: Scene, editor: Editor): () => void {
	return react('own-view', () => {
		const { minX: left, minY: top, maxX: right, maxY: bottom } = editor.getViewportPageBounds();
		scene.presence.look({ left, top, right, bottom });
	});
}

function dragged(editor: Editor): Record<CardId, Position> | null {
	const places: Record<CardId, Position> = {};
	for (const shape of editor.getSelectedShapes().filter(isCardShape).slice(0, DRAG_PREVIEW_MAX)) {
		const id = cardIdOf(shape.id);
		if (id) places[id] = [Math.round(shape.x), Math.round(shape.y)];
	}
	return Object.keys(places).length > 0 ? places : null;
}

/** Reads the others' presence, at most once a frame: cursors, drags, carets. */
export function followPeers(scene: Scene): () => void {
	const lessMotion = window.matchMedia('(prefers-reduced-motion: reduce)');
	const previews = new DragPreviews(() => !lessMotion.matches);
	let frame = 0;
	const read = () => {
		frame = 0;
		const peers = scene.presence.others;
		scene.peers.set(peers);
		scene.showPreviews('drag', previews.update(peers, scene.binding.tree, performance.now()));
		if (previews.isPending) schedule();
	};
	const schedule = () => {
		if (frame === 0) frame = requestAnimationFrame(read);
	};
	const stopHearing = scene.presence.onChange(schedule);
	schedule();
	return () => {
		stopHearing();
		cancelAnimationFrame(frame);
	};
}

/** Tells the page which cards are selected, and screen readers what the keyboard has come to. */
export function followSelection(
	scene: Scene,
	editor: Editor,
	onSelect: (cards: readonly CardId[]) => void,
): () => void {
	let told = '';
	let isByKey = false;
	const container = editor.getContainer();
	const onKey = () => (isByKey = true);
	const onPointer = () => (isByKey = false);
	container.addEventListener('keydown', onKey, true);
	container.addEventListener('pointerdown', onPointer, true);
	const stop = react('selection', () => {
		const ids = editor.getSelectedShapeIds().flatMap((id) => cardIdOf(id) ?? []);
		if (ids.join() === told) return;
		told = ids.join();
		onSelect(ids);
		const only = editor.getOnlySelectedShape();
		if (!isByKey || !isCardShape(only) || editor.getEditingShapeId() !== null) return;
		scene.announce(saidOfCard(scene, only));
	});
	return () => {
		stop();
		container.removeEventListener('keydown', onKey, true);
		container.removeEventListener('pointerdown', onPointer, true);
	};
}

/** tldraw hears keys only while it takes itself for focused; here that is while the focus is within it, however it came. */
export function followFocus(editor: Editor): () => void {
	const container = editor.getContainer();
	const onIn = () => editor.updateInstanceState({ isFocused: true });
	const onOut = (event: FocusEvent) => {
		if (event.relatedTarget instanceof Node && container.contains(event.relatedTarget)) return;
		editor.updateInstanceState({ isFocused: false });
	};
	const onDown = (event: PointerEvent) => {
		const isText = event.target instanceof HTMLElement && event.target.matches('input, textarea');
		if (!isText && !container.contains(document.activeElement)) container.focus({ preventScroll: true });
	};
	container.addEventListener('focusin', onIn);
	container.addEventListener('focusout', onOut);
	container.addEventListener('pointerdown', onDown, true);
	return () => {
		container.removeEventListener('focusin', onIn);
		container.removeEventListener('focusout', onOut);
		container.removeEventListener('pointerdown', onDown, true);
	};
}
