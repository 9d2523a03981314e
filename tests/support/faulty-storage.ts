import type { DocumentStore, Storage } from '../../server/storage/storage.ts';

export type FaultPlace =
	'log.append' | 'log.events' | 'documents.append' | 'documents.load' | 'documents.compact' | 'owners.claim';

export interface Faults {
	/**
	 * The next `times` calls (default 1) fail: 'before' anything was stored, as a full disk does, or 'after' it was, as a connection
	 * that breaks before the answer does.
	 */
	fail(place: FaultPlace, options?: { times?: number; when?: 'before' | 'after'; error?: Error }): void;
	/** Calls wait from now on until the returned function lets them go on. */
	hold(place: FaultPlace): () => void;
	/** Calls that are waiting now. */
	waiting(place: FaultPlace): number;
	/** From now on all works; who waits goes on. */
	heal(): void;
}

interface Fault {
	left: number;
	readonly when: 'before' | 'after';
	readonly error: Error;
}

type Guard = <Args extends unknown[], Answer>(
	place: FaultPlace,
	call: (...args: Args) => Promise<Answer>,
) => (...args: Args) => Promise<Answer>;

/** A real storage that fails or waits when told to. The stored data are the real storage's throughout. */
export function faultyStorage(storage: Storage): { storage: Storage; faults: Faults } {
	const { faults, guard } = newFaults();
	return {
		faults,
		storage: {
			...storage,
			owners: { ...storage.owners, claim: guard('owners.claim', storage.owners.claim) },
			log: {
				...storage.log,
				append: guard('log.append', storage.log.append),
				events: guard('log.events', storage.log.events),
			},
			documents: faultyDocuments(storage.documents, guard),
		},
	};
}

/** The same for documents alone, put around a store that is opened later. */
export function documentFaults(): { faults: Faults; around: (documents: DocumentStore) => DocumentStore } {
	const { faults, guard } = newFaults();
	return { faults, around: (documents) => faultyDocuments(documents, guard) };
}

const faultyDocuments = (documents: DocumentStore, guard: Guard): DocumentStore => ({
	...documents,
	append: guard('documents.append', documents.append),
	load: guard('documents.load', documents.load),
	compact: guard('documents.compact', documents.compact),
});

function newFaults(): { faults: Faults; guard: Guard } {
	const failing = new Map<FaultPlace, Fault>();
	const held = new Map<FaultPlace, { promise: Promise<void>; release: () => void }>();
	const waiting = new Map<FaultPlace, number>();

	/** The fault that this call meets, used up by it. */
	const meet = (place: FaultPlace): Fault | null => {
		const fault = failing.get(place);
		if (!fault) return null;
		fault.left -= 1;
		if (fault.left === 0) failing.delete(place);
		return fault;
	};
	const wait = async (place: FaultPlace): Promise<void> => {
		const hold = held.get(place);
		if (!hold) return;
		waiting.set(place, (waiting.get(place) ?? 0) + 1);
		await hold.promise;
		waiting.set(place, (waiting.get(place) ?? 1) - 1);
	};
	const guard: Guard =
		(place, call) =>
		async (...args) => {
			await wait(place);
			const fault = meet(place);
			if (fault?.when === 'before') throw fault.error;
			const answer = await call(...args);
			if (fault) throw fault.error;
			return answer;
		};

	const faults: Faults = {
		fail(place, { times = 1, when = 'before', error = new Error(`${place} failed: disk I/O error`) } = {}) {
			failing.set(place, { left: times, when, error });
		},
		hold(place) {
			const { promise, resolve } = Promise.withResolvers<void>();
			const release = (): void => {
				held.delete(place);
				resolve();
			};
			held.set(place, { promise, release });
			return release;
		},
		waiting: (place) => waiting.get(place) ?? 0,
		heal() {
			failing.clear();
			for (const { release } of [...held.values()]) release();
		},
	};
	return { faults, guard };
}
