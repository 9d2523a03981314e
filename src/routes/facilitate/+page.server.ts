import { fail, redirect } from '@sveltejs/kit';
import { lookUpLink } from '$lib/account/look-up-link.ts';
import { ask, demand } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import type { Me, SignedIn } from '#protocol/api.ts';
import type { Actions, PageServerLoad } from './$types';

/** A one-person invitation to facilitate a table. Whoever accepts needs an account, but at an example table a name will do. */
export const load: PageServerLoad = async ({ fetch, url }) => {
	const link = await lookUpLink(fetch, url.searchParams.get('token') ?? '', ['facilitate']);
	const me = await demand<Me>(fetch, '/api/me');
	return { link, account: me.account };
};

export const actions: Actions = {
	default: async ({ fetch, request }) => {
		const data = await request.formData();
		const body = { token: formText(data, 'token'), name: formText(data, 'name').trim() || null };
		const answer = await ask<SignedIn>(fetch, '/api/facilitate', { method: 'POST', body });
		if (!answer.ok) return fail(answer.status || 503, { message: answer.error.message });
		redirect(303, answer.body.workshop ? `/w/${answer.body.workshop}/welcome` : '/tables');
	},
};
