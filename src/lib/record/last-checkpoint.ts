import type { CheckpointShown } from '#protocol/api.ts';
import { ask } from '$lib/api/ask.ts';

/** For `load`: the instance's log as it was last signed; null where it was not yet. */
export async function lastCheckpoint(fetcher: typeof fetch): Promise<CheckpointShown | null> {
	const answer = await ask<CheckpointShown>(fetcher, '/api/log/checkpoint');
	return answer.ok ? answer.body : null;
}
