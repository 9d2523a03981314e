import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { canonicalJson, hashText } from '../hashing.ts';
import type { SuggestionId } from '../ids.ts';
import { mayWrite } from '../permissions.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { LIMITS } from '../rules.ts';
import type { Suggested, SuggestionState } from '../suggestions.ts';
import { writeContext } from '../write-context.ts';
import { decided, newId, statementOf, type Asking } from './context.ts';

/** Another wording for one text of a draft. Whoever takes part may suggest one, in any phase and under any lock: nothing changes by it. */
export function suggest(asking: Asking, { commitment, field, base, text, why }: CommandOf<'suggest'>): Outcome {
	const { state, person, around } = asking;
	if (person.role === 'observer') return refuse('role.observer');
	const draft = state.commitments.get(commitment);
	if (!draft) return refuse('commitment.unknown');
	if (draft.status !== 'draft') return refuse('commitment.not-draft');
	if (text === base) return refuse('suggestion.same');
	const open = [...state.suggestions.values()].filter(({ settled }) => !settled);
	const own = open.filter(({ by }) => by === person.id);
	if (open.length >= LIMITS.suggestions || own.length >= LIMITS.suggestionsOfOne)
		return refuse('suggestion.too-many');
	const suggested: Suggested = { base, text, why };
	const { ref, record } = statementOf(around, person.id, 'suggestion', canonicalJson(suggested));
	const suggestion = newId<SuggestionId>(around);
	const made = {
		type: 'suggestion.made',
		suggestion,
		commitment,
		field,
		base: hashText(base).hash,
		text: ref,
	} as const;
	return decided([made], { records: [record] });
}

/**
 * By somebody who may write there now, other than whoever suggested it; only on the very text that it was written on: what others
 * wrote meanwhile is not to be lost by a yes.
 */
export function acceptSuggestion(asking: Asking, { suggestion: id }: CommandOf<'acceptSuggestion'>): Outcome {
	const found = openTo(asking, id);
	if (!found.ok) return found;
	const { suggestion } = found;
	const { core } = asking.around;
	const now = core?.core.commitment === suggestion.commitment ? core.core.fields[suggestion.field] : null;
	if (now === null || hashText(now).hash !== suggestion.base) return refuse('suggestion.changed');
	if (asking.around.statement(suggestion.text) === undefined) return refuse('suggestion.unknown'); // its author was erased
	return decided([{ type: 'suggestion.accepted', suggestion: id }]);
}

export function rejectSuggestion(asking: Asking, { suggestion: id, reason }: CommandOf<'rejectSuggestion'>): Outcome {
	const found = openTo(asking, id);
	if (!found.ok) return found;
	const { ref, record } = statementOf(asking.around, asking.person.id, 'reason', reason);
	return decided([{ type: 'suggestion.rejected', suggestion: id, reason: ref }], { records: [record] });
}

export function withdrawSuggestion({ state, person }: Asking, command: CommandOf<'withdrawSuggestion'>): Outcome {
	const suggestion = state.suggestions.get(command.suggestion);
	if (suggestion?.by !== person.id) return refuse('suggestion.unknown');
	if (suggestion.settled) return refuse('suggestion.settled');
	return decided([{ type: 'suggestion.withdrawn', suggestion: suggestion.id }]);
}

/** The suggestion, where this person is an author of that text and it still waits for an answer. */
function openTo(
	{ state, person }: Asking,
	id: SuggestionId,
): { readonly ok: true; readonly suggestion: SuggestionState } | Refusal {
	const suggestion = state.suggestions.get(id);
	if (!suggestion) return refuse('suggestion.unknown');
	if (suggestion.settled) return refuse('suggestion.settled');
	if (suggestion.by === person.id) return refuse('suggestion.own');
	const { commitment, field } = suggestion;
	const writer = { id: person.id, role: person.role, removed: person.removed !== null };
	const verdict = mayWrite(writer, 'set', { document: 'draft', commitment }, ['fields', field], writeContext(state));
	return verdict.ok ? { ok: true, suggestion } : refuse(verdict.code);
}
