import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Me } from '#protocol/api.ts';
import type { PublicPlan, PlanSummary } from '#protocol/plans.ts';
import { ask, demand, type Answer } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import { chooseLanguage } from '$lib/record/language.ts';
import type { Actions, PageServerLoad } from './$types';

// Whole without script, and prints.
export const csr = false;

export const load: PageServerLoad = async ({ fetch, params }) => {
	const plan = await demand<PublicPlan>(fetch, `/api/plans/${encodeURIComponent(params.id)}`);
	const me = await ask<Me>(fetch, '/api/me');
	const account = me.ok ? me.body.account : null;
	const mine = account && (await ask<PlanSummary[]>(fetch, '/api/plans'));
	const tables = me.ok ? me.body.tables : [];
	const facilitated = tables.filter(({ role }) => role === 'facilitator');
	return {
		plan,
		/** What this person may change: null for everybody without an account. */
		manage: account && {
			isOwner: mine?.ok === true && mine.body.some(({ id, isMine }) => id === plan.id && isMine),
			mayAdd: facilitated
				.filter(({ id, status }) => status === 'open' && !plan.tables.some((table) => table.id === id))
				.map(({ id, title }) => ({ id, title })),
			facilitates: facilitated.map(({ id }) => id),
		},
	};
};

type Event = RequestEvent<{ id: string }>;

async function then(
	{ fetch, params, request }: Event,
	send: (data: FormData, path: string, fetcher: typeof fetch) => Promise<Answer<unknown>>,
) {
	const path = `/api/plans/${encodeURIComponent(params.id)}`;
	const answer = await send(await request.formData(), path, fetch);
	if (!answer.ok) return fail(answer.status || 503, answer.error);
	return redirect(303, `/p/${encodeURIComponent(params.id)}`);
}

export const actions: Actions = {
	language: chooseLanguage,
	change: (event) =>
		then(event, (data, path, fetcher) => {
			const of = (name: string) => formText(data, name);
			const body = { name: of('name'), about: of('about'), from: of('from'), until: of('until') };
			return ask(fetcher, path, { method: 'POST', body });
		}),
	add: (event) =>
		then(event, (data, path, fetcher) =>
			ask(fetcher, `${path}/tables`, { method: 'POST', body: { workshop: formText(data, 'workshop') } }),
		),
	remove: (event) =>
		then(event, (data, path, fetcher) =>
			ask(fetcher, `${path}/tables/${encodeURIComponent(formText(data, 'workshop'))}`, { method: 'DELETE' }),
		),
};
