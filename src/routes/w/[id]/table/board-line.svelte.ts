import type * as Y from 'yjs';
import { newCardId } from '#board/ids.ts';
import { observeTree } from '#board/observe-tree.ts';
import type { ProblemTree } from '#board/tree.ts';
import { createUndo, type Undo } from '#board/undo.ts';
import { ID_BYTES, type CardId, type ParticipantId, type WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import { keepingHere } from '$lib/live/device.ts';
import { LiveDocument, type LiveCopy } from '$lib/live/document.svelte.ts';
import type { Presence } from '$lib/live/presence.ts';
import type { SaveState } from '$lib/ui/save-state.ts';
import { saveStateOf } from './states/save-state-of.ts';
import { WhoseDevice } from './states/whose-device.svelte.ts';
import { writersOf } from './writers.ts';

const BOARD = { document: 'board' } as const;
/** Codes up to here are the network's own; the server's are above (`CLOSE`). */
const BROKEN_LINE = 4_000;

/** One copy of the board with what belongs to it; a reset brings another one. */
export interface BoardCopy {
	readonly doc: Y.Doc;
	readonly presence: Presence;
	readonly undo: Undo;
}

/** The board of a table for its pages: document, tree, undo, and who else is writing. `stop()` it on leaving. */
export class BoardLine {
	readonly document: LiveDocument;
	readonly device: WhoseDevice | null;
	copy: BoardCopy = $state.raw() as BoardCopy; // set before the constructor is done
	tree: ProblemTree = $state.raw() as ProblemTree;
	/** Cards that others have open for writing, with how they show. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- replaced whole, never changed in place
	writers: ReadonlyMap<CardId, readonly string[]> = $state.raw(new Map());
	/** Somebody has had everybody look somewhere since this page was opened: what the list says of it is worth fetching. */
	wasBrought = $state(false);
	/** Somebody else has shown something since this page was opened: they can be followed. */
	hadCompany = $state(false);
	#release: () => void;
	readonly #stopWatching: () => void;

	/** `participant`: who writes here, and may have it kept on this device; null for a screen that only shows. */
	constructor(workshop: WorkshopId, participant: ParticipantId | null, document: DocumentTarget = BOARD) {
		this.document = new LiveDocument({
			workshop,
			document,
			...(participant && { keeping: keepingHere(workshop, participant, document) }),
		});
		this.device = participant && new WhoseDevice(this.document, workshop, participant, document);
		this.#release = this.#bind(this.document.current);
		this.#stopWatching = this.document.onReset((copy) => {
			this.#release();
			this.#release = this.#bind(copy);
		});
	}

	/** False while there is nothing to show. */
	get hasArrived(): boolean {
		return this.document.hasArrived.current;
	}

	get ended(): number | null {
		const status = this.document.status.current;
		return status.is === 'closed' ? status.code : null;
	}

	/** Why the server let go of the line for now; null where it did not, or nobody knows. */
	get lineCode(): number | null {
		const status = this.document.status.current;
		return status.is === 'offline' && status.code !== undefined && status.code > BROKEN_LINE ? status.code : null;
	}

	/** Where one's writing stands, in the words of the page's lower left corner. */
	get saved(): SaveState {
		return saveStateOf(this.document);
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
		const readWriters = () => {
			this.writers = writersOf(presence.others);
			this.hadCompany ||= presence.others.length > 0;
			this.wasBrought ||= presence.others.some(({ brings }) => brings !== null);
		};
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
