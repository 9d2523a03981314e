import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { readTree } from '#board/read-tree.ts';
import { TEMPLATE_IDS, TEMPLATES } from '#board/template-shapes.ts';
import { createTableBody, type TableCreated } from '#protocol/api.ts';
import { boardFrom } from '../../../server/workshops/board-from-template.ts';
import { tableBody } from '../../support/people.ts';
import { Api, useHouse } from '../http/api.ts';

describe('[A8] a table begins with a template', () => {
	const house = useHouse();

	test('which stands on its board from the start, also after everybody has left', async () => {
		const lucia = await Api.fresh(house()).facilitator('lucia');
		const body = { ...tableBody('Cuidados'), template: 'care' };
		const { status, body: created } = await lucia.post<TableCreated>('/api/workshops', body);
		expect(status).toBeLessThan(300);
		const texts = await house().rooms.read(created.id, { document: 'board' }, (doc) =>
			[...readTree(doc).cards.values()].map(({ text }) => text),
		);
		expect(texts).toHaveLength(TEMPLATES.care.cards.length);
		expect(texts.some((text) => text.startsWith('Trabajo no remunerado de cuidados'))).toBe(true);
	});

	test.each(TEMPLATE_IDS)('«%s», in the language of the table', (id) => {
		const [es, en] = (['es', 'en'] as const).map((language) => {
			const doc = new Y.Doc();
			Y.applyUpdate(doc, boardFrom(id, language));
			return [...readTree(doc).cards.values()].map(({ text }) => text);
		});
		expect(es).toHaveLength(TEMPLATES[id].cards.length);
		if (es && es.length > 0) expect(es).not.toEqual(en);
	});

	test('with a blank board where nobody says otherwise', () => {
		expect(createTableBody.parse(tableBody()).template).toBe('blank');
		expect(createTableBody.parse({ ...tableBody(), template: 'care' }).template).toBe('care');
		expect(createTableBody.safeParse({ ...tableBody(), template: 'other' }).success).toBe(false);
	});
});
