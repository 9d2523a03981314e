import { demand } from '$lib/api/ask.ts';
import type { Me } from '#protocol/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => ({
	me: await demand<Me>(fetch, '/api/me'),
	wasErased: url.searchParams.has('erased'),
});
