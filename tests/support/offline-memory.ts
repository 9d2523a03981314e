import type { Kept, KeptEdit, OfflineStore } from '../../src/lib/live/offline-store.ts';

/** What one browser keeps of one document, in memory; each tab opens it with `tab()`. */
export class DeviceMemory {
	copy: Uint8Array | null = null;
	readonly edits = new Map<number, KeptEdit & { readonly tab: symbol }>();
	/** Every write fails from now on, as when the disk is full. */
	isFull = false;
	readonly #open = new Set<symbol>();
	#next = 1;

	/** A store as one tab has it. `close` is what a browser does when the tab goes; a tab that is killed is closed too. */
	tab(): OfflineStore {
		const tab = Symbol('tab');
		this.#open.add(tab);
		const write = async <Result>(work: () => Result): Promise<Result> => {
			await Promise.resolve();
			if (this.isFull) throw new Error('the disk is full');
			return work();
		};
		return {
			load: async (): Promise<Kept> => {
				await Promise.resolve();
				const edits = [...this.edits.values()].filter((edit) => edit.tab === tab || !this.#open.has(edit.tab));
				return { copy: this.copy, edits };
			},
			addEdits: (added) =>
				write(() =>
					added.map((edit) => {
						const key = this.#next++;
						this.edits.set(key, { ...edit, key, tab });
						return key;
					}),
				),
			dropEdits: (keys) => write(() => keys.forEach((key) => this.edits.delete(key))),
			keepCopy: (copy) =>
				write(() => {
					this.copy = copy;
				}),
			close: () => void this.#open.delete(tab),
		};
	}
}
