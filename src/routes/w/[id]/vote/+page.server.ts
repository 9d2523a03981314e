import type { PageServerLoad } from './$types';
import { visitorOf } from '../membership.ts';

// The page has a script of its own, half the weight of the application's.
export const csr = false;

export const load: PageServerLoad = async ({ fetch, params }) => ({
	id: params.id,
	visitor: await visitorOf(fetch, params.id),
});
