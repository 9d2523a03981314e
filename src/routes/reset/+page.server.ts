import { fail, redirect } from '@sveltejs/kit';
import { lookUpLink } from '$lib/account/look-up-link.ts';
import { ask } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import { password } from '#protocol/api.ts';
import { m } from '#i18n/compiled/messages.js';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => ({
	link: await lookUpLink(fetch, url.searchParams.get('token') ?? '', ['reset']),
});

export const actions: Actions = {
	default: async ({ fetch, request }) => {
		const data = await request.formData();
		const secret = formText(data, 'password');
		if (!password.safeParse(secret).success) return fail(400, { message: m.auth_password_length() });
		const body = { token: formText(data, 'token'), password: secret };
		const answer = await ask<unknown>(fetch, '/api/reset', { method: 'POST', body });
		if (!answer.ok) return fail(answer.status || 503, { message: answer.error.message });
		redirect(303, '/tables');
	},
};
