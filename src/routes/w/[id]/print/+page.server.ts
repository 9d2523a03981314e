import type { BoardAt, TableSnapshot } from '#protocol/api.ts';
import { demand } from '$lib/api/ask.ts';
import { paperOf } from '$lib/paper/paper.ts';
import { chooseLanguage } from '$lib/record/language.ts';
import { chosenPoll, copiesOf, printable, sheetOf } from './sheets.ts';
import type { Actions, PageServerLoad } from './$types';

// Paper needs no script: the sheets are whole as the server sends them.
export const csr = false;

export const load: PageServerLoad = async ({ fetch, params, url }) => {
	const path = `/api/workshops/${encodeURIComponent(params.id)}`;
	const { state, me } = await demand<TableSnapshot>(fetch, path);
	const sheet = sheetOf(url.searchParams.get('sheet'));
	const mayPrint = me.role === 'facilitator' || me.seat !== null;
	const polls = printable(state.polls);
	const poll = chosenPoll(polls, url.searchParams.get('poll'));
	const at = mayPrint && sheet === 'cards' ? await demand<BoardAt>(fetch, `${path}/boards/now`) : null;
	return {
		id: params.id,
		state,
		mayPrint,
		sheet,
		polls,
		poll,
		board: at?.board ?? null,
		copies: copiesOf(url.searchParams.get('copies'), sheet, poll),
		paper: paperOf(url.searchParams.get('paper')),
		origin: state.joining.url ? new URL(state.joining.url).origin : url.origin,
	};
};

export const actions: Actions = { language: chooseLanguage };
