import type { FieldKey } from '#domain/cards.ts';
import type { CommitmentId, ParticipantId } from '#domain/ids.ts';
import type { WorkshopState } from '#domain/state.ts';
import type { Suggested } from '#domain/suggestions.ts';
import type { SuggestionsAnswer } from '#protocol/api.ts';
import type { CommentCount, CommentCounts } from '#protocol/view.ts';
import type { Table } from '../table.ts';
import { authorSeenBy } from './comments.ts';
import { statementOr } from './people.ts';

/** Numbers only, as of comments: how many wait for an answer, and when something last happened among them. */
export function suggestionCounts(state: WorkshopState): CommentCounts['fields'] {
	const fields: Record<CommitmentId, Partial<Record<FieldKey, CommentCount>>> = {};
	for (const { commitment, field, settled, revision } of state.suggestions.values()) {
		const ofDraft = (fields[commitment] ??= {});
		const [open, seq] = ofDraft[field] ?? [0, 0];
		ofDraft[field] = [open + (settled ? 0 : 1), Math.max(seq, revision)];
	}
	return fields;
}

/** The suggestions for one text of a draft, as this person may read them. */
export function suggestionsFor(
	table: Table,
	state: WorkshopState,
	reader: ParticipantId,
	commitment: CommitmentId,
	field: FieldKey,
): SuggestionsAnswer {
	const author = (id: ParticipantId) => authorSeenBy(table, state, reader, id);
	const suggestions = [...state.suggestions.values()].filter(
		(suggestion) => suggestion.commitment === commitment && suggestion.field === field,
	);
	return {
		seq: state.revision,
		suggestions: suggestions.map(({ id, at, by, text, settled }) => {
			const words = statementOr(table, text);
			return {
				id,
				at,
				by: author(by),
				mine: by === reader,
				words: words === null ? null : (JSON.parse(words) as Suggested), // this program wrote it and found it by its hash
				settled: settled && {
					as: settled.as,
					at: settled.at,
					by: author(settled.by),
					reason: statementOr(table, settled.reason),
				},
			};
		}),
	};
}
