import type { EventOf, WorkshopEvent } from '../events.ts';
import type { ParticipantId, SuggestionId } from '../ids.ts';
import type { WorkshopState } from '../state.ts';
import type { SuggestionEvent, SuggestionState } from '../suggestions.ts';

type Settled = NonNullable<SuggestionState['settled']>;

export function applySuggestion(
	state: WorkshopState,
	{ actor, at }: WorkshopEvent,
	body: EventOf<SuggestionEvent['type']>,
): WorkshopState {
	const revision = state.revision + 1;
	const settle = (as: Settled['as'], reason: Settled['reason'] = null) =>
		changed(state, { ...known(state, body.suggestion), settled: { as, by: actor, at, reason }, revision });
	switch (body.type) {
		case 'suggestion.made': {
			const { suggestion: id, commitment, field, base, text } = body;
			return changed(state, { id, commitment, field, base, text, by: actor, at, settled: null, revision });
		}
		case 'suggestion.accepted':
			return settle('accepted');
		case 'suggestion.rejected':
			return settle('rejected', body.reason);
		case 'suggestion.withdrawn':
			return settle('withdrawn');
	}
}

/** Whoever was erased left no words behind: what they suggested reads otherwise from here on. */
export function touchSuggestionsOf(state: WorkshopState, participant: ParticipantId): WorkshopState {
	const revision = state.revision + 1;
	const theirs = [...state.suggestions.values()].filter(({ by }) => by === participant);
	return theirs.reduce((next, suggestion) => changed(next, { ...suggestion, revision }), state);
}

function changed(state: WorkshopState, suggestion: SuggestionState): WorkshopState {
	return { ...state, suggestions: new Map(state.suggestions).set(suggestion.id, suggestion) };
}

function known(state: WorkshopState, id: SuggestionId): SuggestionState {
	const suggestion = state.suggestions.get(id);
	if (!suggestion) throw new RangeError('an event about a suggestion that nobody made');
	return suggestion;
}
