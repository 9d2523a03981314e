import { error } from '@sveltejs/kit';
import { render } from 'svelte/server';
import { m } from '#i18n/compiled/messages.js';
import { getLocale } from '#i18n/compiled/runtime.js';
import { htmlLang } from '#i18n/locale.ts';
import { paperOf } from '$lib/paper/paper.ts';
import type { Block } from '$lib/record/file/blocks.ts';
import { readBlocks } from '$lib/record/file/read-blocks.ts';
import type { FileHead } from '$lib/record/file/write-html.ts';
import MinutesShown from './minutes.svelte';
import { minutesOf } from './minutes.ts';

/** The minutes as the page shows them, read for a file; Kit's error where there are none. */
export async function minutesFile(
	fetcher: typeof fetch,
	id: string,
	asked: URLSearchParams,
): Promise<{ readonly head: FileHead; readonly blocks: readonly Block[]; readonly date: string }> {
	const minutes = await minutesOf(fetcher, id, asked.get('session'));
	if (!minutes) error(404, { message: m.record_none(), code: 'session.none-open' });
	const { body } = render(MinutesShown, { props: { minutes } });
	return {
		head: {
			title: m.record_page_title({ title: minutes.workshop.setup.title }),
			lang: htmlLang[getLocale()],
			paper: paperOf(asked.get('paper')),
		},
		blocks: readBlocks(body),
		date: minutes.session.setup.date,
	};
}
