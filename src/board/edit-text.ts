import { simpleDiffStringWithCursor } from 'lib0/diff';
import type * as Y from 'yjs';
import { TEXT } from './acts.ts';
import { cleanText, cutText, isHighSurrogate, isLowSurrogate } from './clean-text.ts';

/** `remove` UTF-16 units from `index` on, then `insert` there. */
export interface TextEdit {
	readonly index: number;
	readonly remove: number;
	readonly insert: string;
}

/**
 * Applies one edit as one transaction and returns what was really done: the range is kept within the text and off the middle
 * of surrogate pairs, the insertion is cleaned and cut to what still fits under `limit`. Null where nothing changed.
 */
export function editText(text: Y.Text, edit: TextEdit, limit: number): TextEdit | null {
	const before = text.toString();
	const from = offPair(before, within(edit.index, before.length), -1);
	const to = offPair(before, within(edit.index + edit.remove, before.length), 1);
	const remove = Math.max(0, to - from);
	const insert = cutText(cleanText(edit.insert), limit - (before.length - remove));
	if (remove === 0 && insert === '') return null;
	const write = () => {
		if (remove > 0) text.delete(from, remove);
		if (insert !== '') text.insert(from, insert);
	};
	if (text.doc === null) write();
	else text.doc.transact(write, TEXT);
	return { index: from, remove, insert };
}

/**
 * Makes the text read `next` by the smallest single edit. `caret` is where the caret stands after the edit: it tells which
 * of two equal letters was typed, so that others' carets beside it stay where they are.
 */
export function setText(text: Y.Text, next: string, limit: number, caret?: number): TextEdit | null {
	const before = text.toString();
	if (before === next) return null;
	const grown = Math.max(0, next.length - before.length);
	const diff = simpleDiffStringWithCursor(before, next, Math.max(0, (caret ?? next.length) - grown));
	return editText(text, diff, limit);
}

const within = (index: number, length: number) => Math.min(length, Math.max(0, Math.trunc(index) || 0));

/** Moves an index that points into the middle of a surrogate pair to the pair's edge on the given side. */
function offPair(text: string, index: number, side: -1 | 1): number {
	const splits = isHighSurrogate(text.charCodeAt(index - 1)) && isLowSurrogate(text.charCodeAt(index));
	return splits ? index + side : index;
}
