import type { FieldKey } from '#domain/cards.ts';
import type { CommitmentId, WorkshopId } from '#domain/ids.ts';
import type { SuggestionsAnswer, SuggestionView } from '#protocol/api.ts';
import { ask } from '$lib/api/ask.ts';

/** Other wordings for one text of a draft, brought again whenever the table says that something came or was answered. */
export class Suggestions {
	/** null until they have come. */
	all: readonly SuggestionView[] | null = $state.raw(null);
	/** Why they did not come, as a sentence; what came before stays. */
	failure: string | null = $state(null);
	readonly #path: string;
	#asked = 0;

	constructor(workshop: WorkshopId, commitment: CommitmentId, field: FieldKey) {
		this.#path = `/api/workshops/${workshop}/suggestions?commitment=${commitment}&field=${field}`;
	}

	async bring(): Promise<void> {
		const turn = ++this.#asked;
		const answer = await ask<SuggestionsAnswer>(fetch, this.#path);
		if (turn !== this.#asked) return; // asked again meanwhile: that answer is the newer one
		this.failure = answer.ok ? null : answer.error.message;
		if (answer.ok) this.all = answer.body.suggestions;
	}
}
