import { beforeEach, describe, expect, test } from 'vitest';
import { PRESETS } from '#domain/presets.ts';
import { createTableBody } from '#protocol/api.ts';
import { m } from '#i18n/compiled/messages.js';
import { safePath } from '$lib/api/safe-path.ts';
import { faultsOf } from '../../src/routes/tables/new/faults.ts';
import { TableForm, webAddress } from '../../src/routes/tables/new/table-form.svelte.ts';

let form: TableForm;
beforeEach(() => {
	form = new TableForm('es');
	form.title = 'Brecha salarial en Jalisco';
});

const body = (): unknown => ({ setup: form.setup(), rules: form.rules, labels: form.labels(), agenda: form.agenda });
const fields = (): (string | null)[] => faultsOf(form).map(({ field }) => field);

describe('a table can be created', () => {
	test('from nothing but a title', () => {
		expect(faultsOf(form)).toEqual([]);
		expect(createTableBody.safeParse(body()).success).toBe(true);
	});

	test.each(PRESETS)('from the preset $id, as it stands in its source', (preset) => {
		form.startFrom({ ...preset, agenda: 'full' });
		expect(faultsOf(form)).toEqual([]);
		expect(createTableBody.safeParse(body()).success).toBe(true);
		expect(form.rules).toEqual(preset.rules);
		expect(form.labels()).toEqual(preset.labels);
	});
});

test('sectors are numbered by their place, and each keeps its own block and name', () => {
	form.addSector('Academia', form.blocks[1]?.key);
	form.removeSector(form.sectors[0]?.key ?? -1);
	expect(form.rules.sectors.map(({ id, block }) => [id, block])).toEqual([
		['s1', 'b2'],
		['s2', 'b2'],
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
	form.removeBlock(form.blocks[0]?.key ?? -1);
	expect(form.blocks).toHaveLength(2);
	form.addBlock();
	form.removeBlock(form.blocks[2]?.key ?? -1);
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
		form.title = '  ';
		expect(fields()).toEqual(['title']);
	});

	test('the date of a consultation, and the consultation of a date', () => {
		form.consultation = 'Consulta pública';
		expect(fields()).toEqual(['consultation-date']);
		form.consultation = '';
		form.consultationDate = '2026-08-12';
		expect(fields()).toEqual(['consultation']);
	});

	test('the name of a material, and a link that opens', () => {
		form.addMaterial();
		expect(fields()).toEqual([]);
		const [material] = form.materials;
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
		expect(fields()).toEqual([`sector-${first?.key}-seats`]);
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
