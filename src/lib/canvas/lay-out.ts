import type { Position, Size } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import type { ProblemTree } from '#board/tree.ts';
import type { LayoutAsked } from './layout-worker.ts';

/** Beyond it the worker is taken as gone: 5,000 cards take it a tenth of that. */
const PATIENCE_MS = 5_000;

export type Layout = ReadonlyMap<CardId, Position>;

/** Lays out a tree in a worker of its own; where none starts or it breaks down, here. The same places either way. */
export async function layOut(tree: ProblemTree, sizes: ReadonlyMap<CardId, Size>): Promise<Layout> {
	try {
		return await inWorker({ tree, sizes });
	} catch (cause) {
		console.warn('the layout is done without a worker', cause);
		const { layoutTree } = await import('#board/layout.ts');
		return layoutTree(tree, (card) => sizes.get(card.id) ?? card.size);
	}
}

function inWorker(asked: LayoutAsked): Promise<Layout> {
	const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
	return new Promise<Layout>((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error('the worker says nothing')), PATIENCE_MS);
		worker.onmessage = ({ data }: MessageEvent<Layout>) => {
			clearTimeout(timer);
			resolve(data);
		};
		worker.onerror = (event) => {
			clearTimeout(timer);
			reject(new Error(event.message || 'the worker does not start'));
		};
		worker.postMessage(asked);
	}).finally(() => worker.terminate());
}
