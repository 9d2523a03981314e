import { fail, redirect } from '@sveltejs/kit';
import { getLocale } from '#i18n/compiled/runtime.js';
import type { Me } from '#protocol/api.ts';
import type { PlanSummary } from '#protocol/plans.ts';
import { ask, demand } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import { chooseLanguage } from '$lib/record/language.ts';
import type { Actions, PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = async ({ fetch }) => {
	const me = await demand<Me>(fetch, '/api/me');
	if (!me.account) redirect(303, '/login?next=/plans');
	return { plans: await demand<PlanSummary[]>(fetch, '/api/plans') };
};

export const actions: Actions = {
	language: chooseLanguage,
	make: async ({ fetch, request }) => {
		const data = await request.formData();
		const of = (name: string) => formText(data, name);
		const said = { name: of('name'), about: of('about'), from: of('from'), until: of('until') };
		const body = { ...said, language: getLocale() };
		const answer = await ask<{ id: string }>(fetch, '/api/plans', { method: 'POST', body });
		if (!answer.ok) return fail(answer.status || 503, { ...said, message: answer.error.message });
		redirect(303, `/p/${answer.body.id}`);
	},
};
