import { fail, redirect } from '@sveltejs/kit';
import { ask } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import type { SignedIn } from '#protocol/api.ts';
import { m } from '#i18n/compiled/messages.js';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async ({ fetch, request }) => {
		const code = formText(await request.formData(), 'code').trim();
		if (!code) return fail(400, { code, message: m.home_rejoin_missing() });
		const answer = await ask<SignedIn>(fetch, '/api/rejoin', { method: 'POST', body: { code } });
		if (!answer.ok) return fail(answer.status || 503, { code, message: answer.error.message });
		// Whoever comes by a code that somebody gave them has another from now on, shown here, this once.
		const { workshop, rejoinCode } = answer.body;
		if (workshop && rejoinCode) return { code, claimed: { workshop, rejoinCode } };
		redirect(303, answer.body.workshop ? `/w/${answer.body.workshop}` : '/');
	},
};
