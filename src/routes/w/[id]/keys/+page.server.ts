import { visitorOf } from '../membership.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => ({
	id: params.id,
	visitor: await visitorOf(fetch, params.id),
});
