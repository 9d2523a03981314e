import { parentPort } from 'node:worker_threads';
import type { StoredDocument } from '../storage/storage.ts';
import { fold, type Folded } from './fold.ts';

/** What the worker is asked, one at a time. */
export interface FoldTask {
	readonly stored: StoredDocument;
	readonly roots: readonly string[];
	readonly now: number;
}
export type FoldAnswer = { readonly folded: Folded | null } | { readonly error: unknown };

/** Folds large documents beside the thread that serves people. */
parentPort?.on('message', ({ stored, roots, now }: FoldTask) => {
	let answer: FoldAnswer;
	try {
		answer = { folded: fold(stored, roots, now) };
	} catch (error) {
		answer = { error };
	}
	parentPort?.postMessage(answer);
});
