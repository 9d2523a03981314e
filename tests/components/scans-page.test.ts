import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FileHash } from '#domain/ids.ts';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import type { ScanView } from '#protocol/minutes.ts';
import RecordMinutes from '../../src/routes/w/[id]/record/minutes.svelte';
import ScansPage from '../../src/routes/w/[id]/scans/+page.svelte';
import { hashFile } from '../../src/lib/scan/hash-file.ts';
import { MINUTES, WORKSHOP } from '../support/fixtures/issued-record.ts';
import { faultsFound } from './axe.ts';

/** SHA-256 of "abc" (FIPS 180-4). */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' as FileHash;
const scan: ScanView = {
	at: MINUTES.generatedAt,
	name: 'Ana Fernández',
	sector: null,
	file: ABC,
	about: { kind: 'session', session: MINUTES.session.id },
	of: null,
};
/** The minutes once it was put there. */
const recorded = { ...MINUTES, scans: [scan] };
const scanned = (text: string) => new File([text], 'minuta.pdf', { type: 'application/pdf' });

overwriteGetLocale(() => 'es');
const send = vi.fn<typeof fetch>();
beforeEach(() => {
	send.mockReset().mockImplementation((_, init) =>
		Promise.resolve(Response.json(init?.method === 'POST' ? { ok: true, seq: 1, made: {} } : recorded)),
	);
	vi.stubGlobal('fetch', send);
});
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

function show(changes: { scans?: readonly ScanView[]; mayScan?: boolean } = {}): void {
	const { workshop, session, rules, polls, commitments, scans, mayScan } = { ...MINUTES, ...changes };
	const minutes = { workshop, session, rules, polls, commitments, scans, mayScan };
	render(ScansPage, { data: { id: WORKSHOP, minutes }, params: { id: WORKSHOP }, form: null });
}
const part = (name: string) => within(screen.getByRole('region', { name }));
const choose = (of: string, file: File) =>
	fireEvent.change(part(of).getByLabelText('Archivo escaneado (foto o PDF)'), { target: { files: [file] } });

describe('[W8] signed sheets', () => {
	it('are put on the record by the hash that this device works out; the file is not sent', async () => {
		show();
		expect(part('Registrar una hoja').getByRole('button', { name: 'Registrar la huella' })).toHaveProperty(
			'disabled',
			true,
		);
		await choose('Registrar una hoja', scanned('abc'));
		await waitFor(() => expect(document.body.textContent).toContain(ABC));
		expect(send).not.toHaveBeenCalled();
		await fireEvent.click(part('Registrar una hoja').getByRole('button', { name: 'Registrar la huella' }));
		await waitFor(() => expect(document.body.textContent).toContain('La registró Ana Fernández.'));
		expect(send).toHaveBeenCalledTimes(2);
		const body: unknown = JSON.parse(String(send.mock.calls[0]?.[1]?.body));
		expect(body).toEqual({ type: 'logScan', file: ABC, about: scan.about });
		expect(document.body.textContent).toContain('La huella de «minuta.pdf» ya está en el registro');
		expect(await faultsFound()).toEqual([]);
	});

	it('tell of a file that somebody chooses which entry it is, or that it is none', async () => {
		show({ scans: [scan], mayScan: false });
		await choose('Comprobar un archivo', scanned('abc'));
		await waitFor(() => expect(document.body.textContent).toContain('«minuta.pdf» es el archivo que se registró'));
		expect(document.body.textContent).toContain('La minuta de la sesión. La registró Ana Fernández.');
		await choose('Comprobar un archivo', scanned('abd'));
		await waitFor(() => expect(document.body.textContent).toContain('no es ninguno de los archivos registrados'));
		expect(screen.queryByRole('button', { name: 'Registrar la huella' })).toBeNull();
		expect(await faultsFound()).toEqual([]);
	});

	it('stand in the minutes, which lead here on screen and not in a file', () => {
		const minutes = { ...MINUTES, scans: [scan] };
		render(RecordMinutes, { minutes, note: { key: 'k', text: '', refused: undefined } });
		const section = screen.getByRole('region', { name: 'Hojas firmadas' });
		expect(section.textContent).toContain(ABC);
		expect(within(section).getByRole('link').getAttribute('href')).toContain(
			`/w/${minutes.workshop.id}/scans?session=`,
		);
		cleanup();
		render(RecordMinutes, { minutes: MINUTES });
		const empty = screen.getByRole('region', { name: 'Hojas firmadas' });
		expect(empty.textContent).toContain('Nadie ha registrado hojas firmadas');
		expect(within(empty).queryByRole('link')).toBeNull();
	});

	it('are read piece by piece, to the same hash', async () => {
		const large = new Uint8Array(2_500_000).map((_, index) => index % 251);
		expect(await hashFile(new Blob([large]))).toBe(await hashFile(new Blob([large.slice(0, 7), large.slice(7)])));
		expect(await hashFile(new Blob(['abc']))).toBe(ABC);
	});
});
