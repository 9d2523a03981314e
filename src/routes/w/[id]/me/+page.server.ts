import { redirect } from '@sveltejs/kit';
import { demand } from '$lib/api/ask.ts';
import type { Me } from '#protocol/api.ts';
import { visitorOf } from '../membership.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
	const visitor = await visitorOf(fetch, params.id);
	if (visitor.kind !== 'here') redirect(303, `/w/${params.id}`);
	const { account, notice } = await demand<Me>(fetch, '/api/me');
	return { ...visitor.first, hasAccount: account !== null, notice };
};
