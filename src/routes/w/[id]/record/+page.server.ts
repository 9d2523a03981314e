import { chooseLanguage } from '$lib/record/language.ts';
import { lastCheckpoint } from '$lib/record/last-checkpoint.ts';
import { minutesOf } from './minutes.ts';
import type { Actions, PageServerLoad } from './$types';

// Paper needs no script: the minutes are whole as the server sends them.
export const csr = false;

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
	id: params.id,
	minutes: await minutesOf(fetch, params.id, url.searchParams.get('session')),
	checkpoint: await lastCheckpoint(fetch),
});

export const actions: Actions = { language: chooseLanguage };
