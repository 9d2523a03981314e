import { m } from '#i18n/compiled/messages.js';
import { readBlocks } from './read-blocks.ts';
import { writeHtml, type FileHead } from './write-html.ts';
import { writeMarkdown } from './write-markdown.ts';

interface Exported {
	/** Without its ending. */
	readonly name: string;
	readonly head: FileHead;
	/** The page's own markup, read for a file. */
	readonly html: () => string;
	readonly json: () => object;
	readonly csv: () => string;
}

/** The same thing as a file of the format asked for, to download; null for a format that there is not. */
export async function exported(format: string, { name, head, html, json, csv }: Exported): Promise<Response | null> {
	switch (format) {
		case 'docx': {
			// Heavy, and seldom asked for.
			const { writeDocx } = await import('./write-docx.ts');
			const bytes = await writeDocx(readBlocks(html()), head, { pictureHint: m.minutes_picture_in_file() });
			return file(
				bytes.slice(),
				`${name}.docx`,
				'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			);
		}
		case 'html':
			return file(writeHtml(readBlocks(html()), head), `${name}.html`, 'text/html; charset=utf-8');
		case 'md':
			return file(writeMarkdown(readBlocks(html())), `${name}.md`, 'text/markdown; charset=utf-8');
		case 'json':
			return file(`${JSON.stringify(json(), null, '\t')}\n`, `${name}.json`, 'application/json; charset=utf-8');
		case 'csv':
			return file(csv(), `${name}.csv`, 'text/csv; charset=utf-8');
		default:
			return null;
	}
}

/** An answer that a browser saves. */
export function file(body: BodyInit, name: string, type: string): Response {
	return new Response(body, {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'no-cache',
		},
	});
}
