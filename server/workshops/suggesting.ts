import type * as Y from 'yjs';
import { fieldText } from '#board/draft.ts';
import { setText } from '#board/edit-text.ts';
import { FIELD_TEXT_MAX } from '#board/limits.ts';
import type { SuggestionState, Suggested } from '#domain/suggestions.ts';
import type { Planting } from '../rooms/planting.ts';
import type { UpdateBatch } from '../storage/storage.ts';
import { frozenCore, NOTHING_FROZEN, type Frozen } from './freezing.ts';
import type { Table } from './table.ts';

/**
 * What accepting a suggestion looks at, and what it writes: the words are those of whoever suggested them, so they are written as
 * that person's act.
 */
export function frozenForSuggestion(
	table: Table,
	doc: Y.Doc,
	{ commitment, field, by, text: ref }: SuggestionState,
	plant: (plantings: readonly Planting[]) => UpdateBatch,
): Frozen {
	const said = table.records.statement(ref);
	return {
		...NOTHING_FROZEN,
		core: frozenCore(table, doc, commitment),
		plant(events) {
			if (said === undefined || !events.some(({ type }) => type === 'suggestion.accepted')) return null;
			const { text } = JSON.parse(said) as Suggested; // this program wrote it and found it by its hash
			const write = (draft: Y.Doc) => {
				const now = fieldText(draft, field);
				if (now) setText(now, text, FIELD_TEXT_MAX);
			};
			return plant([{ participant: by, write }]);
		},
	};
}
