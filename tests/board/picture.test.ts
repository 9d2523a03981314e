// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setKind } from '#board/edit-cards.ts';
import { outlineText, treeAsOutline, type OutlineItem } from '#board/outline.ts';
import { readTree } from '#board/read-tree.ts';
import { renderTreeSvg, type RenderOptions } from '#board/render-svg.ts';
import { buildTree } from '#board/tree.ts';
import { widthInEms, wrapText } from '#board/wrap-text.ts';
import { boardOf, JALISCO } from './support/boards.ts';

const kinds = {
	problem: 'Problema central',
	cause: 'Causa',
	effect: 'Efecto',
	solution: 'Solución',
	note: 'Nota',
	objective: 'Objetivo central',
	means: 'Medio',
	end: 'Fin',
	actor: 'Actor',
};
const words: RenderOptions['words'] = {
	title: 'Árbol de problemas',
	description: 'Cuatro causas y dos efectos',
	kinds,
	noText: '(sin texto)',
	noCards: 'Todavía no hay tarjetas.',
};
const outlineWords = {
	sections: {
		problem: 'Problema',
		cause: 'Causas',
		effect: 'Efectos',
		solution: 'Soluciones',
		note: 'Notas',
		objective: 'Objetivo',
		means: 'Medios',
		end: 'Fines',
		actor: 'Actores',
	},
	kinds,
	alsoFeeds: 'también alimenta',
	alsoFedBy: 'también viene de',
	noText: '(sin texto)',
};

const parse = (svg: string) => new DOMParser().parseFromString(svg, 'image/svg+xml');

describe('the picture of the tree', () => {
	test('[X5] images stand under the tree with what they show; one that did not come is an empty place that says so', () => {
		const { doc } = boardOf(JALISCO.cards, JALISCO.links);
		const tree = readTree(doc);
		const heightOf = (svg: string) => Number(parse(svg).documentElement.getAttribute('height'));
		const images = {
			list: [
				{ href: 'data:image/png;base64,AAAA', alt: 'La guardería <b>', size: [480, 240] as const },
				{ href: null, alt: 'El mapa', size: [200, 400] as const },
				{ href: 'data:image/png;base64,BBBB', alt: '', size: [10, 10] as const },
			],
			undescribed: 'Imagen sin descripción',
			missing: (alt: string) => `No llegó: ${alt}`,
		};
		const svg = renderTreeSvg(tree, { words, images });
		const picture = parse(svg);
		expect(picture.querySelector('parsererror')).toBeNull();
		expect([...picture.querySelectorAll('.mt-image')].map((place) => place.textContent)).toEqual([
			'La guardería <b>',
			'No llegó: El mapa',
			'Imagen sin descripción',
		]);
		expect([...picture.querySelectorAll('image')].map((image) => image.getAttribute('href'))).toEqual([
			'data:image/png;base64,AAAA',
			'data:image/png;base64,BBBB',
		]);
		expect(picture.querySelectorAll('.mt-place')).toHaveLength(1);
		const without = renderTreeSvg(tree, { words });
		expect(without).toBe(renderTreeSvg(tree, { words, images: { ...images, list: [] } }));
		expect(heightOf(svg)).toBeGreaterThan(heightOf(without) + 320);
	});

	test('it shows each card with its kind in words, and marks the chosen ones with a word', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const svg = renderTreeSvg(readTree(doc), { words, chosen: new Map([[ids.care, 'Elegida']]) });
		const picture = parse(svg);
		expect(picture.querySelector('parsererror')).toBeNull();
		expect(picture.querySelectorAll('.mt-card')).toHaveLength(8);
		expect(picture.querySelectorAll('.mt-badge')).toHaveLength(1);
		expect(picture.querySelector('.mt-badge')?.closest('.mt-card')?.textContent).toContain('El cuidado');
		expect([...picture.querySelectorAll('.mt-kind')].map((kind) => kind.textContent)).toContain('Solución');
		expect(picture.documentElement.getAttribute('role')).toBe('img');
		expect(picture.querySelector('title')?.textContent).toBe('Árbol de problemas');
		expect(picture.querySelectorAll('.mt-link')).toHaveLength(JALISCO.links.length);
		expect(renderTreeSvg(readTree(doc), { words, chosen: new Map([[ids.care, 'Elegida']]) })).toBe(svg);
	});

	test('no text that people write becomes markup', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('</text><script>x</script>', ']]>&amp;"\'')),
				(text) => {
					const { doc } = boardOf({ p: ['problem', text] });
					const picture = parse(
						renderTreeSvg(readTree(doc), { words: { ...words, title: text, noText: text } }),
					);
					expect(picture.querySelector('parsererror')).toBeNull();
					expect(picture.querySelector('script')).toBeNull();
					expect(picture.querySelectorAll('.mt-card')).toHaveLength(1);
				},
			),
			{ numRuns: 60 },
		);
	});

	test('an empty board says that it is empty', () => {
		expect(parse(renderTreeSvg(buildTree([], [], []), { words })).documentElement.textContent).toContain(
			'Todavía no',
		);
	});

	test('text is broken into lines that fit, whole letters only, and a cut is shown', () => {
		const lines = wrapText('La inspección 👩‍👩‍👧 '.repeat(20) + 'x'.repeat(80), 196, 16, 6);
		expect(lines).toHaveLength(6);
		expect(lines.at(-1)).toMatch(/…$/);
		for (const line of lines) expect(widthInEms(line) * 16).toBeLessThanOrEqual(196);
		expect(wrapText('x'.repeat(40), 96, 16, 9).join('')).toBe('x'.repeat(40));
		expect(wrapText('uno\n\ndos', 196, 16, 9)).toEqual(['uno', 'dos']);
	});
});

