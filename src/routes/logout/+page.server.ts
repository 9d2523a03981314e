import { redirect } from '@sveltejs/kit';
import { ask } from '$lib/api/ask.ts';
import type { Actions, PageServerLoad } from './$types';

// Only a posted form signs out: a link could be followed by a browser that fetches ahead.
export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
	default: async ({ fetch }) => {
		await ask<null>(fetch, '/api/logout', { method: 'POST' });
		redirect(303, '/login?after=out');
	},
};
