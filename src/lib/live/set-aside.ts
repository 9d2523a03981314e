import type { LockNotice } from '#protocol/sync.ts';
import type { TextPath } from './document-texts.ts';

/** A text that its author wrote and the server did not take. Kept until the person dismisses it. */
export interface SetAsideText {
	readonly id: string;
	/** Where it stood: `cards`, card id, `text`; or `fields`, field key. */
	readonly path: TextPath;
	/** What the author had there, whole. */
	readonly text: string;
	/** Why; a refusal code, or null where the connection was ended. */
	readonly code: string | null;
	readonly lock: LockNotice | null;
	/** Milliseconds, this device's clock. */
	readonly at: number;
}

/** Where set-aside texts outlive a reload: `localStorage` on a device of one's own, `sessionStorage` on a shared one. */
export interface KeyedStore {
	getItem(key: string): string | null;
	setItem(key: string, value: string): void;
	removeItem(key: string): void;
}

/** A device keeps this many a document; the oldest go first. */
const KEPT_MAX = 100;

export class SetAside {
	readonly #key: string;
	#store: KeyedStore | null;
	#texts: readonly SetAsideText[];
	/** Not known yet to be missing: kept in case this page ends, and not shown. */
	#held: readonly SetAsideText[] = [];

	constructor(store: KeyedStore | null, document: string) {
		this.#store = store;
		this.#key = `mesa.set-aside.${document}`;
		this.#texts = this.#load();
	}

	get texts(): readonly SetAsideText[] {
		return this.#texts;
	}

	/** Keeps what may be missing until `add` says what is. */
	hold(texts: readonly SetAsideText[]): void {
		this.#held = [...this.#held, ...texts];
		this.#keep(this.#texts);
	}

	/** What is missing indeed; nothing is held after it. */
	add(texts: readonly SetAsideText[]): void {
		if (texts.length === 0 && this.#held.length === 0) return;
		this.#held = [];
		this.#keep([...this.#texts, ...texts].slice(-KEPT_MAX));
	}

	dismiss(id: string): void {
		this.#keep(this.#texts.filter((text) => text.id !== id));
	}

	/** Keeps the texts somewhere else from now on, or nowhere; they stay on screen for as long as the page does. */
	moveTo(store: KeyedStore | null): void {
		try {
			this.#store?.removeItem(this.#key);
		} catch {
			// Forbidden since; then there is nothing of ours in it.
		}
		this.#store = store;
		this.#keep(this.#texts);
	}

	#keep(texts: readonly SetAsideText[]): void {
		this.#texts = texts;
		const kept = [...texts, ...this.#held];
		try {
			if (kept.length === 0) this.#store?.removeItem(this.#key);
			else this.#store?.setItem(this.#key, JSON.stringify(kept));
		} catch {
			// Storage is full or forbidden: the texts stay on screen for as long as the page does.
		}
	}

	#load(): readonly SetAsideText[] {
		try {
			const stored: unknown = JSON.parse(this.#store?.getItem(this.#key) ?? '[]');
			return Array.isArray(stored) ? stored.filter(isSetAsideText) : [];
		} catch {
			return [];
		}
	}
}

function isSetAsideText(value: unknown): value is SetAsideText {
	if (typeof value !== 'object' || value === null) return false;
	const { id, path, text, at } = value as Partial<Record<keyof SetAsideText, unknown>>; // looked at field by field below
	return (
		typeof id === 'string' &&
		Array.isArray(path) &&
		path.every((step) => typeof step === 'string') &&
		typeof text === 'string' &&
		typeof at === 'number'
	);
}
