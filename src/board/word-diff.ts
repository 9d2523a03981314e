/** A run of words that stayed, went, or came. */
export interface WordRun {
	readonly was: 'kept' | 'removed' | 'added';
	readonly text: string;
}

/** Cells of the table below; two texts of a thousand words each, and a hundredth of a second. Longer ones are told as a whole. */
const CELLS_MAX = 1_000_000;

/**
 * What changed between two wordings, word by word, as people read it: the longest common run of words stays, of the rest what
 * went comes before what came. Together, kept and removed runs read as `before`, kept and added ones as `after`.
 */
export function wordDiff(before: string, after: string): WordRun[] {
	if (before === after) return before === '' ? [] : [{ was: 'kept', text: before }];
	const [a, b] = [wordsOf(before), wordsOf(after)];
	if (a.length * b.length > CELLS_MAX) return joined([...told('removed', a), ...told('added', b)]);
	const longest = commonLengths(a, b);
	const runs: WordRun[] = [];
	let [i, j] = [0, 0];
	while (i < a.length || j < b.length) {
		if (i < a.length && j < b.length && a[i] === b[j]) {
			runs.push({ was: 'kept', text: a[i] ?? '' });
			i += 1;
			j += 1;
		} else if (j >= b.length || (i < a.length && at(longest, i + 1, j) >= at(longest, i, j + 1))) {
			runs.push({ was: 'removed', text: a[i] ?? '' });
			i += 1;
		} else {
			runs.push({ was: 'added', text: b[j] ?? '' });
			j += 1;
		}
	}
	return joined(runs);
}

/** Words and the space between them, each by itself, so that a word at the end of a line is the same word. */
const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];

const told = (was: WordRun['was'], words: readonly string[]): WordRun[] => words.map((text) => ({ was, text }));

const at = (rows: readonly Uint32Array[], i: number, j: number): number => rows[i]?.[j] ?? 0;

/** By place in both: how many words the rest of them has in common (Wagner and Fischer, 1974). */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array[] {
	const rows = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
	for (let i = a.length - 1; i >= 0; i--) {
		const row = rows[i];
		if (!row) continue;
		for (let j = b.length - 1; j >= 0; j--) {
			row[j] = a[i] === b[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
		}
	}
	return rows;
}

/** Neighbours of one sort in one run; between two kept runs, all that went before all that came. */
function joined(runs: readonly WordRun[]): WordRun[] {
	const whole: WordRun[] = [];
	let [removed, added] = ['', ''];
	const settle = () => {
		if (removed !== '') whole.push({ was: 'removed', text: removed });
		if (added !== '') whole.push({ was: 'added', text: added });
		[removed, added] = ['', ''];
	};
	for (const [index, { was, text }] of runs.entries()) {
		// A space between two words that both changed belongs to both wordings.
		const isBridge =
			text.trim() === '' && removed !== '' && added !== '' && (runs[index + 1]?.was ?? 'kept') !== 'kept';
		if (was === 'removed') removed += text;
		else if (was === 'added') added += text;
		else if (isBridge) {
			removed += text;
			added += text;
		} else {
			settle();
			const last = whole.at(-1);
			if (last?.was === 'kept') whole[whole.length - 1] = { was, text: last.text + text };
			else whole.push({ was, text });
		}
	}
	settle();
	return whole;
}
