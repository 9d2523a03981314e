import { escapeXml } from '#board/escape-xml.ts';
import type { Paper } from '../../paper/paper.ts';
import type { Block, Cell, Run } from './blocks.ts';

export interface FileHead {
	readonly title: string;
	/** BCP 47. */
	readonly lang: string;
	readonly paper: Paper;
}

/** One file that asks nobody for anything: no script, no font, no picture from outside. */
export function writeHtml(blocks: readonly Block[], { title, lang, paper }: FileHead): string {
	return (
		`<!doctype html>\n<html lang="${escapeXml(lang)}">\n<head>\n<meta charset="utf-8">\n` +
		`<meta name="viewport" content="width=device-width, initial-scale=1">\n` +
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n` +
		`<title>${escapeXml(title)}</title>\n<style>@page{size:${paper};margin:18mm 16mm}${STYLE}</style>\n</head>\n` +
		`<body>\n<main>\n${blocks.map(written).join('\n')}\n</main>\n</body>\n</html>\n`
	);
}

function written(block: Block): string {
	switch (block.kind) {
		case 'heading':
			return `<h${block.level}>${inline(block.runs)}</h${block.level}>`;
		case 'paragraph':
			return block.isQuote ? `<blockquote>${inline(block.runs)}</blockquote>` : `<p>${inline(block.runs)}</p>`;
		case 'list': {
			const items = block.items.map((item) => `<li>${item.map(written).join('\n')}</li>`).join('\n');
			return block.isBulleted ? `<ul>\n${items}\n</ul>` : `<ol>\n${items}\n</ol>`;
		}
		case 'table': {
			const caption = block.caption ? `<caption>${escapeXml(block.caption)}</caption>` : '';
			const rows = block.rows
				.map(({ isHead, cells }) => `<tr${isHead ? ' class="head"' : ''}>${cells.map(cell).join('')}</tr>`)
				.join('\n');
			return `<table>${caption}\n${rows}\n</table>`;
		}
		case 'picture':
			return `<figure class="${block.picture.isCode ? 'code' : 'whole'}">${block.picture.svg}</figure>`;
		case 'line':
			return '<p class="line"></p>';
	}
}

function cell({ runs, isHead, isNumber, span }: Cell): string {
	const name = isHead ? 'th' : 'td';
	const said = `${isNumber ? ' class="number"' : ''}${span > 1 ? ` colspan="${span}"` : ''}`;
	return `<${name}${said}>${inline(runs)}</${name}>`;
}

function inline(runs: readonly Run[]): string {
	return runs
		.map(({ text, isBold, isItalic, isCode, isBroken }) => {
			let html = escapeXml(text);
			if (isCode) html = `<code>${html}</code>`;
			if (isItalic) html = `<em>${html}</em>`;
			if (isBold) html = `<strong>${html}</strong>`;
			return isBroken ? `<br>${html}` : html;
		})
		.join('');
}

const STYLE =
	'body{margin:0;color:#17211f;background:#fff;font:1rem/1.5 system-ui,sans-serif}' +
	'main{max-width:48rem;margin:0 auto;padding:1.5rem}h1,h2,h3,h4{line-height:1.25;break-after:avoid}' +
	'h2{margin-top:2rem;border-bottom:2px solid}h3,h4{margin:1.2rem 0 .3rem}p{margin:.4rem 0}' +
	'ol{padding:0;list-style:none}li>p{margin:.2rem 0}blockquote{margin:.4rem 0 .4rem 1rem}' +
	'table{width:100%;margin:.6rem 0;border-collapse:collapse}caption{font-weight:600;text-align:start}' +
	'th,td{padding:.3rem .6rem .3rem 0;border-bottom:1px solid #78837d;text-align:start;vertical-align:top}' +
	'th:first-child{min-width:8rem}tr.head{font-size:.85em}.number{text-align:end;hyphens:auto}tr,figure{break-inside:avoid}code{overflow-wrap:anywhere}' +
	'figure{margin:.6rem 0;overflow-x:auto}figure.whole svg{max-width:100%;height:auto}figure.code svg{width:10rem;height:10rem}' +
	'.line{height:3.5rem;max-width:20rem;border-bottom:1.5px solid}';
