import type * as Y from 'yjs';
import { csvLinks } from '#board/files/csv-card.ts';
import { fileError, type FileError, type Read } from '#board/files/file-error.ts';
import { plantCsv } from '#board/files/plant-csv.ts';
import { plantFile } from '#board/files/plant-file.ts';
import { addCards } from '#board/edit-cards.ts';
import type { CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import { CARD_TEXT_MAX } from '#board/limits.ts';
import { LIST_LINES_MAX, readList } from '#board/list-text.ts';
import { done, type Outcome } from '#board/outcome.ts';
import { plantList } from '#board/plant-list.ts';
import { readTree } from '#board/read-tree.ts';
import { readCsv } from './board-csv.ts';
import { csvWords } from './csv-words.ts';
import { imagesInFile, type FileImage } from './images-in-file.ts';
import { readTldr, type Lost } from './read-tldr.ts';
import { readBoardFile } from './read-board-file.ts';

/** What a file would put on the board, once somebody says so. */
export interface Found {
	readonly kinds: ReadonlySet<CardKind>;
	readonly cards: number;
	readonly links: number;
	readonly drawings: number;
	/** What of the file this board has no place for, one thing a line; all of it is in the file still. */
	readonly lost: readonly Lost[];
	/** Images that it names, whose bytes are with a table. */
	readonly images: readonly FileImage[];
	/** One act; gives the cards. Refuses as `addCards` does. */
	readonly plant: () => Outcome<readonly CardId[]>;
}

export interface Ground {
	readonly doc: Y.Doc;
	readonly newId: () => CardId;
	readonly mayPin: boolean;
	readonly mayAdd: (kind: CardKind) => boolean;
}

/** Reads a file by its name's ending: `.json`, `.csv` (`.tsv`), `.tldr`, anything else as an indented or bulleted text. */
export function findCardsIn(name: string, text: string, ground: Ground): Read<Found> {
	if (/\.json$/i.test(name)) return inBoardFile(text, ground);
	if (/\.[ct]sv$/i.test(name)) return inCsv(text, ground);
	if (/\.tldr$/i.test(name)) return inTldr(text, ground);
	return inText(text, ground);
}

function inBoardFile(text: string, { doc, newId, mayPin }: Ground): Read<Found> {
	const read = readBoardFile(text);
	if (!read.ok) return read;
	const { cards, links, drawings } = read.value;
	return found({
		kinds: new Set(cards.map(({ kind }) => kind)),
		cards: cards.filter(({ gone }) => !gone).length,
		links: links.filter(({ gone }) => !gone).length,
		drawings: drawings.filter(({ gone }) => !gone).length,
		images: imagesInFile(text, read.value),
		plant: () => plantFile(doc, read.value, { newId, mayPin }),
	});
}

/** Notes of tldraw have no kind of ours: they come as notes, or as what the table writes now. */
const WISHED: readonly CardKind[] = [
	'note',
	'cause',
	'effect',
	'solution',
	'problem',
	'objective',
	'means',
	'end',
	'actor',
];

function inTldr(text: string, { doc, newId, mayPin, mayAdd }: Ground): Read<Found> {
	const read = readTldr(text, { newId, kind: WISHED.find(mayAdd) ?? 'note' });
	if (!read.ok) return read;
	const { file, lost } = read.value;
	return found({
		kinds: new Set(file.cards.map(({ kind }) => kind)),
		cards: file.cards.length,
		links: file.links.length,
		drawings: file.drawings.length,
		lost,
		plant: () => plantFile(doc, file, { newId, mayPin }),
	});
}

function inCsv(text: string, { doc, newId }: Ground): Read<Found> {
	const read = readCsv(text, [csvWords()]);
	if (!read.ok) return read;
	const rows = read.value;
	return found({
		kinds: new Set(rows.map(({ kind }) => kind)),
		cards: rows.length,
		links: csvLinks(rows, newId).length,
		drawings: 0,
		plant: () => plantCsv(doc, rows, newId),
	});
}

function inText(text: string, { doc, newId, mayAdd }: Ground): Read<Found> {
	const errors: FileError[] = [];
	const lines = text.split(/\r\n?|\n/);
	lines.forEach((line, index) => {
		if (line.trim().length > CARD_TEXT_MAX) errors.push(fileError(index + 1, 'too-long', line.trim()));
	});
	// A Markdown file's headings say what follows; the lists under them are the cards.
	const list = readList(lines.filter((line) => !/^#{1,6}\s/.test(line)).join('\n'));
	if (list === null) errors.push(fileError(1, 'empty'));
	else if (list.length > LIST_LINES_MAX) errors.push(fileError(LIST_LINES_MAX + 1, 'too-many'));
	if (list === null || errors.length > 0) return { ok: false, errors };
	// What may be added is asked for all kinds when it is planted; here a list that may not come is told by its kinds.
	const plan = plantList(readTree(doc), list, { under: null, mayAdd, makeId: newId });
	if (plan === null) return { ok: false, errors: [fileError(1, 'empty')] };
	return found({
		kinds: new Set(plan.cards.map(({ kind }) => kind)),
		cards: plan.cards.length,
		links: plan.links.length,
		drawings: 0,
		plant: () => {
			const outcome = addCards(doc, plan.cards, plan.links);
			return outcome.ok ? done(plan.cards.map(({ id }) => id)) : outcome;
		},
	});
}

type Extras = 'lost' | 'images';

const found = (value: Omit<Found, Extras> & Partial<Pick<Found, Extras>>): Read<Found> => ({
	ok: true,
	value: { lost: [], images: [], ...value },
});