describe('the tree as an outline', () => {
	test('each card stands once, and what else it feeds is said', () => {
		const { doc } = boardOf(JALISCO.cards, JALISCO.links);
		expect(outlineText(readTree(doc), outlineWords)).toBe(
			[
				'Efectos',
				'- Las mujeres jubiladas reciben pensiones más bajas',
				'  (también viene de: El cuidado recae en las mujeres)',
				'- Hogares con jefatura femenina, más pobres',
				'',
				'Problema',
				'- Desigualdad laboral y salarial entre hombres y mujeres en la entidad',
				'',
				'Causas',
				'- Las empresas no publican sus salarios por puesto',
				'  - Cada empresa reporta sus salarios de forma distinta',
				'  - Solución: Registro público de empresas igualitarias',
				'    (también alimenta: La inspección laboral no revisa igualdad salarial)',
				'- El cuidado recae en las mujeres',
				'  (también alimenta: Las mujeres jubiladas reciben pensiones más bajas)',
				'- La inspección laboral no revisa igualdad salarial',
			].join('\n'),
		);
	});

	test('an outline made again keeps the items that did not change, so that a long list draws only the others', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		const before = treeAsOutline(readTree(doc));
		setKind(doc, ids.poverty, 'note');
		const after = treeAsOutline(readTree(doc), before);
		const causes = (sections: typeof before) => sections.find((section) => section.kind === 'cause')?.items ?? [];
		expect(causes(after)).toHaveLength(3);
		causes(after).forEach((item, index) => expect(item).toBe(causes(before)[index]));
		expect(after).toEqual(treeAsOutline(readTree(doc)));
	});

	test('with two problems, it is said which of them a cause feeds', () => {
		const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
		setKind(doc, ids.inspection, 'problem');
		const text = outlineText(readTree(doc), outlineWords);
		expect(text).toMatch(/- El cuidado recae en las mujeres\n {2}\(también alimenta: .*Desigualdad/);
		const shown: string[] = [];
		const collect = (item: OutlineItem) => {
			shown.push(item.id);
			item.children.forEach(collect);
		};
		for (const section of treeAsOutline(readTree(doc))) section.items.forEach(collect);
		expect(shown.sort()).toEqual(Object.values(ids).sort());
	});
});
