import { fail } from '@sveltejs/kit';
import { ask, demand } from '$lib/api/ask.ts';
import { DEVICE_COOKIE } from '$lib/live/device-cookie.ts';
import type { JoinAnswer, SignedIn } from '#protocol/api.ts';
import { bodyOf, faultsOf, isShared, readTyped } from './join-fields.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => ({
	code: params.code,
	info: await demand<JoinAnswer>(fetch, `/api/join/${encodeURIComponent(params.code)}`),
});

export const actions: Actions = {
	default: async ({ cookies, fetch, params, request }) => {
		const typed = readTyped(await request.formData());
		const errors = faultsOf(typed);
		if (errors.length > 0) return fail(400, { typed, errors });

		const body = bodyOf(typed, params.code);
		const answer = await ask<SignedIn>(fetch, '/api/join', { method: 'POST', body });
		if (!answer.ok) {
			return fail(answer.status || 503, { typed, errors: [{ field: null, message: answer.error.message }] });
		}
		// What several people write on is nobody's own: it keeps nothing (E2), and is not asked. Pages read it, on http too.
		if (isShared(typed)) cookies.set(DEVICE_COOKIE, 'shared', { path: '/', httpOnly: false, secure: false });
		const { workshop, rejoinCode } = answer.body;
		// No redirect: the personal code is shown here, this once.
		return { joined: { workshop, rejoinCode, name: body.name, isShared: isShared(typed) } };
	},
};
