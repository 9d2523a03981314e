import { fail, redirect } from '@sveltejs/kit';
import { ask } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import { safePath } from '$lib/api/safe-path.ts';
import type { SignedIn } from '#protocol/api.ts';
import { m } from '#i18n/compiled/messages.js';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({
	next: safePath(url.searchParams.get('next'), '/tables'),
	after: url.searchParams.get('after'),
});

export const actions: Actions = {
	default: async ({ fetch, request }) => {
		const data = await request.formData();
		const username = formText(data, 'username').trim();
		const password = formText(data, 'password');
		if (!username || !password) return fail(400, { username, message: m.auth_both_missing() });
		const answer = await ask<SignedIn>(fetch, '/api/login', { method: 'POST', body: { username, password } });
		if (!answer.ok) {
			// A username of an impossible form is refused like any other wrong one: nothing is told about who has an account.
			const message = answer.status === 400 || answer.status === 422 ? m.auth_wrong() : answer.error.message;
			return fail(answer.status || 503, { username, message });
		}
		redirect(303, safePath(formText(data, 'next'), '/tables'));
	},
};
