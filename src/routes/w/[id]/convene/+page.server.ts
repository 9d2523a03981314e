import { fail, redirect } from '@sveltejs/kit';
import { ask } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import { giveCommand } from '$lib/api/give-command.ts';
import { RANDOM_ID, type SeatLinkId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import type { SeatLinksMade } from '#protocol/api.ts';
import { visitorOf } from '../membership.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
	const visitor = await visitorOf(fetch, params.id);
	if (visitor.kind !== 'here') redirect(303, `/w/${params.id}`);
	return visitor.first;
};

export const actions: Actions = {
	make: async ({ fetch, params, request }) => {
		const count = Number(formText(await request.formData(), 'count'));
		const path = `/api/workshops/${params.id}/seat-links`;
		const answer = await ask<SeatLinksMade>(fetch, path, { method: 'POST', body: { count } });
		// No redirect: what the links say is shown here, this once.
		return answer.ok ? { links: answer.body.links } : fail(answer.status || 503, { message: answer.error.message });
	},
	revoke: async ({ fetch, params, request }) => {
		const link = formText(await request.formData(), 'link');
		const { id } = params;
		if (!RANDOM_ID.test(link)) return fail(400, { message: m.error_seat_link_unknown() });
		const answer = await giveCommand(fetch, id, { type: 'revokeSeatLink', link: link as SeatLinkId }); // checked just above
		return answer.ok ? { links: [] } : fail(answer.status || 503, { message: answer.error.message });
	},
};
