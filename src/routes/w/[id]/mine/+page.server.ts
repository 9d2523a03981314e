import type { TableSnapshot } from '#protocol/api.ts';
import type { MineAnswer } from '#protocol/mine.ts';
import { demand } from '$lib/api/ask.ts';
import { chooseLanguage } from '$lib/record/language.ts';
import type { Actions, PageServerLoad } from './$types';

// Whole as the server sends it: it answers on any phone, long after the session.
export const csr = false;

export const load: PageServerLoad = async ({ fetch, params }) => {
	const path = `/api/workshops/${encodeURIComponent(params.id)}`;
	const { state } = await demand<TableSnapshot>(fetch, path);
	const { cards } = await demand<MineAnswer>(fetch, `${path}/mine`);
	return { id: params.id, setup: state.setup, example: state.example, cards };
};

export const actions: Actions = { language: chooseLanguage };
