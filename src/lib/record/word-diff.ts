import { diffArrays } from 'diff';

/** A run of words that stayed, went, or came. */
export interface WordRun {
	readonly was: 'kept' | 'removed' | 'added';
	readonly text: string;
}

/** Words that went or came, together; two texts with more between them are told as wholes. */
const CHANGES_MAX = 2_000;

/**
 * What changed between two wordings, word by word, as people read it: the longest common run of words stays, of the rest what
 * went comes before what came. Together, kept and removed runs read as `before`, kept and added ones as `after`.
 */
export function wordDiff(before: string, after: string): WordRun[] {
	if (before === after) return before === '' ? [] : [{ was: 'kept', text: before }];
	const [a, b] = [wordsOf(before), wordsOf(after)];
	const changes = diffArrays(a, b, { maxEditLength: CHANGES_MAX });
	if (changes === undefined) return joined([...told('removed', a), ...told('added', b)]);
	return joined(
		changes.flatMap(({ value, added, removed }) => told(added ? 'added' : removed ? 'removed' : 'kept', value)),
	);
}

/** Words and the space between them, each by itself, so that a word at the end of a line is the same word. */
const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];

const told = (was: WordRun['was'], words: readonly string[]): WordRun[] => words.map((text) => ({ was, text }));

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
