import type { BoardAt, BoardMoments, TableSnapshot } from '#protocol/api.ts';
import { ask, demand } from '$lib/api/ask.ts';
import { chooseLanguage } from '$lib/record/language.ts';
import { chosenMoments, type MomentKey } from './choose-moments.ts';
import type { Actions, PageServerLoad } from './$types';

// To be read, compared and printed: whole as the server sends it.
export const csr = false;

export const load: PageServerLoad = async ({ fetch, params, url }) => {
	const path = `/api/workshops/${encodeURIComponent(params.id)}`;
	const { state } = await demand<TableSnapshot>(fetch, path);
	const { moments } = await demand<BoardMoments>(fetch, `${path}/boards`);
	const chosen = chosenMoments(moments, url.searchParams.get('at'), url.searchParams.get('with'));
	const boardAt = async (key: MomentKey): Promise<BoardAt | null> => {
		const answer = await ask<BoardAt>(fetch, `${path}/boards/${key}`);
		return answer.ok ? answer.body : null;
	};
	const [at, other] = await Promise.all([boardAt(chosen.at), chosen.other === null ? null : boardAt(chosen.other)]);
	return {
		id: params.id,
		setup: state.setup,
		example: state.example,
		agenda: state.agenda,
		chosen: state.chosen.map(({ card }) => card),
		moments,
		at,
		other,
		keys: chosen,
	};
};

export const actions: Actions = { language: chooseLanguage };
