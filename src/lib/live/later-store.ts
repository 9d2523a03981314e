import type { Kept, KeptEdit, OfflineStore } from './offline-store.ts';

/** A store that is fetched when it is first asked for, so that a page on a shared device never downloads it. */
export class LaterStore implements OfflineStore {
	readonly #fetch: () => Promise<OfflineStore>;
	#store: Promise<OfflineStore> | null = null;

	constructor(fetch: () => Promise<OfflineStore>) {
		this.#fetch = fetch;
		this.#there().catch(() => {}); // while the network is there; who asks later gets the error, or another try
	}

	async load(): Promise<Kept> {
		return await (await this.#there()).load();
	}

	async addEdits(edits: readonly Omit<KeptEdit, 'key'>[]): Promise<readonly number[]> {
		return await (await this.#there()).addEdits(edits);
	}

	async dropEdits(keys: readonly number[]): Promise<void> {
		await (await this.#there()).dropEdits(keys);
	}

	async keepCopy(copy: Uint8Array | null): Promise<void> {
		await (await this.#there()).keepCopy(copy);
	}

	close(): void {
		void this.#store?.then(
			(store) => store.close(),
			() => {}, // it never came
		);
	}

	#there(): Promise<OfflineStore> {
		this.#store ??= this.#fetch().catch((error: unknown) => {
			this.#store = null;
			throw error;
		});
		return this.#store;
	}
}
