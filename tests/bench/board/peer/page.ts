import 'tldraw/tldraw.css';
import { getAssetUrlsByImport } from '@tldraw/assets/imports.vite';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createShapeId, Tldraw, toRichText, type Editor, type TLGeoShape, type TLShapePartial } from 'tldraw';

// tldraw as it comes, with the same cards as figures with text. No lines between them: tldraw's arrows would make it slower still.

interface PeerCard {
	readonly pos: readonly [number, number];
	readonly kind: string;
	readonly text: string;
}

const COLOURS: Readonly<Record<string, TLGeoShape['props']['color']>> = {
	problem: 'black',
	cause: 'yellow',
	effect: 'violet',
	solution: 'green',
};
const assetUrls = getAssetUrlsByImport();

function shapeOf({ pos, kind, text }: PeerCard): TLShapePartial<TLGeoShape> {
	const props = { w: 220, h: 116, size: 's', font: 'sans', dash: 'solid', fill: 'solid' } as const;
	return {
		id: createShapeId(),
		type: 'geo',
		x: pos[0],
		y: pos[1],
		props: { ...props, color: COLOURS[kind] ?? 'grey', richText: toRichText(text) },
	};
}

async function start(): Promise<void> {
	// Written by the server of this very bench.
	const cards = (await (await fetch('/cards.json')).json()) as readonly PeerCard[];
	const onMount = (editor: Editor) => {
		editor.createShapes(cards.map(shapeOf));
		document.documentElement.dataset['cards'] = String(editor.getCurrentPageShapeIds().size);
		// As many as there are, for the bench to see that both have the same in hand.
		editor.store.listen(() => {
			document.documentElement.dataset['selected'] = String(editor.getSelectedShapeIds().length);
		});
	};
	const root = document.createElement('div');
	root.style.cssText = 'position:fixed;inset:0';
	document.body.append(root);
	createRoot(root).render(createElement(Tldraw, { assetUrls, onMount }));
}

await start();
