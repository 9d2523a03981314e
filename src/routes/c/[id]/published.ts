import { error } from '@sveltejs/kit';
import type { PublicCommitment } from '#protocol/minutes.ts';
import { m } from '#i18n/compiled/messages.js';
import { ask } from '$lib/api/ask.ts';

export type Version = PublicCommitment['versions'][number];

/** For `load`: all versions, and the one that the address asks for (the latest without `?version=`). Throws Kit's 404. */
export async function publishedVersion(
	fetcher: typeof fetch,
	id: string,
	wanted: string | null,
): Promise<{ versions: PublicCommitment['versions']; shown: Version }> {
	const answer = await ask<PublicCommitment>(fetcher, `/api/commitments/${encodeURIComponent(id)}`);
	if (!answer.ok) {
		const { status } = answer;
		if (status === 400 || status === 404)
			error(404, { message: m.commitment_unknown(), code: 'commitment.unknown' });
		error(status || 503, answer.error);
	}
	const { versions } = answer.body;
	const shown = wanted === null ? versions.at(-1) : versions.find(({ version }) => String(version) === wanted);
	if (!shown) error(404, { message: m.commitment_unknown_version(), code: 'commitment.unknown-version' });
	return { versions, shown };
}
