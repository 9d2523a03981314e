import { fail } from '@sveltejs/kit';
import { ask, demand } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import type { JoinAnswer, SignedIn } from '#protocol/api.ts';
import { m } from '#i18n/compiled/messages.js';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => ({
	code: params.code,
	info: await demand<JoinAnswer>(fetch, `/api/join/${encodeURIComponent(params.code)}`),
});

export const actions: Actions = {
	default: async ({ fetch, params, request }) => {
		const data = await request.formData();
		const typed = {
			name: formText(data, 'name').trim(),
			organisation: formText(data, 'organisation').trim(),
			part: formText(data, 'part'),
		};
		const observe = typed.part === 'observe';
		const errors = [
			...(typed.name ? [] : [{ field: 'name', message: m.home_name_missing() }]),
			...(typed.part ? [] : [{ field: 'part', message: m.home_sector_missing() }]),
		];
		if (errors.length > 0) return fail(400, { typed, errors });

		const answer = await ask<SignedIn>(fetch, '/api/join', {
			method: 'POST',
			body: {
				code: params.code,
				name: typed.name,
				organisation: typed.organisation,
				sector: observe ? null : typed.part,
				observe,
			},
		});
		if (!answer.ok) {
			return fail(answer.status || 503, { typed, errors: [{ field: null, message: answer.error.message }] });
		}
		// No redirect: the personal code is shown here, this once.
		return { joined: { workshop: answer.body.workshop, rejoinCode: answer.body.rejoinCode, name: typed.name } };
	},
};
