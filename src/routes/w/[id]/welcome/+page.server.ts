import { fail, redirect } from '@sveltejs/kit';
import type { Command } from '#domain/commands.ts';
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
	checkIn: (event) => obey(event, { type: 'checkIn', participant: null }),
	takeSeat: (event) => obey(event, { type: 'takeSeat' }),
};

async function obey({ fetch, params }: RequestEvent, command: Command) {
	const answer = await giveCommand(fetch, params.id, command);
	return answer.ok ? undefined : fail(answer.status || 503, { message: answer.error.message });
}
