import * as Y from 'yjs';
import type { Writer } from './writer.ts';

export interface Kept {
	/** Acknowledged edits, or edits that others had seen, of which something is missing. */
	readonly lost: number;
	/** Edits of which one part is there and another is not. */
	readonly torn: number;
}

/** Holds a document, as a restarted server hands it out, against what its writers remember. */
export function checkKept(disk: Y.Doc, writers: readonly Writer[]): Kept {
	let lost = 0;
	let torn = 0;
	for (const { doc, acknowledged, heard, pending } of writers) {
		const promised = [...acknowledged.map(({ update }) => update), ...heard];
		if (promised.length > 0 && changes(disk, Y.mergeUpdates(promised))) {
			lost += promised.filter((update) => changes(disk, update)).length;
		}
		const reached = Y.getState(disk.store, doc.clientID);
		torn += [...acknowledged, ...pending].filter(({ from, to }) => reached > from && reached < to).length;
	}
	if (disk.store.pendingStructs !== null || disk.store.pendingDs !== null) torn += 1;
	return { lost, torn };
}

/** Whether an update holds anything that the document has not: what it brings, or what it deletes. */
function changes(disk: Y.Doc, update: Uint8Array): boolean {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(disk));
	const before = Y.snapshot(copy);
	Y.applyUpdate(copy, update);
	const isSame = Y.equalSnapshots(before, Y.snapshot(copy)) && copy.store.pendingStructs === null;
	copy.destroy();
	return !isSame;
}
