import { redirect } from '@sveltejs/kit';
import { visitorOf } from '../../../w/[id]/membership.ts';
import type { PageServerLoad } from './$types';

/** For those who facilitate the table while it is open; anybody else gets the table's own page. */
export const load: PageServerLoad = async ({ fetch, params }) => {
	const visitor = await visitorOf(fetch, params.id);
	if (visitor.kind !== 'here') redirect(303, `/w/${params.id}`);
	const { state, me } = visitor.first;
	if (me.role !== 'facilitator' || state.status !== 'open') redirect(303, `/w/${params.id}`);
	return { table: state };
};
