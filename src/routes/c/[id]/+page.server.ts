import type { IssuedRecord } from '#domain/record.ts';
import { checkRecord } from '#protocol/check-record.ts';
import { diffCores } from '$lib/record/core-diff.ts';
import { chooseLanguage } from '$lib/record/language.ts';
import { inLog } from './in-log.ts';
import { publishedVersion } from './published.ts';
import type { Actions, PageServerLoad } from './$types';

// The page is whole without script; the one it has checks the record and is no part of the application.
export const csr = false;

export const load: PageServerLoad = async ({ fetch, params, url }) => {
	const { versions, shown } = await publishedVersion(fetch, params.id, url.searchParams.get('version'));
	const { hash, faults } = checkRecord(new TextEncoder().encode(shown.record), shown.signature, shown.publicKey);
	// These bytes were written by the domain and are kept by their hash.
	const record = JSON.parse(shown.record) as IssuedRecord;
	const before = versions.findLast(({ version }) => version < shown.version);
	return {
		record,
		changes: before && {
			since: before.version,
			texts: diffCores((JSON.parse(before.record) as IssuedRecord).core, record.core),
		},
		seal: { hash: shown.hash, signature: shown.signature, publicKey: shown.publicKey },
		isSound: faults.length === 0 && hash === shown.hash,
		log: await inLog(fetch, params.id, shown.version),
		versions: versions.map(({ version, issuedAt }) => ({ version, issuedAt })),
	};
};

export const actions: Actions = { language: chooseLanguage };
