import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { goneIndicators, readDraft, type Draft, type Indicator } from '#board/draft.ts';
import { createUndo, type Undo } from '#board/undo.ts';
import type { CommitmentId, ParticipantId, WorkshopId } from '#domain/ids.ts';
import { keepingHere } from '$lib/live/device.ts';
import { LiveDocument, type LiveCopy } from '$lib/live/document.svelte.ts';
import type { SaveState } from '$lib/ui/save-state.ts';
import { saveStateOf } from '../../table/states/save-state-of.ts';
import { WhoseDevice } from '../../table/states/whose-device.svelte.ts';

/** One copy of a draft with what belongs to it; a reset brings another one. */
export interface DraftCopy {
	readonly doc: Y.Doc;
	readonly awareness: Awareness;
	readonly undo: Undo;
}

/** A draft as its page's parts show and change it, wherever its document comes from. */
export type DraftInHand = Pick<DraftLine, 'copy' | 'draft' | 'gone'>;

/** A draft for its page: document, what it reads now, undo, and whether it is saved. `stop()` it on leaving. */
export class DraftLine {
	readonly document: LiveDocument;
	readonly device: WhoseDevice;
	copy: DraftCopy = $state.raw() as DraftCopy; // set before the constructor is done
	draft: Draft = $state.raw() as Draft;
	gone: readonly Indicator[] = $state.raw([]);
	#release: () => void;
	readonly #stopWatching: () => void;

	constructor(workshop: WorkshopId, commitment: CommitmentId, participant: ParticipantId) {
		const target = { document: 'draft', commitment } as const;
		const keeping = keepingHere(workshop, participant, target);
		this.document = new LiveDocument({ workshop, document: target, keeping });
		this.device = new WhoseDevice(this.document, workshop, participant, target);
		this.#release = this.#bind(this.document.current);
		this.#stopWatching = this.document.onReset((copy) => {
			this.#release();
			this.#release = this.#bind(copy);
		});
	}

	/** False while there is nothing to show: what is written into an empty copy could hide what the server has. */
	get hasArrived(): boolean {
		return this.document.hasArrived.current;
	}

	get ended(): number | null {
		const status = this.document.status.current;
		return status.is === 'closed' ? status.code : null;
	}

	/** Where one's writing stands, in the words of the page's lower left corner. */
	get saved(): SaveState {
		return saveStateOf(this.document);
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
