import { fail, redirect } from '@sveltejs/kit';
import { RANDOM_ID, type SessionId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import { ask } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import { freshId } from '$lib/live/fresh-id.ts';
import { paperOf } from '$lib/paper/paper.ts';
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
	paper: paperOf(url.searchParams.get('paper')),
	/** Of the note that the page's form may send: however often it is sent, it is added once. */
	noteKey: freshId(),
});

export const actions: Actions = {
	language: chooseLanguage,
	note: async ({ fetch, params, request }) => {
		const data = await request.formData();
		const text = formText(data, 'text').trim();
		const session = formText(data, 'session');
		if (text === '') return fail(400, { text, refused: m.minutes_note_empty() });
		if (!RANDOM_ID.test(session)) return fail(400, { text, refused: m.error_session_unknown() });
		const answer = await ask(fetch, `/api/workshops/${encodeURIComponent(params.id)}/commands`, {
			method: 'POST',
			body: { type: 'noteRecord', session: session as SessionId, text }, // checked just above
			headers: { 'idempotency-key': formText(data, 'key') || freshId() },
		});
		if (!answer.ok) return fail(answer.status || 503, { text, refused: answer.error.message });
		redirect(303, `/w/${params.id}/record?session=${session}#notes`);
	},
};
