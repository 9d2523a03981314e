import { error } from '@sveltejs/kit';
import { render } from 'svelte/server';
import type { IssuedRecord } from '#domain/record.ts';
import { m } from '#i18n/compiled/messages.js';
import { getLocale } from '#i18n/compiled/runtime.js';
import { htmlLang } from '#i18n/locale.ts';
import { paperOf } from '$lib/paper/paper.ts';
import { diffCores } from '$lib/record/core-diff.ts';
import { exported } from '$lib/record/file/exported.ts';
import { openCommitment } from '$lib/record/open-commitment.ts';
import { commitmentsCsv } from '$lib/record/open-csv.ts';
import CommitmentFile from '../../file.svelte';
import { inLog } from '../../in-log.ts';
import { publishedVersion } from '../../published.ts';
import type { RequestHandler } from './$types';

/** A commitment to take away: `docx`, `html`, `md`, `csv` or `json` (schema at /api/open-commitment.schema.json). */
export const GET: RequestHandler = async ({ fetch, params, url }) => {
	const { versions, shown } = await publishedVersion(fetch, params.id, url.searchParams.get('version'));
	// These bytes were written by the domain and are kept by their hash.
	const record = JSON.parse(shown.record) as IssuedRecord;
	const before = versions.findLast(({ version }) => version < shown.version);
	const log = await inLog(fetch, params.id, shown.version);
	const notes = log?.annotations ?? [];
	const open = () => openCommitment(record, notes);
	const changes = before && {
		since: before.version,
		texts: diffCores((JSON.parse(before.record) as IssuedRecord).core, record.core),
	};
	const answer = await exported(params.format, {
		name: `compromiso-${params.id}-v${shown.version}`,
		head: { title: record.core.title, lang: htmlLang[getLocale()], paper: paperOf(url.searchParams.get('paper')) },
		html: () => render(CommitmentFile, { props: { record, notes, changes, number: log?.number ?? null } }).body,
		json: () => open(),
		csv: () => commitmentsCsv([open()]),
	});
	return answer ?? error(404, { message: m.commitment_unknown(), code: 'not-found' });
};
