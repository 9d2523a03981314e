import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hashWords } from '#domain/hash-words.ts';
import type { PublicKey } from '#domain/ids.ts';
import type { SigningKeyView } from '#protocol/view.ts';
import KeysPage from '../../src/routes/w/[id]/keys/keys-page.svelte';
import * as fixtures from '../support/fixtures/table-view.ts';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

const { CIVIL, GOVERNMENT, MARTA, NOW } = fixtures;
const KEY = 'ab'.repeat(32) as PublicKey;
const offered: SigningKeyView = { participant: MARTA, key: KEY, sector: GOVERNMENT, offeredAt: NOW, confirmed: null };
const mine = { seat: { sector: CIVIL, voucher: 'seated' }, present: true } as const;

beforeEach(teachDialogs);
afterEach(() => {
	cleanup();
	document.cookie = 'mesa_device=; max-age=0';
	vi.unstubAllGlobals();
});

function show(changes: Parameters<typeof tableOf>[0]) {
	const made = tableOf(changes);
	render(KeysPage, { table: made.table });
	return made;
}

describe('[C17] the page of keys', () => {
	it('shows a waiting key’s words to whoever is of another sector, who confirms having heard them', async () => {
		const { send } = show({ view: { signingKeys: [offered] }, me: mine });
		await fireEvent.click(screen.getByRole('button', { name: /^Confirmar la clave de/ }));
		const dialog = within(screen.getByRole('dialog'));
		expect(dialog.getByText(hashWords(KEY))).toBeTruthy();
		const confirm = dialog.getByRole('button', { name: 'Confirmar la clave' });
		expect(confirm).toHaveProperty('disabled', true);
		await fireEvent.click(dialog.getByLabelText('Me leyó estas palabras y son las mismas'));
		expect(await faultsFound()).toEqual([]);
		await fireEvent.click(confirm);
		expect(send).toHaveBeenCalledWith({ type: 'confirmSigningKey', participant: MARTA, key: KEY });
	});

	it('offers that to nobody of the same sector, nor between sessions', () => {
		show({ view: { signingKeys: [offered] }, me: { ...mine, seat: { sector: GOVERNMENT, voucher: 'seated' } } });
		expect(screen.queryByRole('button', { name: /^Confirmar la clave de/ })).toBeNull();
		expect(screen.getByText('La confirma una persona de otro sector.')).toBeTruthy();
		cleanup();
		show({ view: { signingKeys: [offered], session: null }, me: mine });
		expect(screen.getByText(/Las claves se confirman en una sesión abierta/)).toBeTruthy();
	});

	it('says why no key is made here: by http, on a shared device, without a seat, by who facilitates', async () => {
		vi.stubGlobal('isSecureContext', false);
		document.cookie = 'mesa_device=own';
		show({ me: mine });
		await vi.waitFor(() => screen.getByText(/Abriste esta página por http/));
		expect(screen.queryByRole('button', { name: 'Hacer mi clave en este dispositivo' })).toBeNull();
		expect(await faultsFound()).toEqual([]);
		cleanup();
		document.cookie = 'mesa_device=shared';
		show({ me: mine });
		await vi.waitFor(() => screen.getByText(/este dispositivo es compartido/));
		cleanup();
		show({ me: { ...mine, seat: null } });
		expect(screen.getByText(/Firma quien tiene asiento/)).toBeTruthy();
		cleanup();
		show({ me: fixtures.facilitator });
		expect(screen.getByText(/Quien facilita no firma/)).toBeTruthy();
	});

	it('names a confirmed key, by whom and when, and lets its owner give it up', async () => {
		const confirmed = { at: NOW, sector: GOVERNMENT, voucher: 'seated' } as const;
		const own = { ...offered, participant: fixtures.me.id, sector: CIVIL, confirmed };
		const { send } = show({ view: { signingKeys: [own] }, me: mine });
		expect(screen.getAllByText(hashWords(KEY)).length).toBe(2);
		await fireEvent.click(screen.getByRole('button', { name: 'Dejar de usar esta clave' }));
		await fireEvent.click(
			within(screen.getByRole('dialog')).getByRole('button', { name: 'Dejar de usar esta clave' }),
		);
		expect(send).toHaveBeenCalledWith({ type: 'endSigningKey', key: KEY });
	});
});
