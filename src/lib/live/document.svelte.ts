import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { PermissionMessage } from '#protocol/sync.ts';
import type { ConnectionState } from './connection-state.ts';
import type { Keeping } from './device.ts';
import { DocumentLink, type DocumentLinkOptions } from './document-link.ts';
import type { Presence } from './presence.ts';
import { Reading } from './reading.ts';
import type { SavedState } from './replica.ts';
import type { SetAsideText } from './set-aside.ts';

export interface LiveCopy {
	readonly doc: Y.Doc;
	/** What people show in a draft; on a board nobody says or hears anything here. */
	readonly awareness: Awareness;
	/** What people show on a board. */
	readonly presence: Presence;
}

/** A live document for components. Create it when a page opens the document, `stop()` it when the page is left. */
export class LiveDocument {
	readonly status: Reading<ConnectionState>;
	/** There is something to show: all that the server has, or what this device kept; false before, and just after a reset. */
	readonly hasArrived: Reading<boolean>;
	readonly saved: Reading<SavedState>;
	/** This device should keep what the server does not have, and cannot. */
	readonly keepingFails: Reading<boolean>;
	/** null until the server has said whether this person may write here. */
	readonly permission: Reading<PermissionMessage | null>;
	/** Texts of this person that the server refused, oldest first; kept until dismissed. */
	readonly setAside: Reading<readonly SetAsideText[]>;
	readonly #link: DocumentLink;
	readonly #copy: Reading<LiveCopy>;

	constructor(options: DocumentLinkOptions) {
		const link = new DocumentLink(options);
		this.#link = link;
		this.#copy = new Reading(link.changes, () => link.replica);
		this.status = new Reading(link.changes, () => link.connection);
		this.hasArrived = new Reading(link.changes, () => link.replica.hasArrived);
		this.saved = new Reading(link.changes, () => link.saved);
		this.keepingFails = new Reading(link.changes, () => link.keepingFails);
		this.permission = new Reading(link.changes, () => link.permission);
		this.setAside = new Reading(link.changes, () => link.setAside);
	}

	/** The present copy: another one after a reset, so bind inside an effect that reads it. */
	get current(): LiveCopy {
		return this.#copy.current;
	}

	get doc(): Y.Doc {
		return this.current.doc;
	}

	get awareness(): Awareness {
		return this.current.awareness;
	}

	/** For code outside components: calls back after a reset, with the copy that takes over. Returns the end of it. */
	onReset(callback: (copy: LiveCopy) => void): () => void {
		return this.#link.onReset(() => callback(this.#link.replica));
	}

	/** The person has copied a set-aside text, or wants it no more. */
	dismiss(id: string): void {
		this.#link.dismiss(id);
	}

	/** The person has said whose this device is. */
	keepIn(keeping: Keeping): void {
		this.#link.keepIn(keeping);
	}

	stop(): void {
		this.#link.stop();
	}
}
