import { react, useValue, type Editor } from 'tldraw';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { chordOf } from '../keys/keys.ts';
import { areaOf, drawnShapesOf } from './drawn-shapes.ts';
import { paintFar } from './far-picture.ts';
import { isInGesture } from './follow-editor.ts';
import { onMap, onPage, placeOnMap, type MapPlace } from './minimap-place.ts';
import { keepMinimap, MAP_ROOM } from './minimap-shown.ts';
import { useScene, useWords } from './scene-context.tsx';
import type { Scene } from './scene.ts';
import { SlowPaint } from './slow-paint.ts';
import { ToolButton } from './tool-button.tsx';

const WIDTH = 208; // CSS pixels, as in hands.css
const HEIGHT = 138;
/** Milliseconds between two paintings of the map: three a second. */
const EVERY_MS = 333;
const mapIcon = 'M3 5h18v14H3zM12 12h6v4h-6zM6 8v.01M10 8v.01M7 13v.01';

/** Shows or hides the map, and says so; on a page without room for it, says what does the same. */
export function toggleMinimap(scene: Scene): void {
	const words = scene.words.get();
	if (!window.matchMedia(MAP_ROOM).matches) return scene.tell(words.mapNoRoom(chordOf('fit')));
	const isOn = !scene.hands.hasMap.get();
	scene.hands.hasMap.set(isOn);
	keepMinimap(isOn);
	scene.announce(isOn ? words.saidMapOn : words.saidMapOff);
}

export function MapButton() {
	const { scene } = useScene();
	const words = useWords();
	const isOn = useValue('has-map', () => scene.hands.hasMap.get(), [scene]);
	if (!useRoom()) return null;
	return (
		<ToolButton
			isQuiet
			className="mb-zoom-map"
			label={words.map}
			icon={mapIcon}
			letter={chordOf('map')}
			isOn={isOn}
			onPress={() => toggleMinimap(scene)}
		/>
	);
}

/**
 * All of the board in a corner, with a rectangle around what is in view; a press or a drag goes there. For eyes and pointers alone:
 * by keys the whole board, the selection and the next card are as near.
 */
export function Minimap() {
	const { scene } = useScene();
	const isOn = useValue('has-map', () => scene.hands.hasMap.get(), [scene]);
	return useRoom() && isOn ? <Map /> : null;
}

function Map() {
	const { scene, editor } = useScene();
	const root = useRef<HTMLDivElement>(null);
	useEffect(() => (root.current ? keepMap(root.current, scene, editor) : undefined), [scene, editor]);
	return (
		<div className="mb-map" ref={root} aria-hidden="true">
			<canvas />
			<div className="mb-map-view" />
		</div>
	);
}

function keepMap(root: HTMLElement, scene: Scene, editor: Editor): () => void {
	const canvas = root.querySelector('canvas');
	const frame = root.querySelector<HTMLElement>('.mb-map-view');
	const pen = canvas?.getContext('2d');
	if (!canvas || !frame || !pen) return () => {};
	const { boxes } = drawnShapesOf(editor);
	let place: MapPlace | null = null;
	const showView = () => {
		const view = areaOf(editor.getViewportPageBounds()); // before anything else: what follows the view must have read it
		frame.hidden = place === null;
		if (place === null) return;
		const { x, y, w, h } = onMap(place, view);
		Object.assign(frame.style, { width: `${w}px`, height: `${h}px`, transform: `translate(${x}px, ${y}px)` });
	};
	const paint = () => {
		const palette = scene.palette.get();
		if (palette === null) return;
		const cards = [...boxes.cards.values()];
		const frames = [...boxes.frames.values()];
		place = placeOnMap(
			[...cards, ...frames.map(({ x, y, props }) => ({ x, y, w: props.w, h: props.h }))],
			WIDTH,
			HEIGHT,
		);
		const ratio = editor.getInstanceState().devicePixelRatio;
		canvas.width = Math.round(WIDTH * ratio); // empties it, too
		canvas.height = Math.round(HEIGHT * ratio);
		if (place !== null) {
			const none = new Set<never>();
			const marks = { said: null, chosen: none, locked: none, marked: none };
			paintFar(pen, { frames, lines: boxes.lines(null), cards, ...marks }, { ...place, ratio }, palette);
		}
		showView();
	};
	const slowly = new SlowPaint(paint, () => isInGesture(editor) || editor.getCameraState() === 'moving', EVERY_MS);
	const stopAsking = react('map', () => {
		boxes.changes.get();
		scene.palette.get();
		slowly.ask();
	});
	// A transform and nothing else: it may follow each frame of a pan.
	const stopView = react('map-view', showView);
	const stopHand = listenToHand(root, editor, () => place);
	return () => {
		stopAsking();
		stopView();
		stopHand();
		slowly.stop();
	};
}

function listenToHand(root: HTMLElement, editor: Editor, placeNow: () => MapPlace | null): () => void {
	const go = (event: PointerEvent) => {
		const place = placeNow();
		if (place === null || (event.type === 'pointermove' && !root.hasPointerCapture(event.pointerId))) return;
		const { left, top } = root.getBoundingClientRect();
		editor.centerOnPoint(onPage(place, event.clientX - left, event.clientY - top), { immediate: true });
	};
	const onDown = (event: PointerEvent) => {
		if (event.button !== 0) return;
		root.setPointerCapture(event.pointerId);
		event.preventDefault(); // the focus stays where it is
		go(event);
	};
	root.addEventListener('pointerdown', onDown);
	root.addEventListener('pointermove', go);
	return () => {
		root.removeEventListener('pointerdown', onDown);
		root.removeEventListener('pointermove', go);
	};
}

function useRoom(): boolean {
	return useSyncExternalStore(
		(listener) => {
			const room = window.matchMedia(MAP_ROOM);
			room.addEventListener('change', listener);
			return () => room.removeEventListener('change', listener);
		},
		() => window.matchMedia(MAP_ROOM).matches,
	);
}
