import type { PlanParticipation } from '#protocol/participation.ts';
import type { PublicPlan } from '#protocol/plans.ts';
import { demand } from '$lib/api/ask.ts';
import { chooseLanguage } from '$lib/record/language.ts';
import { requirementsOf } from '$lib/record/standards.ts';
import type { Actions, PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = async ({ fetch, params }) => {
	const path = `/api/plans/${encodeURIComponent(params.id)}`;
	const { id, name, language } = await demand<PublicPlan>(fetch, path);
	const { tables } = await demand<PlanParticipation>(fetch, `${path}/participation`);
	const now = Date.now();
	return { id, name, language, now, requirements: requirementsOf(tables, now) };
};

export const actions: Actions = { language: chooseLanguage };
