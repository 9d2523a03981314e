import { beforeEach, describe, expect, test } from 'vitest';
import { PRESETS } from '#domain/presets.ts';
import { createTableBody } from '#protocol/api.ts';
import { m } from '#i18n/compiled/messages.js';
import { safePath } from '$lib/api/safe-path.ts';
import { faultsOfRules, faultsOfTexts, type FormFault } from '../../src/routes/tables/form/faults.ts';
import { RulesForm } from '../../src/routes/tables/form/rules-form.svelte.ts';
import { takenSectors } from '../../src/routes/tables/form/sector-ids.ts';
import { TextsForm, webAddress } from '../../src/routes/tables/form/texts-form.svelte.ts';
import { ACADEMIA, labels, people, rules, view } from '../support/fixtures/table-view.ts';

let texts: TextsForm;
let form: RulesForm;
beforeEach(() => {
	texts = new TextsForm('es');
	texts.title = 'Brecha salarial en Jalisco';
	form = new RulesForm();
});

const body = (): unknown => ({ setup: texts.setup(), rules: form.rules, labels: form.labels(), agenda: 'full' });
const faults = (): FormFault[] => [...faultsOfTexts(texts), ...faultsOfRules(form)];
const fields = (): string[] => faults().map(({ field }) => field);

describe('a table can be created', () => {
	test('from nothing but a title', () => {
		expect(faults()).toEqual([]);
		expect(createTableBody.safeParse(body()).success).toBe(true);
	});

	test.each(PRESETS)('from the preset $id, as it stands in its source', (preset) => {
		form.startFrom(preset);
		expect(faults()).toEqual([]);
		expect(createTableBody.safeParse(body()).success).toBe(true);
		expect(form.rules).toEqual(preset.rules);
		expect(form.labels()).toEqual(preset.labels);
	});
});

test('a sector keeps its number, block and name when another goes', () => {
	form.addSector('Academia', form.blocks[1]?.id);
	const [first] = form.sectors;
	if (first) form.removeSector(first.id);
	expect(form.rules.sectors.map(({ id, block }) => [id, block])).toEqual([
		['s2', 'b2'],
		['s3', 'b2'],
	]);
	expect(Object.values(form.labels().sectors).map(({ label }) => label)).toEqual([
		m.setup_sector_civil(),
		'Academia',
	]);
});

test('a new sector gets a shape that no other has', () => {
	for (let more = 0; more < 6; more++) form.addSector();
	expect(new Set(form.sectors.map(({ shape }) => shape)).size).toBe(8);
});

test('a block that still holds a sector cannot be removed', () => {
	for (const { id } of form.blocks) form.removeBlock(id);
	expect(form.blocks).toHaveLength(2);
	form.removeBlock(form.addBlock());
	expect(form.blocks).toHaveLength(2);
});

test('a block that weighs more than half is named, until blocks count the same', () => {
	expect(form.heavy).toBeNull();
	form.weighting = 'people';
	const government = form.sectors[0];
	if (government) government.seats = '20';
	expect(form.heavy?.label).toBe(m.setup_block_authorities());
	form.weighting = 'blocks';
	expect(form.heavy).toBeNull();
});

describe('what is missing is said beside its field', () => {
	test('a title', () => {
		texts.title = '  ';
		expect(fields()).toEqual(['title']);
	});

	test('the date of a consultation, and the consultation of a date', () => {
		texts.consultation = 'Consulta pública';
		expect(fields()).toEqual(['consultation-date']);
		texts.consultation = '';
		texts.consultationDate = '2026-08-12';
		expect(fields()).toEqual(['consultation']);
	});

	test('the name of a material, and a link that opens', () => {
		texts.addMaterial();
		expect(fields()).toEqual([]);
		const [material] = texts.materials;
		if (material) material.url = 'javascript:alert(1)';
		expect(fields()).toEqual([`material-${material?.key}`, `material-${material?.key}-url`]);
	});

	test('a required sector, seats in numbers, and a quorum that can be reached', () => {
		for (const sector of form.sectors) sector.required = false;
		form.quorum = '99';
		expect(fields()).toEqual(['sectors']);
		for (const sector of form.sectors) sector.required = true;
		expect(fields()).toEqual(['quorum']);
		form.quorum = '2';
		const [first] = form.sectors;
		if (first) first.seats = 'muchos';
		expect(fields()).toEqual([`sector-${first?.id}-seats`]);
	});
});

describe('a table that exists already', () => {
	test('comes out of its own form as it went in', () => {
		const setup = { ...view.setup, materials: [{ title: 'Diagnóstico', url: null, note: 'Del instituto' }] };
		expect(new TextsForm(setup).setup()).toEqual(setup);
		const opened = new RulesForm({ rules, labels });
		expect([opened.rules, opened.labels()]).toEqual([rules, labels]);
	});

	test('keeps a sector that somebody stands for', () => {
		const opened = new RulesForm({ rules, labels }, takenSectors(view));
		opened.removeSector(ACADEMIA);
		expect(opened.sectors).toHaveLength(4);
	});

	test('gives a new sector no number that rules, people or votes know already', () => {
		const without = { ...rules, sectors: rules.sectors.slice(0, 2) };
		const gone = people.map((person) => ({ ...person, removed: true }));
		const opened = new RulesForm({ rules: without, labels }, takenSectors({ ...view, people: gone }));
		opened.addSector('Sector privado');
		expect(opened.sectors.at(-1)?.id).toBe('s5');
	});
});

test.each([
	['example.org/diagnostico.pdf', 'https://example.org/diagnostico.pdf'],
	[' http://example.org ', 'http://example.org'],
	['', null],
])('the address %j is taken as %j', (typed, address) => {
	expect(webAddress(typed)).toBe(address);
});

test.each(['//evil.test', '/\\evil.test', 'https://evil.test', 'tables', '/a b', null])(
	'after signing in nobody is led away by %j',
	(next) => {
		expect(safePath(next, '/tables')).toBe('/tables');
	},
);

test('after signing in one goes on to where one was', () => {
	expect(safePath('/facilitate?token=abc', '/tables')).toBe('/facilitate?token=abc');
});
