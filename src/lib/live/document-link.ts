import { documentName } from '#board/document-names.ts';
import { idFromBytes, ID_BYTES, type WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import { CLOSE, isFinal, type PermissionMessage, type ResetMessage } from '#protocol/sync.ts';
import { delayBefore } from './backoff.ts';
import { Changes } from './changes.ts';
import { CONNECTING, OFFLINE, ONLINE, type ConnectionState } from './connection-state.ts';
import { pathOfKey, textAt } from './document-texts.ts';
import { watchReachability } from './reachability.ts';
import { Replica } from './replica.ts';
import { deviceStore, SetAside, type KeyedStore, type SetAsideText } from './set-aside.ts';

/**
 * `saved`: the server has it on disk. `sending`: connected, and waiting for the server to say so. `on-this-device`: not
 * connected; it goes when the connection is back, and is lost if this page is closed before.
 */
export type SavedState = 'saved' | 'sending' | 'on-this-device';

export interface DocumentLinkOptions {
	readonly workshop: WorkshopId;
	readonly document: DocumentTarget;
	/** `wss://host`; this page's own by default. */
	readonly origin?: string;
	readonly protocols?: readonly string[];
	readonly store?: KeyedStore | null;
	/** Between 0 and 1; spreads reconnections. */
	readonly random?: () => number;
}

/** What a refused copy leaves behind until its successor knows what the server has. */
interface Leftover {
	readonly texts: ReadonlyMap<string, string>;
	readonly code: string | null;
	readonly lock: SetAsideText['lock'];
}

/** `ws` closed it because one message was too large: the same message would be too large again. */
const MESSAGE_TOO_BIG = 1009;

/**
 * A document, kept in step with the server for as long as somebody looks at it: comes back by itself, knows what is saved, and
 * starts afresh when the server refuses something, with the person's own words set aside. Plain TypeScript; `LiveDocument`
 * makes it readable for components.
 */
export class DocumentLink {
	readonly changes = new Changes();
	readonly #options: DocumentLinkOptions;
	readonly #setAside: SetAside;
	readonly #onReset = new Set<() => void>();
	readonly #stopWatching: () => void;
	#replica: Replica;
	#connection: ConnectionState = CONNECTING;
	#permission: PermissionMessage | null = null;
	#leftover: Leftover | null = null;
	#attempt = 0;
	#timer: ReturnType<typeof setTimeout> | null = null;
	#isStopped = false;

	constructor(options: DocumentLinkOptions) {
		this.#options = options;
		const store = options.store === undefined ? deviceStore() : options.store;
		this.#setAside = new SetAside(store, `${options.workshop}.${documentName(options.document)}`);
		this.#replica = this.#open();
		this.#stopWatching = watchReachability({
			online: () => this.#reconnectNow(),
			woke: () => {
				if (this.#connection.is === 'closed') return;
				this.#replica.hangUp();
				this.#connection = OFFLINE;
				this.#reconnectNow();
				this.changes.tell();
			},
		});
	}

	/** The present copy; another one after a reset. */
	get replica(): Replica {
		return this.#replica;
	}

	get connection(): ConnectionState {
		return this.#connection;
	}

	get saved(): SavedState {
		if (!this.#replica.isUnsaved) return 'saved';
		return this.#connection.is === 'online' ? 'sending' : 'on-this-device';
	}

	/** What the server last said; null until it has said something. */
	get permission(): PermissionMessage | null {
		return this.#permission;
	}

	get setAside(): readonly SetAsideText[] {
		return this.#setAside.texts;
	}

	/** Calls back when the copy was replaced; whatever is bound to the old one has to bind to the new. */
	onReset(callback: () => void): () => void {
		this.#onReset.add(callback);
		return () => this.#onReset.delete(callback);
	}

	dismiss(id: string): void {
		this.#setAside.dismiss(id);
		this.changes.tell();
	}

	stop(): void {
		this.#isStopped = true;
		this.#stopWatching();
		if (this.#timer) clearTimeout(this.#timer);
		this.#replica.destroy();
	}

	#open(): Replica {
		const { workshop, document } = this.#options;
		const replica: Replica = new Replica(
			{
				serverUrl: `${this.#options.origin ?? pageOrigin()}/sync/${workshop}`,
				name: documentName(document),
				target: document,
				protocols: this.#options.protocols ?? [],
			},
			{
				synced: () => this.#current(replica, () => this.#onSynced()),
				closed: (code) => this.#current(replica, () => this.#onClosed(code)),
				permission: (message) =>
					this.#current(replica, () => {
						this.#permission = message;
						this.changes.tell();
					}),
				reset: (message) => this.#current(replica, () => this.#startAfresh(message)),
				saving: () => this.#current(replica, () => this.changes.tell()),
			},
		);
		return replica;
	}

	/** What a copy that was replaced still says counts no more. */
	#current(replica: Replica, work: () => void): void {
		if (!this.#isStopped && replica === this.#replica) work();
	}

	#onSynced(): void {
		this.#attempt = 0;
		this.#connection = ONLINE;
		if (this.#leftover) this.#settle(this.#leftover);
		this.#leftover = null;
		this.changes.tell();
	}

	#onClosed(code: number): void {
		if (isFinal(code) || code === MESSAGE_TOO_BIG) {
			this.#connection = { is: 'closed', code: code === MESSAGE_TOO_BIG ? CLOSE.tooLarge : code };
			const leftover = this.#leftover ?? this.#leftoverOf({ code: null, lock: null });
			this.#settle({ ...leftover });
			this.#leftover = null;
		} else {
			this.#connection = OFFLINE;
			if (code === CLOSE.clientIdTaken) this.#startAfresh({ code: null, lock: null });
			else this.#reconnectLater();
		}
		this.changes.tell();
	}

	#reconnectLater(): void {
		if (this.#timer !== null) return;
		const wait = delayBefore(this.#attempt++, (this.#options.random ?? Math.random)());
		this.#timer = setTimeout(() => this.#reconnectNow(), wait);
	}

	#reconnectNow(): void {
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
		if (!this.#isStopped && this.#connection.is !== 'closed') this.#replica.reconnect();
	}

	/** Takes a new copy, with a new client id. The words that were not saved wait until it is known what the server has. */
	#startAfresh(why: Pick<Leftover, 'code' | 'lock'> | ResetMessage): void {
		const { texts } = this.#leftoverOf(why);
		this.#leftover = { ...why, texts: new Map([...(this.#leftover?.texts ?? []), ...texts]) };
		const old = this.#replica;
		this.#connection = OFFLINE;
		this.#replica = this.#open();
		old.destroy();
		for (const callback of [...this.#onReset]) callback();
		this.changes.tell();
	}

	#leftoverOf({ code, lock }: Pick<Leftover, 'code' | 'lock'>): Leftover {
		const { doc, unsavedTexts } = this.#replica;
		const texts = new Map<string, string>();
		for (const key of unsavedTexts) {
			const text = textAt(doc, pathOfKey(key));
			if (text !== null && text.trim() !== '') texts.set(key, text);
		}
		return { texts, code, lock };
	}

	/** Sets aside what the server does not have, once the present copy shows what it has. */
	#settle({ texts, code, lock }: Leftover): void {
		const at = Date.now();
		const isCurrent = this.#connection.is === 'online';
		const missing = [...texts].filter(
			([key, text]) => !isCurrent || textAt(this.#replica.doc, pathOfKey(key)) !== text,
		);
		if (missing.length === 0) return;
		this.#setAside.add(
			missing.map(([key, text]) => ({ id: freshId(), path: pathOfKey(key), text, code, lock, at })),
		);
	}
}

const freshId = (): string => idFromBytes(crypto.getRandomValues(new Uint8Array(ID_BYTES)));

/** `ws://` or `wss://` of the page. */
export function pageOrigin(): string {
	return location.origin.replace(/^http/, 'ws');
}
