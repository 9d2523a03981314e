import type { CommandOf } from '#domain/commands.ts';
import type { CardId, TextHash, WorkshopId } from '#domain/ids.ts';
import { HASH } from '#domain/ids.ts';
import type { FrozenCard } from '#domain/texts.ts';
import type { FacilitatorInvitation, FreezePreview, UndoPreview } from '#protocol/api.ts';
import { ask } from '$lib/api/ask.ts';
import type { Refused } from './asking.svelte.ts';

/** Cards as the server would freeze them now, with the hash that a command on them must carry. */
export interface FrozenCards {
	readonly hash: TextHash;
	readonly cards: readonly FrozenCard[];
}

export type ActsAsked = Pick<CommandOf<'undoActs'>, 'participant' | 'from' | 'commitment'>;

type Result<Value> = { readonly ok: true; readonly value: Value } | Refused;

/** What whoever facilitates asks of the server besides commands. */
export interface TableApi {
	freeze(cards: readonly CardId[]): Promise<Result<FrozenCards>>;
	inviteFacilitator(): Promise<Result<FacilitatorInvitation>>;
	/** What undoing somebody's acts would change now. */
	undoable(asked: ActsAsked): Promise<Result<UndoPreview>>;
}

export function tableApi(id: WorkshopId): TableApi {
	const path = `/api/workshops/${id}`;
	return {
		async undoable({ participant, from, commitment }) {
			const query = new URLSearchParams({ participant, from: String(from) });
			if (commitment !== null) query.set('commitment', commitment);
			const answer = await ask<UndoPreview>(fetch, `${path}/acts?${query.toString()}`);
			return answer.ok ? { ok: true, value: answer.body } : { ok: false, ...answer.error };
		},
		async freeze(cards) {
			const answer = await ask<FreezePreview>(fetch, `${path}/freeze?cards=${cards.join(',')}`);
			if (!answer.ok) return { ok: false, ...answer.error };
			return { ok: true, value: { hash: asHash(answer.body.hash), cards: asCards(answer.body.content) } };
		},
		async inviteFacilitator() {
			const answer = await ask<FacilitatorInvitation>(fetch, `${path}/facilitators`, { method: 'POST' });
			return answer.ok ? { ok: true, value: answer.body } : { ok: false, ...answer.error };
		},
	};
}

function asHash(hash: string): TextHash {
	if (!HASH.test(hash)) throw new TypeError('the freeze preview has no hash');
	return hash as TextHash; // checked just above
}

function asCards(content: unknown): readonly FrozenCard[] {
	if (!Array.isArray(content) || !content.every(isFrozenCard)) throw new TypeError('the freeze preview has no cards');
	return content;
}

function isFrozenCard(value: unknown): value is FrozenCard {
	return typeof value === 'object' && value !== null && 'card' in value && 'kind' in value && 'text' in value;
}
