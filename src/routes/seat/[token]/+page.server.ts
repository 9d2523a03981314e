import { fail } from '@sveltejs/kit';
import { ask } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import type { SeatLinkInfo, SignedIn } from '#protocol/api.ts';
import { m } from '#i18n/compiled/messages.js';
import type { Actions, PageServerLoad } from './$types';

/** A convener's link. Looking does not use it up: pages are fetched by previews and scanners too. */
export const load: PageServerLoad = async ({ fetch, params }) => {
	const answer = await ask<SeatLinkInfo>(fetch, '/api/seat/look', { method: 'POST', body: { token: params.token } });
	return answer.ok ? { info: answer.body, dead: null } : { info: null, dead: answer.error.message };
};

export const actions: Actions = {
	default: async ({ fetch, params, request }) => {
		const data = await request.formData();
		const isKnown = formText(data, 'known') === 'yes';
		const typed = { name: formText(data, 'name').trim(), organisation: formText(data, 'organisation').trim() };
		if (!isKnown && !typed.name) return fail(400, { typed, message: m.home_name_missing() });
		const body = { token: params.token, ...typed };
		const answer = await ask<SignedIn>(fetch, '/api/seat', { method: 'POST', body });
		if (!answer.ok) return fail(answer.status || 503, { typed, message: answer.error.message });
		// No redirect: the personal code is shown here, this once.
		return { seated: { workshop: answer.body.workshop, rejoinCode: answer.body.rejoinCode, name: typed.name } };
	},
};
