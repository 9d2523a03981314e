import { HASH, type CommitmentId, type TextHash, type WorkshopId } from '#domain/ids.ts';
import type { FrozenCore } from '#domain/texts.ts';
import type { FreezePreview } from '#protocol/api.ts';
import { ask } from '$lib/api/ask.ts';
import type { Refused } from '../../table/asking.svelte.ts';

/** A draft as the server would freeze it now, with the hash that a proposal must carry. */
export interface FrozenDraft {
	readonly hash: TextHash;
	readonly core: FrozenCore;
}

/** What the draft's page asks of the server besides commands. */
export interface DraftApi {
	preview(): Promise<{ readonly ok: true; readonly value: FrozenDraft } | Refused>;
}

export function draftApi(workshop: WorkshopId, commitment: CommitmentId): DraftApi {
	return {
		async preview() {
			const path = `/api/workshops/${workshop}/freeze?commitment=${commitment}`;
			const answer = await ask<FreezePreview>(fetch, path);
			if (!answer.ok) return { ok: false, ...answer.error };
			const { hash, content } = answer.body;
			if (!HASH.test(hash) || !isCore(content)) throw new TypeError('the freeze preview holds no draft');
			return { ok: true, value: { hash: hash as TextHash, core: content } }; // the hash is checked just above
		},
	};
}

function isCore(content: unknown): content is FrozenCore {
	return typeof content === 'object' && content !== null && 'fields' in content && 'indicators' in content;
}
