import type { CommentTarget } from '#domain/events.ts';
import type { CardId, WorkshopId } from '#domain/ids.ts';
import type { CommentsAnswer, ThreadView } from '#protocol/api.ts';
import { ask } from '$lib/api/ask.ts';

/** What was said about one thing, brought again whenever the table says that it changed. */
export class Conversations {
	/** null until they have come. */
	threads: readonly ThreadView[] | null = $state.raw(null);
	/** Why they did not come, as a sentence; what came before stays. */
	failure: string | null = $state(null);
	/** Comments of others that came while somebody was looking. */
	news = $state(0);
	readonly #path: string;
	#asked = 0;

	/** `also`: what was merged into the card. */
	constructor(workshop: WorkshopId, target: CommentTarget, also: readonly CardId[]) {
		this.#path = `/api/workshops/${workshop}/comments?${queryOf(target, also)}`;
	}

	async bring(): Promise<void> {
		const turn = ++this.#asked;
		const answer = await ask<CommentsAnswer>(fetch, this.#path);
		if (turn !== this.#asked) return; // asked again meanwhile: that answer is the newer one
		this.failure = answer.ok ? null : answer.error.message;
		if (!answer.ok) return;
		const before = this.threads;
		this.threads = answer.body.threads;
		this.news = before === null ? 0 : freshOfOthers(before, answer.body.threads);
	}
}

/** As many as were merged the server takes at once; further ones are read at the card in its time. */
const CARDS_MAX = 50;

function queryOf(target: CommentTarget, also: readonly CardId[]): string {
	return target.kind === 'card'
		? `cards=${[target.card, ...also].slice(0, CARDS_MAX).join(',')}`
		: `commitment=${target.commitment}&field=${target.field}`;
}

function freshOfOthers(before: readonly ThreadView[], after: readonly ThreadView[]): number {
	const known = new Set(before.flatMap(({ said }) => said.map(({ id }) => id)));
	return after.flatMap(({ said }) => said).filter(({ id, mine }) => !mine && !known.has(id)).length;
}
