import { dev } from '$app/environment';
import type { PageServerLoad } from './$types';
import { visitorOf } from '../membership.ts';

// Built, the page has a script of its own without the application's router (/w/app); while developing it reloads hot.
export const csr = dev;

export const load: PageServerLoad = async ({ fetch, params }) => ({
	id: params.id,
	visitor: await visitorOf(fetch, params.id),
});
