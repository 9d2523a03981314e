import { documentName } from '#board/document-names.ts';
import { ROOTS } from '#board/roots.ts';
import type { RoomKey, RoomsDeps } from './deps.ts';
import { FoldApart } from './fold-apart.ts';

/** How many stored updates a fold took in, and how many it left apart. */
export interface FoldCount {
	readonly taken: number;
	readonly kept: number;
}

/**
 * Folds the logs of open and closing rooms into snapshots, one at a time for the whole process: two folds of one document
 * must never cross, because what one keeps apart the other would not know.
 */
export class Folder {
	readonly #deps: Pick<RoomsDeps, 'storage' | 'access' | 'clock' | 'log'>;
	readonly #apart = new FoldApart();
	#last: Promise<unknown> = Promise.resolve();

	constructor(deps: Pick<RoomsDeps, 'storage' | 'access' | 'clock' | 'log'>) {
		this.#deps = deps;
	}

	/**
	 * Folds a document's log as it is on disk when its turn comes. Appends may go on meanwhile: what comes after what was read
	 * stays.
	 */
	fold(key: RoomKey): Promise<FoldCount> {
		const folded = this.#last.then(() => this.#fold(key));
		this.#last = folded.catch(() => {}); // whoever asked hears of it
		return folded;
	}

	async stop(): Promise<void> {
		await this.#last;
		await this.#apart.stop();
	}

	async #fold({ workshop, target }: RoomKey): Promise<FoldCount> {
		const { storage, access, clock, log } = this.#deps;
		const document = documentName(target);
		const epoch = access.epoch(workshop);
		const began = performance.now();
		log.info({ document }, 'documents: a log is being folded');
		const stored = await storage.documents.load(workshop, document);
		const task = { stored, roots: ROOTS[target.document], now: clock() };
		const folded = await this.#apart.fold(task);
		const taken = stored.updates.length;
		if (folded === null) return { taken, kept: taken };
		const { snapshot, last, kept, until } = folded;
		await storage.documents.compact(workshop, epoch, document, snapshot, last, kept, until);
		const milliseconds = Math.round(performance.now() - began);
		log.info({ document, taken, kept: kept.length, milliseconds }, 'documents: a log was folded');
		return { taken, kept: kept.length };
	}
}
