import { redirect } from '@sveltejs/kit';
import { demand } from '$lib/api/ask.ts';
import type { Me } from '#protocol/api.ts';
import type { TablePreset } from '#protocol/view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch }) => {
	const me = await demand<Me>(fetch, '/api/me');
	if (!me.account) redirect(303, '/login?next=/tables/new');
	return { presets: await demand<TablePreset[]>(fetch, '/api/presets') };
};
