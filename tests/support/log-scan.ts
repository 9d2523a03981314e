import { canonicalJson } from '../../src/domain/hashing.ts';
import { HASH, POSITION_ID, RANDOM_ID } from '../../src/domain/ids.ts';
import { CODES, FIELDS } from './log-words.ts';

const fields = new Set<string>(Object.keys(FIELDS));
const codes = new Set<string>(Object.keys(CODES));
const KEY_ID = /^[0-9a-f]{16}$/;
const SIGNATURE = /^[0-9a-f]{128}$/;
const PATTERNS = [RANDOM_ID, POSITION_ID, HASH, KEY_ID, SIGNATURE];

/** Where an event's bytes hold anything but ids, hashes, codes and numbers; empty for a clean one. */
export function freeTextIn(bytes: Uint8Array): string[] {
	const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	const value: unknown = JSON.parse(text);
	// Other spellings could hide words: spaces between, or a key given twice, of which parsing keeps the last.
	const hidden = canonicalJson(value) === text ? [] : ['not canonical'];
	return [...hidden, ...wordsAt('', value)];
}

function wordsAt(path: string, value: unknown): string[] {
	if (typeof value === 'string') return isAllowed(value) ? [] : [`${path}: ${value}`];
	if (Array.isArray(value)) return value.flatMap((item, index) => wordsAt(`${path}[${index}]`, item));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, member]) => {
		const at = `${path}.${key}`;
		return [...(fields.has(key) || isAllowed(key) ? [] : [`key ${at}`]), ...wordsAt(at, member)];
	});
}

function isAllowed(text: string): boolean {
	return codes.has(text) || PATTERNS.some((pattern) => pattern.test(text));
}
