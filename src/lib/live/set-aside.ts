import type { LockNotice } from '#protocol/sync.ts';
import type { TextPath } from './document-texts.ts';

/** A text that its author wrote and the server did not take. Kept on this device until the person dismisses it. */
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

/** Where set-aside texts outlive a reload: `localStorage`, or memory in tests and where a browser forbids it. */
export interface KeyedStore {
	getItem(key: string): string | null;
	setItem(key: string, value: string): void;
	removeItem(key: string): void;
}

/** A device keeps this many a document; the oldest go first. */
const KEPT_MAX = 100;

export class SetAside {
	readonly #store: KeyedStore | null;
	readonly #key: string;
	#texts: readonly SetAsideText[];

	constructor(store: KeyedStore | null, document: string) {
		this.#store = store;
		this.#key = `mesa.set-aside.${document}`;
		this.#texts = this.#load();
	}

	get texts(): readonly SetAsideText[] {
		return this.#texts;
	}

	add(texts: readonly SetAsideText[]): void {
		this.#keep([...this.#texts, ...texts].slice(-KEPT_MAX));
	}

	dismiss(id: string): void {
		this.#keep(this.#texts.filter((text) => text.id !== id));
	}

	#keep(texts: readonly SetAsideText[]): void {
		this.#texts = texts;
		try {
			if (texts.length === 0) this.#store?.removeItem(this.#key);
			else this.#store?.setItem(this.#key, JSON.stringify(texts));
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

/** The browser's own, or null where it is forbidden. */
export function deviceStore(): KeyedStore | null {
	try {
		return typeof localStorage === 'undefined' ? null : localStorage;
	} catch {
		return null;
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
