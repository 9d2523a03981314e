import * as Y from 'yjs';
import { cardsOf, entryOf, textOf } from '#board/roots.ts';

const names = new Map<string, string>();

/** The id of the note that a test calls by a short name. */
export function noteId(name: string): string {
	const letters = [...name].map((letter) => DIGITS[letter] ?? letter).join('');
	const id = letters.padEnd(20, '2');
	names.set(id, name);
	return id;
}
/** Ids know the digits from 2 to 7 only, and 2 fills them up. */
const DIGITS: Readonly<Partial<Record<string, string>>> = {
	...{ 0: 'za', 1: 'zb', 2: 'zc', 3: 'zd', 4: 'ze' },
	...{ 5: 'zf', 6: 'zg', 7: 'zh', 8: 'zi', 9: 'zj' },
};

/** Puts a note on a board, or other words on one that is there; as anybody at a table may. */
export function jot(doc: Y.Doc, name: string, words: unknown = 1): void {
	const text = JSON.stringify(words);
	const id = noteId(name);
	const known = textOf(entryOf(cardsOf(doc), id), 'text');
	doc.transact(() => {
		if (known === null) {
			const card = new Y.Map<unknown>([
				['kind', 'note'],
				['pos', [0, 0]],
				['text', new Y.Text(text)],
			]);
			cardsOf(doc).set(id, card);
			return;
		}
		known.delete(0, known.length);
		known.insert(0, text);
	});
}

/** Takes all words off a note. */
export function erase(doc: Y.Doc, name: string): void {
	const text = textOf(entryOf(cardsOf(doc), noteId(name)), 'text');
	text?.delete(0, text.length);
}

/** What stands on the notes of a board, by name; a note without words is left out. */
export function jotted(doc: Y.Doc): Record<string, unknown> {
	const notes: Record<string, unknown> = {};
	cardsOf(doc).forEach((_, id) => {
		const text = textOf(entryOf(cardsOf(doc), id), 'text')?.toString();
		if (text) notes[names.get(id) ?? id] = JSON.parse(text);
	});
	return notes;
}
