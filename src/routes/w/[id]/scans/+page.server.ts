import { redirect } from '@sveltejs/kit';
import { minutesOf } from '../record/minutes.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
	const minutes = await minutesOf(fetch, params.id, url.searchParams.get('session'));
	if (!minutes) redirect(303, `/w/${params.id}/record`);
	const { workshop, session, rules, polls, commitments, scans, mayScan } = minutes;
	return { id: params.id, minutes: { workshop, session, rules, polls, commitments, scans, mayScan } };
};
