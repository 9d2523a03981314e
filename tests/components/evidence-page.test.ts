import { readFileSync } from 'node:fs';
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import { verifyBundle } from '#protocol/verify-bundle.ts';
import EvidencePage from '../../src/routes/c/[id]/evidence/+page.svelte';
import { evidenceRows } from '../../src/routes/c/[id]/evidence/rows.ts';
import { faultsFound } from './axe.ts';

overwriteGetLocale(() => 'es');
afterEach(cleanup);

const { bundle, checkpoint } = verifyBundle(readFileSync('tests/support/fixtures/bundle-1.json'));

function show(changes: { mayAdd?: boolean; form?: { code: string; message: string } | null } = {}) {
	if (!bundle || !checkpoint) throw new Error('the stored bundle can’t be read');
	const { record } = bundle.versions[0]!;
	const data = {
		...{ id: bundle.commitment, title: record.core.title, lang: record.core.language, example: record.example },
		...{ table: record.table.title, holds: true, number: checkpoint.size, at: checkpoint.at },
		...{ rows: evidenceRows(bundle, checkpoint), mayAdd: changes.mayAdd ?? false, wasAdded: false },
	};
	const form = changes.form ? { kind: 'gazette', title: 'Periódico', reference: '', ...changes.form } : null;
	render(EvidencePage, { data, params: { id: bundle.commitment }, form });
	return data;
}

describe('[M7] the index of evidence', () => {
	it('lists all that the bundle proves with, numbered, each with its hash or its entry of the log', async () => {
		const { rows } = show();
		expect(screen.getAllByRole('row')).toHaveLength(rows.length + 1);
		expect(screen.getByText('Registro emitido, versión 1')).toBeTruthy();
		expect(screen.getByText(`Constancia ${checkpoint?.size} del registro público`)).toBeTruthy();
		for (const { hash, entry } of rows) expect(hash ?? entry).not.toBeNull();
		expect(screen.queryByRole('button', { name: 'Agregar al expediente' })).toBeNull();
		expect(await faultsFound()).toEqual([]);
	});

	it('lets whoever facilitates add a piece, and says why one was not taken, with what they wrote kept', async () => {
		show({ mayAdd: true, form: { code: 'evidence.empty', message: 'Agrega un archivo' } });
		expect(screen.getByText('Agrega un archivo')).toBeTruthy();
		expect(screen.getByLabelText<HTMLInputElement>('Nombre de la prueba').value).toBe('Periódico');
		expect(screen.getByLabelText<HTMLSelectElement>('Tipo de prueba').value).toBe('gazette');
		expect(await faultsFound()).toEqual([]);
	});
});
