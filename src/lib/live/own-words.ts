import * as Y from 'yjs';
import type { TextPath } from './document-texts.ts';

/** A stretch of text as Yjs names it. */
export interface Piece {
	readonly client: number;
	readonly clock: number;
	readonly length: number;
}

export interface OwnWords {
	readonly path: TextPath;
	/** The whole text as it stands in this copy. */
	readonly text: string;
	/** What of it this person wrote. */
	readonly pieces: readonly Piece[];
}

/** The texts of a document in which words stand that somebody (`isOwn`) wrote. */
export function ownWords(
	doc: Y.Doc,
	roots: readonly string[],
	isOwn: (client: number, clock: number) => boolean,
): readonly OwnWords[] {
	const found: OwnWords[] = [];
	const look = (value: unknown, path: TextPath): void => {
		if (value instanceof Y.Map) value.forEach((inner: unknown, key) => look(inner, [...path, key]));
		if (!(value instanceof Y.Text)) return;
		const pieces: Piece[] = [];
		for (let item = value._start; item !== null; item = item.right) {
			const { client, clock } = item.id;
			const length = item.length;
			// A stretch may have been written in several goes: what counts is whether its end is news.
			if (!item.deleted && isOwn(client, clock + length - 1)) pieces.push({ client, clock, length });
		}
		if (pieces.length > 0) found.push({ path, text: value.toString(), pieces });
	};
	for (const root of roots) look(doc.getMap(root), [root]);
	return found;
}

/** Did the document take all of it? What a gate refused stands there as a tombstone, or not at all. */
export function hasTaken(doc: Y.Doc, piece: Piece): boolean {
	if (Y.getState(doc.store, piece.client) < piece.clock + piece.length) return false;
	for (const struct of structsOf(doc, piece)) if (!(struct instanceof Y.Item)) return false;
	return true;
}

/** Does the document no longer show some of it? */
export function isRemoved(doc: Y.Doc, piece: Piece): boolean {
	for (const { deleted } of structsOf(doc, piece)) if (deleted) return true;
	return false;
}

/** What the document has in place of a stretch; throws where it has heard of none of it. */
function* structsOf(doc: Y.Doc, { client, clock, length }: Piece): Generator<Y.Item | Y.GC> {
	const structs = doc.store.clients.get(client) ?? [];
	for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
		const struct = structs[at];
		if (struct === undefined || struct.id.clock >= clock + length) break;
		yield struct;
	}
}
