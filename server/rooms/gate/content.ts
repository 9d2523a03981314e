import * as Y from 'yjs';
import { VALUE_MAX_DEPTH } from '../limits.ts';
import { isShared, type SharedType } from './paths.ts';

/** Something that no honest client makes. */
export class Malformed extends Error {}

/**
 * Texts hold plain text, maps hold plain values, maps and texts: no subdocument, binary, embed or formatting (F8). Returns the
 * map or text that comes with the item; null where none does.
 */
export function checkContent({ content }: Y.Item, key: string | null): SharedType | null {
	if (content instanceof Y.ContentDeleted) return null;
	if (key === null) {
		if (!(content instanceof Y.ContentString)) throw new Malformed();
		return null;
	}
	if (content instanceof Y.ContentType) {
		const kind: unknown = content.type.constructor;
		if (kind !== Y.Map && kind !== Y.Text) throw new Malformed(); // its own class, not one that extends it
		return isShared(content.type) ? content.type : null;
	}
	if (!(content instanceof Y.ContentAny)) throw new Malformed();
	if (!content.arr.every((value: unknown) => isPlain(value, VALUE_MAX_DEPTH))) throw new Malformed();
	return null;
}

/** What JSON could say, on Object's own prototype (F9). */
function isPlain(value: unknown, depth: number): boolean {
	if (depth < 0) return false;
	switch (typeof value) {
		case 'undefined':
		case 'boolean':
		case 'number':
		case 'string':
			return true;
		case 'object': {
			if (value === null) return true;
			if (Array.isArray(value)) return value.every((part) => isPlain(part, depth - 1));
			return (
				Object.getPrototypeOf(value) === Object.prototype &&
				Object.values(value).every((part) => isPlain(part, depth - 1))
			);
		}
		default:
			return false;
	}
}
