import { error } from '@sveltejs/kit';
import type { TableSnapshot } from '#protocol/api.ts';
import { ask } from '$lib/api/ask.ts';

/** Who asks for a table's page: somebody of the table, with what the table is now; or somebody who is not, and why. */
export type Visitor =
	| { readonly kind: 'here'; readonly first: TableSnapshot }
	| { readonly kind: 'stranger' }
	| { readonly kind: 'removed' };

/** For `load`: asks the API in the visitor's name. An unknown table and one that the visitor is not of look alike. */
export async function visitorOf(fetcher: typeof fetch, id: string): Promise<Visitor> {
	const answer = await ask<TableSnapshot>(fetcher, `/api/workshops/${encodeURIComponent(id)}`);
	if (answer.ok) return { kind: 'here', first: answer.body };
	if (answer.error.code === 'participant.removed') return { kind: 'removed' };
	if ([400, 401, 403, 404].includes(answer.status)) return { kind: 'stranger' };
	return error(answer.status || 503, answer.error);
}
