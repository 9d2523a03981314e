import { error, fail, redirect } from '@sveltejs/kit';
import { m } from '#i18n/compiled/messages.js';
import type { ErrorBody, Me } from '#protocol/api.ts';
import { verifyBundle } from '#protocol/verify-bundle.ts';
import { ask } from '$lib/api/ask.ts';
import { formText } from '$lib/api/form-text.ts';
import { chooseLanguage } from '$lib/record/language.ts';
import { evidenceRows } from './rows.ts';
import type { Actions, PageServerLoad } from './$types';

// Paper needs no script.
export const csr = false;

export const load: PageServerLoad = async ({ fetch, params, url }) => {
	const response = await fetch(`/api/commitments/${encodeURIComponent(params.id)}/bundle`);
	if (response.status === 404 || response.status === 400)
		error(404, { message: m.commitment_unknown(), code: 'commitment.unknown' });
	if (!response.ok) error(503, (await response.json()) as ErrorBody);
	const { verdict, bundle, checkpoint } = verifyBundle(new Uint8Array(await response.arrayBuffer()));
	const record = bundle?.versions.at(-1)?.record;
	if (!bundle || !checkpoint || !record) error(503, { message: m.ui_error_server(), code: 'server' });
	const me = await ask<Me>(fetch, '/api/me');
	return {
		...{ id: params.id, title: record.core.title, lang: record.core.language, example: record.example },
		...{ table: record.table.title, holds: verdict === 'holds', number: checkpoint.size, at: checkpoint.at },
		rows: evidenceRows(bundle, checkpoint),
		mayAdd: me.ok && me.body.tables.some(({ id, role }) => id === record.workshop && role === 'facilitator'),
		wasAdded: url.searchParams.has('added'),
	};
};

export const actions: Actions = {
	language: chooseLanguage,
	add: async ({ fetch, params, request }) => {
		const data = await request.formData();
		const said = {
			kind: formText(data, 'kind'),
			title: formText(data, 'title'),
			reference: formText(data, 'reference'),
		};
		const file = data.get('file');
		const body = file instanceof File && file.size > 0 ? file : null;
		const query = new URLSearchParams({ ...said, name: body?.name.slice(0, 200) ?? '' });
		const response = await fetch(`/api/commitments/${encodeURIComponent(params.id)}/evidence?${query}`, {
			method: 'POST',
			headers: { 'content-type': 'application/octet-stream' },
			body: body ? await body.arrayBuffer() : null,
		});
		if (!response.ok) return fail(response.status, { ...said, ...((await response.json()) as ErrorBody) });
		redirect(303, '?added');
	},
};
