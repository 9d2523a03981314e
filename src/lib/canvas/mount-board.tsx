import 'tldraw/tldraw.css';
import './canvas.css';
import './hands.css';
import { atom, computed } from 'tldraw';
import { createRoot } from 'react-dom/client';
import { ALL_RIGHTS, mayTakeBack } from '#board/rights.ts';
import type { ProblemTree } from '#board/tree.ts';
import { addCardInView, openText } from './acts.ts';
import { bindStore } from './bind-store.ts';
import { BoardRoot } from './board-root.tsx';
import { measureAhead } from './card-height.ts';
import { followPeers, isInGesture } from './follow-editor.ts';
import { guardShapes } from './guard-shapes.ts';
import { DEFAULT_SETTINGS, type BoardHandle, type BoardOptions, type BoardSettings } from './options.ts';
import { quietTrackingPicture } from './quiet-tracking.ts';
import { isCardShape } from './records.ts';
import { Scene } from './scene.ts';
import { createBoardStore } from './schema.ts';
import { sharePresence } from './share-presence.ts';
import { tidyTree } from './tidy.ts';
import { fitView, focusCard } from './view.ts';

export type { BoardHandle, BoardOptions, BoardSettings };

/**
 * Shows a board document as a canvas in a node, which must have a size of its own. The document, its presence and its undo
 * belong to the caller and outlive the canvas; nothing is fetched, and nothing kept, by the canvas itself.
 */
export function mountBoard(node: HTMLElement, options: BoardOptions): BoardHandle {
	const settings = atom<BoardSettings>('settings', { ...DEFAULT_SETTINGS, ...pickSettings(options) });
	const store = createBoardStore();
	const isReadOnly = () => settings.get().readOnly;
	const tree = atom<ProblemTree | null>('tree', null);
	// By itself: the page updates its settings with every frame of the live lane, and this one of them hardly ever changes.
	const rightsOn = computed('rights-on', () => settings.get().rightsOn);
	const rights = computed('rights', () => {
		const now = tree.get();
		return now ? rightsOn.get()(now) : ALL_RIGHTS;
	});
	const stopGuard = guardShapes(store, {
		isReadOnly,
		rights: () => rights.get(),
		onHeld: (card) => {
			scene.held.add(card);
			queueMicrotask(() => scene.held.tell(scene));
		},
	});
	let shown: Scene | null = null; // not before the first shapes are brought
	const binding = bindStore(store, options.doc, {
		isBusy: () =>
			scene.editor !== null &&
			(isInGesture(scene.editor) || scene.isNudging.get() || scene.hands.question.get() !== null),
		isReadOnly,
		rights: () => rights.get(),
		onStructure: (now) => tree.set(now),
		makeId: options.makeId,
		onCopied: (ids) => scene.editor?.select(...ids.values()),
		onNotCopied: (count) => scene.tell(scene.words.get().saidNotCopied(count)),
		onRefused: (code) => scene.announce(scene.words.get().refused(code)),
		// One layout of the page for all that others wrote in a moment, where each card by itself would take one.
		onBring: (shapes) => shown?.editor && measureAhead(shown.editor, shapes.filter(isCardShape)),
	});
	const presence = sharePresence(options.presence);
	const scene = new Scene({ store, binding, presence, settings, rights }, options);
	shown = scene;
	options.undo.keepWhereClosed((place) => scene.mayWrite && mayTakeBack(rights.get(), place));
	const stops = [followPeers(scene), quietTrackingPicture(), stopGuard];
	const root = createRoot(node);
	root.render(<BoardRoot scene={scene} options={options} />);

	return {
		update(change) {
			const before = settings.get();
			const next = { ...before, ...pickSettings(change) };
			if (next.readOnly && !before.readOnly) scene.editor?.cancel(); // what is in hand goes back to its place
			settings.set(next);
		},
		focusCard: (id) => focusCard(scene, id),
		editCard(id) {
			if (focusCard(scene, id)) openText(scene, id);
		},
		zoomToFit: () => fitView(scene),
		tidy: () => tidyTree(scene),
		addCard: (kind) => addCardInView(scene, kind),
		destroy() {
			binding.commit();
			root.unmount();
			for (const stop of stops) stop();
			presence.stop();
			binding.stop();
			store.dispose();
		},
	};
}

/** The settings among options, so that undefined never covers a value. */
function pickSettings(change: Partial<BoardSettings>): Partial<BoardSettings> & Pick<BoardSettings, 'locale'>;
function pickSettings(change: Partial<BoardSettings>): Partial<BoardSettings> {
	const { readOnly, readOnlyReason, locale, identity, namesShown, chosen, rightsOn, locking, mayBring, letterKeys } =
		change;
	const { marks, openDetails, openTalk, drafting, openTemplates, images, leadsScreen } = change;
	const all = {
		readOnly,
		readOnlyReason,
		locale,
		identity,
		namesShown,
		chosen,
		rightsOn,
		locking,
		mayBring,
		leadsScreen,
		letterKeys,
		marks,
		openDetails,
		openTalk,
		drafting,
		openTemplates,
		images,
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
