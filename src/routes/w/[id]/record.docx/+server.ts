import { m } from '#i18n/compiled/messages.js';
import { fileName } from '$lib/record/file/file-name.ts';
import { minutesFile } from '../record/file.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ fetch, params, url }) => {
	const { head, blocks, date } = await minutesFile(fetch, params.id, url.searchParams);
	// Heavy, and seldom asked for.
	const { writeDocx } = await import('$lib/record/file/write-docx.ts');
	const bytes = await writeDocx(blocks, head, { pictureHint: m.minutes_picture_in_file() });
	return new Response(bytes.slice(), {
		headers: {
			'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			'content-disposition': `attachment; filename="${fileName(blocks, 'minuta')}-${date}.docx"`,
			'cache-control': 'no-store',
		},
	});
};
