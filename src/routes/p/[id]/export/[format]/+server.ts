import { error } from '@sveltejs/kit';
import { render } from 'svelte/server';
import { m } from '#i18n/compiled/messages.js';
import { getLocale } from '#i18n/compiled/runtime.js';
import { htmlLang } from '#i18n/locale.ts';
import type { PublicPlan } from '#protocol/plans.ts';
import { demand } from '$lib/api/ask.ts';
import { paperOf } from '$lib/paper/paper.ts';
import { exported, file } from '$lib/record/file/exported.ts';
import { commitmentsCsv } from '$lib/record/open-csv.ts';
import PlanText from '../../plan-text.svelte';
import { commitmentsOf, openPlan } from '../../open-plan.ts';
import { planZip } from '../../plan-zip.ts';
import type { RequestHandler } from './$types';

/** A plan to take away: `docx`, `html`, `md`, `csv`, `json` (schema at /api/open-plan.schema.json) or `zip` with all of it. */
export const GET: RequestHandler = async ({ fetch, params, url }) => {
	const plan = await demand<PublicPlan>(fetch, `/api/plans/${encodeURIComponent(params.id)}`);
	const name = `plan-${plan.id}`;
	const isOpenData = ['csv', 'json', 'zip'].includes(params.format);
	const read = isOpenData ? await commitmentsOf(fetch, plan) : [];
	const commitments = read.map(({ open }) => open);
	if (params.format === 'zip') {
		const bytes = await planZip(openPlan(plan, commitments), read);
		return file(bytes.slice(), `${name}.zip`, 'application/zip');
	}
	const answer = await exported(params.format, {
		name,
		head: { title: plan.name, lang: htmlLang[getLocale()], paper: paperOf(url.searchParams.get('paper')) },
		html: () => render(PlanText, { props: { plan } }).body,
		json: () => openPlan(plan, commitments),
		csv: () => commitmentsCsv(commitments),
	});
	return answer ?? error(404, { message: m.ui_error_not_found(), code: 'not-found' });
};
