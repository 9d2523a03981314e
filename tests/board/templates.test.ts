import { describe, expect, test } from 'vitest';
import { isDrawingBody } from '#board/drawing-body.ts';
import { areaOf } from '#board/drawn-size.ts';
import { readDrawings } from '#board/edit-drawings.ts';
import { CARD_KINDS } from '#board/kinds.ts';
import { readTree } from '#board/read-tree.ts';
import { TEMPLATE_IDS, TEMPLATES } from '#board/template-shapes.ts';
import { insertTemplate, templateTree } from '#board/templates.ts';
import type { ProblemTree } from '#board/tree.ts';
import { createUndo } from '#board/undo.ts';
import { templateTexts } from '#i18n/template-words.ts';
import { boardOf, docOf, idsFrom, JALISCO } from './support/boards.ts';

function overlapping(tree: ProblemTree): string[] {
	const areas = [...tree.cards.values()].map((card) => ({ text: card.text, ...areaOf(card) }));
	return areas.flatMap((a, index) =>
		areas
			.slice(index + 1)
			.filter((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
			.map((b) => `${a.text} × ${b.text}`),
	);
}

describe.each(TEMPLATE_IDS)('[A8] the template «%s»', (id) => {
	const template = TEMPLATES[id];

	test.each(['es', 'en'] as const)('has words for each of its cards and frames, and no others (%s)', (locale) => {
		const texts = templateTexts(id, locale);
		const keys = [...template.cards, ...template.frames].map(({ key }) => key);
		expect([...texts.keys()].sort()).toEqual(keys.sort());
		expect([...texts.values()].filter((text) => text.trim() === '')).toEqual([]);
		for (const { feeds = [] } of template.cards) for (const to of feeds) expect(keys).toContain(to);
	});

	test('comes as one act that covers nothing, and one undo takes it off whole', () => {
		for (const doc of [docOf(1), boardOf(JALISCO.cards, JALISCO.links).doc]) {
			const before = readTree(doc);
			const undo = createUndo(doc);
			let transactions = 0;
			doc.on('afterTransaction', () => transactions++);
			const outcome = insertTemplate(doc, template, templateTexts(id, 'es'), idsFrom(5));
			expect(outcome.ok && outcome.value.length).toBe(template.cards.length);
			const tree = readTree(doc);
			expect(tree.cards.size).toBe(before.cards.size + template.cards.length);
			expect(overlapping(tree)).toEqual([]);
			expect([...tree.loops]).toEqual([]);
			expect(readDrawings(doc).length).toBe(template.frames.length);
			expect(readDrawings(doc).filter(({ body }) => !isDrawingBody(body))).toEqual([]);
			if (template.cards.length === 0) return expect(transactions).toBe(0);
			expect(undo.undo()).toBe('done');
			expect([...readTree(doc).cards.keys()]).toEqual([...before.cards.keys()]);
			expect(readDrawings(doc)).toEqual([]);
		}
	});

	test('can be looked at before', () => {
		const tree = templateTree(template, templateTexts(id, 'en'));
		expect(tree.cards.size).toBe(template.cards.length);
		expect(tree.links).toHaveLength(template.cards.flatMap(({ feeds = [] }) => feeds).length);
	});
});

test('each stakeholder lies within a quadrant of the map, on top of it', () => {
	const doc = docOf(1);
	insertTemplate(doc, TEMPLATES.stakeholders, templateTexts('stakeholders', 'es'), idsFrom(5));
	const frames = readDrawings(doc).map(({ pos, z, body }) => ({ pos, z, ...Object(Object(body).props) }));
	for (const card of readTree(doc).cards.values()) {
		const area = areaOf(card);
		const within = frames.filter(
			({ pos, w, h }) =>
				area.x > pos[0] && area.y > pos[1] && area.x + area.w < pos[0] + w && area.y + area.h < pos[1] + h,
		);
		expect(within).toHaveLength(1);
		expect(card.z > within[0]?.z).toBe(true);
	}
});

test('the worked example says that it is one: a frame round all of it, and a note', () => {
	const doc = docOf(1);
	insertTemplate(doc, TEMPLATES.care, templateTexts('care', 'es'), idsFrom(5));
	const [frame] = readDrawings(doc);
	const { w, h, name } = Object(Object(frame?.body).props);
	expect(name).toMatch(/^Ejemplo/);
	for (const card of readTree(doc).cards.values()) {
		const area = areaOf(card);
		expect(area.x >= (frame?.pos[0] ?? NaN) && area.x + area.w <= (frame?.pos[0] ?? NaN) + w).toBe(true);
		expect(area.y >= (frame?.pos[1] ?? NaN) && area.y + area.h <= (frame?.pos[1] ?? NaN) + h).toBe(true);
	}
	const kinds = new Set([...readTree(doc).cards.values()].map(({ kind }) => kind));
	expect(CARD_KINDS.filter((kind) => kinds.has(kind))).toEqual(['problem', 'cause', 'effect', 'note']);
});
