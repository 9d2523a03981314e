import { fileName } from '$lib/record/file/file-name.ts';
import { writeHtml } from '$lib/record/file/write-html.ts';
import { minutesFile } from '../record/file.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ fetch, params, url }) => {
	const { head, blocks, date } = await minutesFile(fetch, params.id, url.searchParams);
	return new Response(writeHtml(blocks, head), {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-disposition': `attachment; filename="${fileName(blocks, 'minuta')}-${date}.html"`,
			'cache-control': 'no-store',
		},
	});
};
