import { TLPOINTER_ID, react, useEditor, useValue } from 'tldraw';
import { useEffect, useRef } from 'react';
import type { Point } from '#protocol/presence.ts';
import { LaserTrails, type TrailPiece } from './laser-trails.ts';
import { sceneOf, type Scene } from './scene.ts';

/** One's own trail; the server counts devices from 1. */
const OWN = 0;
const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 7; // CSS pixels at the dot

/**
 * The trails behind the dots of pointers, in page units. They fade with each frame, so they are drawn past React; while nobody
 * points, nothing runs. Who asked for less motion sees the dots alone.
 */
export function LaserLayer() {
	const editor = useEditor();
	const scene = sceneOf(editor);
	const root = useRef<SVGSVGElement>(null);
	useEffect(() => (root.current ? keepTrails(root.current, scene) : undefined), [scene]);
	const isPointing = useValue('pointing', () => scene.hands.isPointing.get(), [scene]);
	return (
		<>
			<svg className="tl-overlays__item mb-trails" ref={root} aria-hidden="true" />
			{isPointing && <OwnDot />}
		</>
	);
}

function OwnDot() {
	const scene = sceneOf(useEditor());
	const [x, y] = useValue('own-dot', () => ownPlace(scene), [scene]);
	return (
		<div className="mb-cursor" style={{ transform: `translate(${x}px, ${y}px)`, transitionDuration: '0ms' }}>
			<LaserDot tone={toneOf(scene, OWN)} />
		</div>
	);
}

/** The dot itself, the same size at any zoom. */
export function LaserDot({ tone }: { readonly tone: string }) {
	return <div className="mb-laser-dot" style={{ ['--tone' as string]: tone }} />;
}

function keepTrails(root: SVGSVGElement, scene: Scene): () => void {
	const lessMotion = window.matchMedia('(prefers-reduced-motion: reduce)');
	const trails = new LaserTrails();
	let lit = new Set<number>();
	let frame = 0;
	const draw = () => {
		frame = 0;
		const shown = trails.pieces(performance.now());
		const zoom = scene.editor?.getZoomLevel() ?? 1;
		root.replaceChildren(
			...[...shown].flatMap(([whose, pieces]) => pieces.map((piece) => line(piece, toneOf(scene, whose), zoom))),
		);
		if (shown.size > 0) schedule();
	};
	const schedule = () => {
		if (frame === 0) frame = requestAnimationFrame(draw);
	};
	const stop = react('trails', () => {
		const now = performance.now();
		const next = new Map<number, Point>();
		if (scene.hands.isPointing.get()) next.set(OWN, ownPlace(scene));
		for (const { number, laser, cursor } of scene.peers.get()) if (laser && cursor) next.set(number, cursor);
		for (const [whose, at] of next) {
			if (!lit.has(whose)) trails.end(whose);
			if (!lessMotion.matches) trails.point(whose, at, now);
		}
		lit = new Set(next.keys());
		if (next.size > 0) schedule();
	});
	return () => {
		stop();
		cancelAnimationFrame(frame);
	};
}

function line({ from, to, faded }: TrailPiece, tone: string, zoom: number): SVGLineElement {
	const piece = document.createElementNS(SVG, 'line');
	const ends = { x1: from[0], y1: from[1], x2: to[0], y2: to[1] };
	for (const [name, value] of Object.entries(ends)) piece.setAttribute(name, String(value));
	piece.style.stroke = tone;
	piece.style.strokeWidth = String((WIDTH * (1 - 0.7 * faded)) / zoom);
	piece.style.opacity = String(1 - faded);
	return piece;
}

function ownPlace(scene: Scene): Point {
	const { x, y } = scene.store.get(TLPOINTER_ID) ?? { x: 0, y: 0 };
	return [x, y];
}

function toneOf(scene: Scene, whose: number): string {
	const person =
		whose === OWN
			? scene.settings.get().identity
			: scene.peers.get().find(({ number }) => number === whose)?.person;
	return `var(--sector-${person?.sector?.tone ?? 'citizens'})`;
}
