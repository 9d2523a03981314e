import { redirect } from '@sveltejs/kit';
import { ask } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import { safePath } from '$lib/api/safe-path.ts';
import type { Actions, PageServerLoad } from './$types';

// Only a posted form signs out: a link could be followed by a browser that fetches ahead.
export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
	default: async ({ fetch, request }) => {
		const to = safePath(formText(await request.formData(), 'to'), '/login?after=out');
		await ask<null>(fetch, '/api/logout', { method: 'POST' });
		redirect(303, to);
	},
};
