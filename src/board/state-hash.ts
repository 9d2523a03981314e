import * as Y from 'yjs';
import { canonicalJson, hashText } from '#domain/hashing.ts';

/**
 * SHA-256 hex of what a document says, whatever history led there: two copies with the same state vector and another hash
 * differ silently (F26). `roots`: names of the root maps. Equal documents can differ in their encoded bytes, so those are not compared.
 */
export function stateHash(doc: Y.Doc, roots: readonly string[]): string {
	const content = Object.fromEntries(roots.map((root) => [root, plain(doc.getMap(root))]));
	return hashText(canonicalJson(content)).hash;
}

/** What JSON can say of a value; what it cannot (a stock client may have written anything) both ends say alike. */
function plain(value: unknown): unknown {
	if (value instanceof Y.Text) return value.toString().toWellFormed();
	if (value instanceof Y.Map) {
		return Object.fromEntries([...value.entries()].map(([key, inner]) => [key.toWellFormed(), plain(inner)]));
	}
	switch (typeof value) {
		case 'string':
			return value.toWellFormed();
		case 'number':
			return Number.isFinite(value) ? value : null;
		case 'boolean':
			return value;
		case 'object': {
			if (value === null) return null;
			if (Array.isArray(value)) return value.map(plain);
			return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), plain(inner)]));
		}
		default:
			return null;
	}
}
