import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { bytesOf } from './authors.ts';
import { fold, type Folded } from './fold.ts';
import type { FoldAnswer, FoldTask } from './fold-worker.ts';
import { FOLD_APART_BYTES, FOLD_WITHIN_MS } from './limits.ts';

/** Folds logs one at a time: small ones at once, large ones in a thread of its own, so that nobody's edit waits for it. */
export class FoldApart {
	#worker: Worker | null = null;

	/** As `fold` answers. Rejects where the log can't be folded, or not in time. */
	async fold(task: FoldTask): Promise<Folded | null> {
		if (sizeOf(task) < FOLD_APART_BYTES) return fold(task.stored, task.roots, task.now);
		const worker = (this.#worker ??= startWorker());
		const over = new AbortController(); // the thread outlives the question, and so would listeners with their answers
		try {
			const signal = AbortSignal.any([over.signal, AbortSignal.timeout(FOLD_WITHIN_MS)]);
			const answered = once(worker, 'message', { signal });
			const ended = once(worker, 'exit', { signal }).then(() =>
				Promise.reject(new Error('the folding thread ended')),
			);
			ended.catch(() => {}); // heard only while an answer is awaited
			worker.postMessage(task);
			const [answer]: FoldAnswer[] = await Promise.race([answered, ended]);
			if (answer === undefined) throw new Error('the folding thread said nothing');
			if ('error' in answer) throw answer.error;
			return answer.folded;
		} catch (error) {
			await this.stop(); // it may be in any state; the next log gets another one
			throw error;
		} finally {
			over.abort();
		}
	}

	async stop(): Promise<void> {
		const worker = this.#worker;
		this.#worker = null;
		await worker?.terminate();
	}
}

function startWorker(): Worker {
	const worker = new Worker(new URL('./fold-worker.ts', import.meta.url), { name: 'fold', execArgv: [] });
	worker.on('error', () => {}); // 'exit' follows
	worker.unref();
	return worker;
}

const sizeOf = ({ stored: { snapshot, updates } }: FoldTask): number => bytesOf(updates) + (snapshot?.byteLength ?? 0);
