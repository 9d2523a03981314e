import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** `/join?code=k7mq-4rtx` goes on to the code's own page, however the code was typed. */
export const load: PageServerLoad = ({ url }) => {
	const code = (url.searchParams.get('code') ?? '').toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
	redirect(303, code ? `/join/${code.slice(0, 64)}` : '/');
};
