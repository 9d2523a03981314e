import { atom, computed, react, type Atom, type Computed, type Editor, type TLStore } from 'tldraw';
import type * as Y from 'yjs';
import type { Position } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import type { BoardRights } from '#board/rights.ts';
import type { Undo } from '#board/undo.ts';
import type { BoardOptions, BoardSettings } from './options.ts';
import type { Peer } from '../live/presence.ts';
import type { CardMarks } from '../marks/card-marks.ts';
import { Hands } from './hands.ts';
import { HeldCards } from './held-cards.ts';
import type { Palette } from './palette.ts';
import { cardIdOf } from './records.ts';
import type { SharedPresence } from './share-presence.ts';
import type { StoreBinding } from './bind-store.ts';
import { boardWords, type BoardWords } from './words.ts';

/** A link being drawn: from this card to wherever the pointer is, or the card under it. */
export interface Connecting {
	readonly from: CardId;
	readonly to: CardId | null;
	readonly point: Position;
}

/**
 * All that the parts of one open board share. The editor belongs to tldraw; shapes and tools find the scene by its store,
 * since React's context does not reach everything that tldraw draws.
 */
export class Scene {
	readonly doc: Y.Doc;
	readonly store: TLStore;
	readonly binding: StoreBinding;
	readonly undo: Undo;
	readonly presence: SharedPresence;
	readonly makeId: () => CardId;
	readonly announce: (sentence: string) => void;
	/** Opens the sheet of keys. */
	readonly onHelp: () => void;
	readonly settings: Atom<BoardSettings>;
	readonly peers: Atom<readonly Peer[]> = atom<readonly Peer[]>('peers', []);
	/** What the card tool puts down next. */
	readonly cardKind: Atom<CardKind> = atom<CardKind>('card-kind', 'note');
	readonly connecting: Atom<Connecting | null> = atom<Connecting | null>('connecting', null);
	/** Counts up when fonts have arrived: card heights measured before count no more. */
	readonly fonts: Atom<number> = atom('fonts', 0);
	/** True while an arrow key is held: the moves are written when it is let go. */
	readonly isNudging: Atom<boolean> = atom('nudging', false);
	/** The cards in which others have their caret, by who. */
	readonly writers: Computed<ReadonlyMap<CardId, Peer>>;
	readonly words: Computed<BoardWords>;
	/** What is said of cards. By itself: the page updates its settings four times a second, and every card looks here. */
	readonly marks: Computed<CardMarks>;
	/** What this person may do, as the board stands. */
	readonly rights: Computed<BoardRights>;
	/** What was just refused or held back, for the eyes; `announce` says it to screen readers. */
	readonly told: Atom<string | null> = atom<string | null>('told', null);
	/** How much of an image has gone, 0 to 1; null while none is on its way. */
	readonly sending: Atom<number | null> = atom<number | null>('sending', null);
	readonly held = new HeldCards();
	readonly hands = new Hands();
	/** The colours of the page, for what is painted; null until read. */
	readonly palette: Atom<Palette | null> = atom<Palette | null>('palette', null);
	editor: Editor | null = null;
	readonly #previews: Record<'drag' | 'glide', ReadonlyMap<CardId, Position>> = { drag: new Map(), glide: new Map() };

	constructor(
		parts: Pick<Scene, 'store' | 'binding' | 'presence' | 'rights'> & { readonly settings: Atom<BoardSettings> },
		options: BoardOptions,
	) {
		this.doc = options.doc;
		this.undo = options.undo;
		this.makeId = options.makeId;
		this.announce = options.announce;
		this.onHelp = () => options.onHelp?.();
		this.store = parts.store;
		this.binding = parts.binding;
		this.presence = parts.presence;
		this.settings = parts.settings;
		this.rights = parts.rights;
		this.writers = computed('writers', () => writersOf(this.peers.get()), { isEqual: areSameWriters });
		this.marks = computed('marks', () => this.settings.get().marks);
		this.words = computed('words', () => boardWords(this.settings.get().locale));
		scenes.set(parts.store, this);
	}

	/** Places where cards show for now: those that others drag, and those that glide; the latter count more. */
	showPreviews(source: 'drag' | 'glide', places: ReadonlyMap<CardId, Position>): void {
		this.#previews[source] = places;
		this.binding.preview(new Map([...this.#previews.drag, ...this.#previews.glide]));
	}

	/** Says why something did not happen, to eyes and ears alike, until the next thing is chosen. */
	tell(sentence: string): void {
		this.told.set(sentence);
		this.announce(sentence);
	}

	/** True where it may be done; else the person is told why not. */
	mayOrTold(why: string | null): boolean {
		if (why !== null) this.tell(why);
		return why === null;
	}

	/** Keeps an editor to what the settings say. Returns how to stop. */
	follow(editor: Editor, container: HTMLElement): () => void {
		const stopSettings = react('settings', () => {
			const { readOnly } = this.settings.get();
			container.setAttribute('aria-label', this.words.get().canvasLabel);
			if (readOnly && !editor.isInAny('select', 'hand', 'laser')) editor.setCurrentTool('select');
			if (readOnly && editor.getEditingShapeId() !== null) editor.setEditingShape(null);
			editor.updateInstanceState({ isReadonly: readOnly });
		});
		const stopRights = react('rights', () => {
			const rights = this.rights.get();
			const editing = editor.getEditingShapeId();
			const card = editing && cardIdOf(editing);
			const why = card && this.mayWrite ? rights.card(card) : null;
			if (why === null) return;
			editor.setEditingShape(null);
			this.tell(this.words.get().saidEditingEnded(why));
		});
		const stopTelling = react('told', () => {
			editor.getSelectedShapeIds();
			editor.getCurrentToolId();
			this.told.set(null);
		});
		return () => {
			stopSettings();
			stopRights();
			stopTelling();
		};
	}

	get mayWrite(): boolean {
		return !this.settings.get().readOnly;
	}
}

function writersOf(peers: readonly Peer[]): ReadonlyMap<CardId, Peer> {
	const writers = new Map<CardId, Peer>();
	for (const peer of peers) if (peer.editing && !writers.has(peer.editing)) writers.set(peer.editing, peer);
	return writers;
}

/** True where no card needs to be drawn anew; cursors move all the time, and every card looks here. */
function areSameWriters(a: ReadonlyMap<CardId, Peer>, b: ReadonlyMap<CardId, Peer>): boolean {
	return (
		a.size === b.size && [...a].every(([id, peer]) => b.get(id)?.person.label === peer.person.label && b.has(id))
	);
}

const scenes = new WeakMap<TLStore, Scene>();

export function sceneOf(editor: Editor): Scene {
	const scene = scenes.get(editor.store);
	if (!scene) throw new Error('this editor shows no board');
	return scene;
}
