import { error } from '@sveltejs/kit';
import type { MinutesData } from '#protocol/minutes.ts';
import { ask } from '$lib/api/ask.ts';

/**
 * For `load`: the minutes of one session (`session`, else the latest), or null where the table has had none. Throws Kit's error
 * for who is not of the table.
 */
export async function minutesOf(
	fetcher: typeof fetch,
	id: string,
	session: string | null,
): Promise<MinutesData | null> {
	const query = session === null ? '' : `?session=${encodeURIComponent(session)}`;
	const answer = await ask<MinutesData>(fetcher, `/api/workshops/${encodeURIComponent(id)}/record${query}`);
	if (answer.ok) return answer.body;
	if (answer.error.code === 'session.none-open') return null;
	error(answer.status || 503, answer.error);
}
