import { cleanup, render } from '@testing-library/svelte';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import { fileName } from '../../src/lib/record/file/file-name.ts';
import { readBlocks } from '../../src/lib/record/file/read-blocks.ts';
import { writeDocx } from '../../src/lib/record/file/write-docx.ts';
import { writeHtml } from '../../src/lib/record/file/write-html.ts';
import MinutesShown from '../../src/routes/w/[id]/record/minutes.svelte';
import { MINUTES } from '../support/fixtures/issued-record.ts';

let locale: 'es' | 'en' = 'es';
overwriteGetLocale(() => locale);
afterEach(() => {
	cleanup();
	locale = 'es';
});

const head = { title: 'Minuta de la mesa', lang: 'es-MX', paper: 'a4' } as const;
const words = { pictureHint: 'Sigue como texto.' };

function blocks() {
	return readBlocks(render(MinutesShown, { minutes: MINUTES }).container.innerHTML);
}

async function docx(paper: 'letter' | 'a4' = 'a4') {
	const files = unzipSync(await writeDocx(blocks(), { ...head, paper }, words));
	const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array());
	const text = xml
		.replace(/<\/w:p>/g, '\n')
		.replace(/<[^>]+>/g, '')
		.replace(/&amp;/g, '&');
	return { files, xml, text };
}

/** Every heading of the page, and of each section something that only it says. */
const SAID = {
	es: [
		'Convocatoria',
		'Asistencia',
		'Decisiones',
		'Reservas y oposiciones',
		'Excepciones',
		'Compromisos',
		'El árbol de problemas',
		'El mismo árbol, como texto',
		'Reglas de la mesa',
		'Lo que pasó, en orden',
		'Comprobación',
		'Notas a esta minuta',
		'Firmas en papel',
		'La regla de esta votación',
		'Benito Cruz',
		'Pedimos revisarlo a los doce meses.',
		'La Universidad llega a las once',
		'Marta Lozano cerró el texto',
		'Faltó decir que el registro será público.',
		MINUTES.head.hash,
	],
	en: ['Attendance', 'Decisions', 'Notes to these minutes', 'Benito Cruz', MINUTES.head.hash],
};

describe('[W2] the minutes as a file', () => {
	it.each(['es', 'en'] as const)('hold in DOCX every section of the page (%s)', async (language) => {
		locale = language;
		const { text } = await docx();
		for (const said of SAID[language]) expect(text).toContain(said);
	});

	it('hold in DOCX headings, tables with head rows, the tree and the code of the chain as pictures, and lines to sign', async () => {
		const { files, xml, text } = await docx();
		expect(xml.match(/w:val="Heading2"/g)?.length).toBeGreaterThanOrEqual(11);
		expect(xml.match(/<w:tbl>/g)?.length).toBeGreaterThanOrEqual(MINUTES.polls.length + 2);
		expect(xml).toContain('<w:tblHeader/>');
		const pictures = Object.keys(files).filter((name) => name.startsWith('word/media/'));
		expect(pictures.filter((name) => name.endsWith('.svg')).length).toBe(2);
		const tree = pictures
			.map((name) => strFromU8(files[name] ?? new Uint8Array()))
			.find((svg) => svg.includes('mt-'));
		expect(tree).not.toContain('var(');
		expect(tree).toContain('xmlns="http://www.w3.org/2000/svg"');
		expect(text.match(/_{20}/g)?.length).toBeGreaterThanOrEqual(5);
	});

	it('are as large as the paper that was asked for', async () => {
		expect((await docx('a4')).xml).toContain('w:w="11906" w:h="16838"');
		expect((await docx('letter')).xml).toContain('w:w="12240" w:h="15840"');
	});

	it('leave out what stands only on screen', async () => {
		const { text } = await docx();
		expect(text).not.toContain('Tu nota');
		expect(writeHtml(blocks(), head)).not.toContain('<form');
	});

	it('hold in HTML the same, and ask nobody for anything', () => {
		const html = writeHtml(blocks(), head);
		const page = new DOMParser().parseFromString(html, 'text/html');
		for (const said of SAID.es) expect(page.body.textContent).toContain(said);
		expect(page.querySelectorAll('script, link, img, iframe, [src]').length).toBe(0);
		expect(page.querySelectorAll('svg').length).toBeGreaterThanOrEqual(2);
		expect(html).toContain('@page{size:a4');
	});

	it('take nothing for markup that people wrote', () => {
		const minutes = { ...MINUTES, notes: [{ ...MINUTES.notes[0], text: '<script>alert(1)</script> & más' }] };
		const { container } = render(MinutesShown, { minutes: minutes as typeof MINUTES });
		const html = writeHtml(readBlocks(container.innerHTML), head);
		expect(new DOMParser().parseFromString(html, 'text/html').querySelector('script')).toBeNull();
		expect(html).toContain('&#60;script&#62;alert(1)');
	});

	it('are called by the table, as every file system takes it', () => {
		expect(fileName(blocks(), 'minuta')).toMatch(/^[A-Za-z0-9-]{5,60}$/);
		expect(fileName([], 'minuta')).toBe('minuta');
	});
});
