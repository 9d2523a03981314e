import { documentName } from '#board/document-names.ts';
import type { WorkshopId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import { CLOSE, isFinal, type PermissionMessage } from '#protocol/sync.ts';
import { delayBefore, delayWhenBusy } from './backoff.ts';
import { Changes } from './changes.ts';
import { CONNECTING, OFFLINE, ONLINE, type ConnectionState } from './connection-state.ts';
import type { CheckTimes } from './copy-check.ts';
import type { Keeping } from './device.ts';
import { textAt } from './document-texts.ts';
import { freshId } from './fresh-id.ts';
import type { OfflineStore } from './offline-store.ts';
import { hasTaken, type OwnWords } from './own-words.ts';
import { watchReachability } from './reachability.ts';
import { Replica, type SavedState } from './replica.ts';
import { SetAside, type SetAsideText } from './set-aside.ts';
import { warnBeforeLeaving } from './warn-before-leaving.ts';

export interface DocumentLinkOptions {
	readonly workshop: WorkshopId;
	readonly document: DocumentTarget;
	/** Where unsent edits and refused words are kept; by default in this page alone. */
	readonly keeping?: Keeping;
	/** `wss://host`; this page's own by default. */
	readonly origin?: string;
	readonly protocols?: readonly string[];
	/** Between 0 and 1; spreads reconnections. */
	readonly random?: () => number;
	/** When the copy is held against the server's (F26). */
	readonly checkTimes?: CheckTimes;
}

/** Why a copy was given up. */
type Why = Pick<SetAsideText, 'code' | 'lock'>;
const UNSAID: Why = { code: null, lock: null };

/** A copy that was given up, until its successor shows what the server has. */
interface Leftover {
	readonly replica: Replica;
	readonly why: Why;
}

/** `ws` closed it because one message was too large: the same message would be too large again. */
const MESSAGE_TOO_BIG = 1009;
/** Reading what was kept must not hold up the page where the browser's database does not answer. */
const LOADS_WITHIN_MS = 1_500;

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
	#offline: OfflineStore | null;
	#replica: Replica;
	#leftovers: Leftover[] = [];
	#connection: ConnectionState = CONNECTING;
	#permission: PermissionMessage | null = null;
	#loadingFailed = false;
	#attempt = 0;
	#timer: ReturnType<typeof setTimeout> | null = null;
	#isStopped = false;

	constructor(options: DocumentLinkOptions) {
		this.#options = options;
		const { offline, texts } = options.keeping ?? { offline: null, texts: null };
		this.#offline = offline;
		this.#setAside = new SetAside(texts, `${options.workshop}.${documentName(options.document)}`);
		this.#replica = this.#open();
		if (offline) void this.#startFrom(offline, this.#replica);
		else this.#replica.start(null);
		const stopReaching = watchReachability({
			online: () => this.#reconnectNow(),
			woke: () => {
				if (this.#connection.is === 'closed') return;
				this.#replica.hangUp();
				this.#connection = OFFLINE;
				this.#reconnectNow();
				this.changes.tell();
			},
			hidden: () => this.#replica.flush(),
		});
		const stopWarning = warnBeforeLeaving(() => this.saved !== 'saved' && !this.#replica.isKept);
		this.#stopWatching = () => {
			stopReaching();
			stopWarning();
		};
	}

	/** The present copy; another one after a reset. */
	get replica(): Replica {
		return this.#replica;
	}

	get connection(): ConnectionState {
		return this.#connection;
	}

	get saved(): SavedState {
		return this.#replica.stage;
	}

	/** This device should keep what the server does not have, and cannot: its storage is full or forbidden. */
	get keepingFails(): boolean {
		return this.#offline !== null && (this.#loadingFailed || this.#replica.keepingFails);
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

	/** Keeps unsent edits and refused words there from now on; what was kept before is removed. */
	keepIn({ offline, texts }: Keeping): void {
		void this.#replica.forgetKept();
		this.#offline?.close();
		this.#offline = offline;
		this.#loadingFailed = false;
		this.#setAside.moveTo(texts);
		if (offline) this.#replica.keepIn(offline);
		this.changes.tell();
	}

	stop(): void {
		this.#isStopped = true;
		this.#stopWatching();
		if (this.#timer) clearTimeout(this.#timer);
		this.#replica.flush();
		this.#replica.destroy();
		for (const { replica } of this.#leftovers) replica.destroy();
		this.#offline?.close();
	}

	#open(): Replica {
		const { workshop, document } = this.#options;
		const replica: Replica = new Replica(
			{
				serverUrl: `${this.#options.origin ?? pageOrigin()}/sync/${workshop}`,
				name: documentName(document),
				target: document,
				protocols: this.#options.protocols ?? [],
				checkTimes: this.#options.checkTimes,
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
				swallowed: (words) =>
					this.#current(replica, () => {
						this.#setAside.add(words.map((each) => asideOf(each, UNSAID)));
						this.changes.tell();
					}),
				diverged: () => this.#current(replica, () => this.#startAfresh(UNSAID)),
			},
		);
		return replica;
	}

	/** What a copy that was replaced still says counts no more. */
	#current(replica: Replica, work: () => void): void {
		if (!this.#isStopped && replica === this.#replica) work();
	}

	/** Begins with what this device kept. Where it can't be read the page goes on without, and says so. */
	async #startFrom(offline: OfflineStore, replica: Replica): Promise<void> {
		const late = new Promise<never>((_, reject) => {
			setTimeout(() => reject(new Error('the database did not answer')), LOADS_WITHIN_MS);
		});
		const kept = await Promise.race([offline.load(), late]).catch(() => null);
		this.#current(replica, () => {
			this.#loadingFailed = kept === null;
			try {
				replica.start(kept);
			} catch {
				void offline.keepCopy(null).catch(() => {}); // damaged; the server has a better one
				this.#takeAnother();
				replica.destroy();
			}
			if (replica === this.#replica && this.#offline === offline) replica.keepIn(offline);
			this.changes.tell();
		});
	}

	#onSynced(): void {
		this.#attempt = 0;
		this.#connection = ONLINE;
		this.#settle();
		this.changes.tell();
	}

	#onClosed(code: number): void {
		if (isFinal(code) || code === MESSAGE_TOO_BIG) {
			this.#connection = { is: 'closed', code: code === MESSAGE_TOO_BIG ? CLOSE.tooLarge : code };
			this.#end(code);
		} else {
			this.#connection = { is: 'offline', code };
			if (code === CLOSE.clientIdTaken) this.#startAfresh(UNSAID);
			else this.#reconnectLater(code);
		}
		this.changes.tell();
	}

	/**
	 * The server ended it for good: the person's unsaved words are shown for copying. A sign-in that ran out keeps what waits on this
	 * device for the next one; after anything else it would only be refused again.
	 */
	#end(code: number): void {
		const words = [...this.#leftovers.flatMap(asidesOf), ...asidesOf({ replica: this.#replica, why: UNSAID })];
		this.#leftovers = [];
		if (code === CLOSE.removed || code === CLOSE.unknownDocument || code === CLOSE.signedOut) {
			this.#setAside.moveTo(null);
		}
		this.#setAside.add(words);
		if (code !== CLOSE.signedOut) void this.#replica.forgetKept();
	}

	#reconnectLater(code: number): void {
		if (this.#timer !== null) return;
		const random = (this.#options.random ?? Math.random)();
		const wait = (code === CLOSE.busy ? delayWhenBusy : delayBefore)(this.#attempt++, random);
		this.#timer = setTimeout(() => this.#reconnectNow(), wait);
	}

	#reconnectNow(): void {
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
		if (!this.#isStopped && this.#connection.is !== 'closed') this.#replica.reconnect();
	}

	/**
	 * Takes a new copy, with a new client id and a new connection, so that nothing of the old one can be on its way any more. The
	 * words that were not saved wait until it is known what the server has; should the page end before, they are all kept.
	 */
	#startAfresh({ code, lock }: Why): void {
		const leftover: Leftover = { replica: this.#replica, why: { code, lock } };
		this.#leftovers.push(leftover);
		this.#setAside.hold(asidesOf(leftover));
		void leftover.replica.forgetKept();
		leftover.replica.retire();
		this.#connection = OFFLINE;
		this.#takeAnother();
		this.changes.tell();
	}

	#takeAnother(): void {
		this.#replica = this.#open();
		this.#replica.start(null);
		if (this.#offline) this.#replica.keepIn(this.#offline);
		for (const callback of [...this.#onReset]) callback();
	}

	/** Sets aside what the server does not have, now that the present copy shows what it has. */
	#settle(): void {
		const { doc } = this.#replica;
		const missing = this.#leftovers.flatMap(({ replica, why }) =>
			replica
				.words(doc)
				.filter(({ path, text, pieces }) => {
					return textAt(doc, path) !== text && !pieces.every((piece) => hasTaken(doc, piece));
				})
				.map((words) => asideOf(words, why)),
		);
		for (const { replica } of this.#leftovers) replica.destroy();
		this.#leftovers = [];
		this.#setAside.add(missing);
	}
}

const asidesOf = ({ replica, why }: Leftover): SetAsideText[] =>
	replica.unsavedWords().map((words) => asideOf(words, why));

function asideOf({ path, text }: OwnWords, { code, lock }: Why): SetAsideText {
	return { id: freshId(), path, text, code, lock, at: Date.now() };
}

/** `ws://` or `wss://` of the page. */
export function pageOrigin(): string {
	return location.origin.replace(/^http/, 'ws');
}
