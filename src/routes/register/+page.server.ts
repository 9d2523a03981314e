import { lookUpLink } from '$lib/account/look-up-link.ts';
import { registerAccount } from '$lib/account/register.ts';
import { demand } from '$lib/api/ask.ts';
import type { Me } from '#protocol/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => {
	const token = url.searchParams.get('invite') ?? url.searchParams.get('token') ?? '';
	const link = await lookUpLink(fetch, token, ['invite', 'facilitate']);
	const me = await demand<Me>(fetch, '/api/me');
	return { link, isOpen: me.registration === 'open' && !me.needsSetup };
};

export const actions: Actions = { default: (event) => registerAccount(event, '/api/register', '/tables') };
