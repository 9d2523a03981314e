import type { PageServerLoad } from './$types';
import { visitorOf } from '../membership.ts';

export const load: PageServerLoad = async ({ fetch, params }) => ({
	id: params.id,
	visitor: await visitorOf(fetch, params.id),
});
