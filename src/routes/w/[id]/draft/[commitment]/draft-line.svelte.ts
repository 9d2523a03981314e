import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { goneIndicators, readDraft, type Draft, type Indicator } from '#board/draft.ts';
import { createUndo, type Undo } from '#board/undo.ts';
import type { CommitmentId, WorkshopId } from '#domain/ids.ts';
import { LiveDocument, type LiveCopy } from '$lib/live/document.svelte.ts';
import type { SaveState } from '$lib/ui/save-state.ts';

/** One copy of a draft with what belongs to it; a reset brings another one. */
export interface DraftCopy {
	readonly doc: Y.Doc;
	readonly awareness: Awareness;
	readonly undo: Undo;
}

/** A draft for its page: document, what it reads now, undo, and whether it is saved. `stop()` it on leaving. */
export class DraftLine {
	readonly document: LiveDocument;
	copy: DraftCopy = $state.raw() as DraftCopy; // set before the constructor is done
	draft: Draft = $state.raw() as Draft;
	gone: readonly Indicator[] = $state.raw([]);
	#release: () => void;
	readonly #stopWatching: () => void;

	constructor(workshop: WorkshopId, commitment: CommitmentId) {
		this.document = new LiveDocument({ workshop, document: { document: 'draft', commitment } });
		this.#release = this.#bind(this.document.current);
		this.#stopWatching = this.document.onReset((copy) => {
			this.#release();
			this.#release = this.#bind(copy);
		});
	}

	/** False until the server's copy has come for the first time. */
	get hasArrived(): boolean {
		return this.document.status.current.is !== 'connecting';
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

	stop(): void {
		this.#stopWatching();
		this.#release();
		this.document.stop();
	}

	#bind({ doc, awareness }: LiveCopy): () => void {
		const undo = createUndo(doc);
		const read = () => {
			this.draft = readDraft(doc);
			this.gone = goneIndicators(doc);
		};
		doc.on('update', read);
		this.copy = { doc, awareness, undo };
		read();
		return () => {
			doc.off('update', read);
			undo.destroy();
		};
	}
}
