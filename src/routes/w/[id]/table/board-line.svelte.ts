import type * as Y from 'yjs';
import { newCardId } from '#board/ids.ts';
import { observeTree } from '#board/observe-tree.ts';
import type { ProblemTree } from '#board/tree.ts';
import { createUndo, type Undo } from '#board/undo.ts';
import { ID_BYTES, type CardId, type WorkshopId } from '#domain/ids.ts';
import type { LiveCopy } from '$lib/live/document.svelte.ts';
import { LiveDocument } from '$lib/live/document.svelte.ts';
import type { Presence } from '$lib/live/presence.ts';
import type { SaveState } from '$lib/ui/save-state.ts';
import { writersOf } from './writers.ts';

/** One copy of the board with what belongs to it; a reset brings another one. */
export interface BoardCopy {
	readonly doc: Y.Doc;
	readonly presence: Presence;
	readonly undo: Undo;
}

/** The board of a table for its pages: document, tree, undo, and who else is writing. `stop()` it on leaving. */
export class BoardLine {
	readonly document: LiveDocument;
	copy: BoardCopy = $state.raw() as BoardCopy; // set before the constructor is done
	tree: ProblemTree = $state.raw() as ProblemTree;
	/** Cards that others have open for writing, with how they show. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- replaced whole, never changed in place
	writers: ReadonlyMap<CardId, readonly string[]> = $state.raw(new Map());
	#release: () => void;
	readonly #stopWatching: () => void;

	constructor(workshop: WorkshopId) {
		this.document = new LiveDocument({ workshop, document: { document: 'board' } });
		this.#release = this.#bind(this.document.current);
		this.#stopWatching = this.document.onReset((copy) => {
			this.#release();
			this.#release = this.#bind(copy);
		});
	}

	/** False until the present copy has had all that the server has. */
	get hasArrived(): boolean {
		return this.document.hasArrived.current;
	}

	get ended(): number | null {
		const status = this.document.status.current;
		return status.is === 'closed' ? status.code : null;
	}

	/** Where one's writing stands, in the words of the page's lower left corner. */
	get saved(): SaveState {
		if (this.document.status.current.is === 'offline') return 'offline';
		const saved = this.document.saved.current;
		if (saved === 'saved' && this.document.permission.current?.mayWrite === false) return 'read-only';
		return saved === 'saved' ? 'saved' : saved === 'sending' ? 'saving' : 'offline';
	}

	/** Tells the others which card is open for writing here. */
	showEditing(card: CardId | null): void {
		this.copy.presence.show({ editing: card });
	}

	stop(): void {
		this.#stopWatching();
		this.#release();
		this.document.stop();
	}

	#bind({ doc, presence }: LiveCopy): () => void {
		const undo = createUndo(doc);
		const observed = observeTree(doc, (tree) => (this.tree = tree));
		const readWriters = () => (this.writers = writersOf(presence.others));
		const stopHearing = presence.onChange(readWriters);
		this.copy = { doc, presence, undo };
		this.tree = observed.current;
		readWriters();
		return () => {
			stopHearing();
			observed.stop();
			undo.destroy();
		};
	}
}

/** A fresh card id; plain http has `getRandomValues`, and nothing more. */
export function freshCardId(): CardId {
	return newCardId(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
}
