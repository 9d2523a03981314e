import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import { BY_DOCUMENT, inDatabase } from './device-database.ts';
import type { Kept, KeptEdit, OfflineStore } from './offline-store.ts';
import { answersToRollCall, tabsOpen } from './roll-call.ts';

interface EditRow {
	readonly document: string;
	readonly tab: string;
	readonly clientId: number;
	readonly bytes: Uint8Array;
}

/** One document of one person in the browser's database. */
export class IndexedDbStore implements OfflineStore {
	/** Workshop, person, document: another person who uses this browser neither sees nor sends it. */
	readonly #document: string;
	readonly #tab: string;
	readonly #leave: () => void;

	constructor(workshop: WorkshopId, participant: ParticipantId, name: string, tab: string) {
		this.#document = `${workshop}/${participant}/${name}`;
		this.#tab = tab;
		this.#leave = answersToRollCall(this.#document, tab);
	}

	async load(): Promise<Kept> {
		const document = this.#document;
		const { copy, rows, keys } = await inDatabase('readonly', (copies, edits) => {
			const index = edits.index(BY_DOCUMENT);
			const found = [copies.get(document), index.getAll(document), index.getAllKeys(document)] as const;
			// Written by this module alone.
			return () => ({
				copy: found[0].result as Uint8Array | undefined,
				rows: found[1].result as EditRow[],
				keys: found[2].result as number[],
			});
		});
		const others = rows.some(({ tab }) => tab !== this.#tab) ? await tabsOpen(document) : new Set<string>();
		const edits = rows.flatMap(({ tab, clientId, bytes }, at): KeptEdit[] => {
			const key = keys[at];
			return key === undefined || (tab !== this.#tab && others.has(tab)) ? [] : [{ key, clientId, bytes }];
		});
		return { copy: copy ?? null, edits };
	}

	addEdits(added: readonly Omit<KeptEdit, 'key'>[]): Promise<readonly number[]> {
		return inDatabase('readwrite', (_copies, edits) => {
			const requests = added.map(({ clientId, bytes }) => {
				const row: EditRow = { document: this.#document, tab: this.#tab, clientId, bytes };
				return edits.add(row);
			});
			return () => requests.map(({ result }) => Number(result));
		});
	}

	dropEdits(keys: readonly number[]): Promise<void> {
		return inDatabase('readwrite', (_copies, edits) => {
			for (const key of keys) edits.delete(key);
			return () => {};
		});
	}

	keepCopy(copy: Uint8Array | null): Promise<void> {
		return inDatabase('readwrite', (copies) => {
			if (copy === null) copies.delete(this.#document);
			else copies.put(copy, this.#document);
			return () => {};
		});
	}

	close(): void {
		this.#leave();
	}
}

/** How many edits of anybody wait on this device, unsent. */
export function unsentHere(): Promise<number> {
	return inDatabase('readonly', (_copies, edits) => {
		const count = edits.count();
		return () => count.result;
	});
}
