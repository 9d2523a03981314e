import type { CsvWords } from './board-csv.ts';
import { m } from '#i18n/compiled/messages.js';
import { BASIS_WORDS, BUDGET_WORDS, LEVEL_WORDS, STAGE_WORDS } from '../details/detail-words.ts';
import { kindNames } from '../ui/kind-names.ts';

/** What a spreadsheet says, in the page's language; a file may also use the plain names of columns and values. */
export const csvWords = (): CsvWords => ({
	columns: {
		number: m.files_column_number(),
		kind: m.files_column_kind(),
		text: m.files_column_text(),
		feeds: m.files_column_feeds(),
		basis: m.files_column_basis(),
		source: m.files_column_source(),
		challenged: m.files_column_challenged(),
		stage: m.files_column_stage(),
		norm: m.files_column_norm(),
		level: m.files_column_level(),
		budget: m.files_column_budget(),
	},
	kinds: kindNames(),
	yes: m.files_yes(),
	values: {
		basis: inWords(BASIS_WORDS),
		stage: inWords(STAGE_WORDS),
		level: inWords(LEVEL_WORDS),
		budget: inWords(BUDGET_WORDS),
	},
});

const inWords = (words: Readonly<Record<string, () => string>>): Readonly<Record<string, string>> =>
	Object.fromEntries(Object.entries(words).map(([value, word]) => [value, word()]));
