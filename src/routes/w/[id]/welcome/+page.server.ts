import { fail, redirect } from '@sveltejs/kit';
import type { Command } from '#domain/commands.ts';
import { RANDOM_ID, type ParticipantId } from '#domain/ids.ts';
import { formText } from '$lib/api/form-text.ts';
import { giveCommand } from '$lib/api/give-command.ts';
import { visitorOf } from '../membership.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Whoever is not of this table gets the table's own page, which says why. */
export const load: PageServerLoad = async ({ fetch, params }) => {
	const visitor = await visitorOf(fetch, params.id);
	if (visitor.kind !== 'here') redirect(303, `/w/${params.id}`);
	return visitor.first;
};

export const actions: Actions = {
	/** Oneself, or on a shared computer one of those who use it. */
	checkIn: async (event) => {
		const named = formText(await event.request.formData(), 'participant');
		const participant = RANDOM_ID.test(named) ? (named as ParticipantId) : null; // checked just before
		return obey(event, { type: 'checkIn', participant });
	},
	takeSeat: (event) => obey(event, { type: 'takeSeat' }),
};

async function obey({ fetch, params }: RequestEvent, command: Command) {
	const answer = await giveCommand(fetch, params.id, command);
	return answer.ok ? undefined : fail(answer.status || 503, { message: answer.error.message });
}
