import { lookUpLink } from '$lib/account/look-up-link.ts';
import { registerAccount } from '$lib/account/register.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => ({
	link: await lookUpLink(fetch, url.searchParams.get('token') ?? '', ['setup']),
});

export const actions: Actions = { default: (event) => registerAccount(event, '/api/setup', '/tables/new') };
