import * as Y from 'yjs';
import type { OfflineStore } from './offline-store.ts';
import type { PendingEdit, PendingEdits } from './pending-edits.ts';

/** A server that answers takes an edit sooner than this, and then it is never written here: a phone's flash is spared. */
const SENT_WAITS_MS = 300;
/** The copy is for opening quickly, so it is written in a pause, and not often. */
const COPY_QUIET_MS = 4_000;

export interface Copy {
	readonly doc: Y.Doc;
	readonly pending: PendingEdits;
	/** It has had all that the server has, and the line is up. */
	readonly isInSync: boolean;
}

/** Writes to this device what the server does not have yet, and now and then the document itself. */
export class DeviceKeeper {
	/** The last write failed: storage is full or forbidden. */
	isFailing = false;
	readonly #store: OfflineStore;
	readonly #copy: Copy;
	readonly #changed: () => void;
	#editsTimer: ReturnType<typeof setTimeout> | null = null;
	#copyTimer: ReturnType<typeof setTimeout> | null = null;
	#work: Promise<void> = Promise.resolve();
	#isStopped = false;

	/** `changed` is called when what is kept has changed. */
	constructor(store: OfflineStore, copy: Copy, changed: () => void) {
		this.#store = store;
		this.#copy = copy;
		this.#changed = changed;
		if (!copy.pending.isEmpty) this.keepSoon();
		this.#keepCopyLater();
	}

	/** There is an edit to keep: at once where nothing takes it off this device. */
	keepSoon(): void {
		if (this.#isStopped) return;
		const wait = this.#copy.pending.isSent ? SENT_WAITS_MS : 0;
		if (this.#editsTimer !== null && wait > 0) return;
		if (this.#editsTimer !== null) clearTimeout(this.#editsTimer);
		this.#editsTimer = setTimeout(() => this.#queue(() => this.#keepEdits()), wait);
	}

	/** The document has changed. */
	noteChange(): void {
		this.#keepCopyLater();
	}

	/** The page may be gone in a moment. */
	flush(): void {
		this.#queue(() => this.#keepEdits());
		if (this.#copyTimer !== null) this.#keepCopyNow();
	}

	/** The server has these. */
	drop(edits: readonly PendingEdit[]): void {
		const keys = edits.flatMap(({ key }) => (key === null ? [] : [key]));
		if (keys.length > 0) this.#queue(() => this.#store.dropEdits(keys));
	}

	/** Nothing of this copy is worth keeping any more; resolves when it is gone. */
	async forget(): Promise<void> {
		this.stop();
		this.drop(this.#copy.pending.all);
		this.#queue(() => this.#store.keepCopy(null));
		await this.#work;
	}

	stop(): void {
		this.#isStopped = true;
		if (this.#editsTimer !== null) clearTimeout(this.#editsTimer);
		if (this.#copyTimer !== null) clearTimeout(this.#copyTimer);
	}

	async #keepEdits(): Promise<void> {
		this.#editsTimer = null;
		const edits = this.#copy.pending.all.filter(({ key }) => key === null);
		if (edits.length === 0) return;
		const keys = await this.#store.addEdits(edits.map(({ bytes, clientId }) => ({ bytes, clientId })));
		edits.forEach((edit, at) => (edit.key = keys[at] ?? null));
		// The server was quicker with some of them.
		const pending = new Set(this.#copy.pending.all);
		const late = edits.filter((edit) => !pending.has(edit));
		if (late.length > 0) this.drop(late);
	}

	#keepCopyLater(): void {
		if (this.#isStopped) return;
		if (this.#copyTimer !== null) clearTimeout(this.#copyTimer);
		this.#copyTimer = setTimeout(() => this.#keepCopyNow(), COPY_QUIET_MS);
	}

	/** Only what the server has: a copy with words that it may refuse would bring them back for ever. */
	#keepCopyNow(): void {
		if (this.#copyTimer !== null) clearTimeout(this.#copyTimer);
		this.#copyTimer = null;
		const { doc, pending, isInSync } = this.#copy;
		if (!isInSync || !pending.isEmpty) return;
		const copy = Y.encodeStateAsUpdate(doc);
		this.#queue(() => this.#store.keepCopy(copy));
	}

	/** One after the other, and a failure is no end: the next edit tries again. */
	#queue(work: () => Promise<void>): void {
		this.#work = this.#work.then(work).then(
			() => this.#told(false),
			() => this.#told(true),
		);
	}

	#told(isFailing: boolean): void {
		this.isFailing = isFailing;
		if (!this.#isStopped) this.#changed();
	}
}
