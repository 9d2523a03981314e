import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { m } from '#i18n/compiled/messages.js';
import Button from '$lib/ui/button.svelte';
import ConfirmDialog from '$lib/ui/confirm-dialog.svelte';
import CopyField from '$lib/ui/copy-field.svelte';
import LanguageSwitch from '$lib/ui/language-switch.svelte';
import Notice from '$lib/ui/notice.svelte';
import Page from '$lib/ui/page.svelte';
import SkipLink from '$lib/ui/skip-link.svelte';
import StatusRegion from '$lib/ui/status-region.svelte';
import ThemeSwitch from '$lib/ui/theme-switch.svelte';
import { faultsFound } from './axe.ts';
import { words } from './words.ts';

// jsdom knows <dialog> but not the top layer; what the browser does there is checked in a browser.
beforeEach(() => {
	HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
		this.open = true;
	};
	HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
		this.open = false;
		this.dispatchEvent(new Event('close'));
	};
});
afterEach(() => {
	delete document.documentElement.dataset['theme'];
});

test('a button that waits for the server ignores a second press and keeps the focus', async () => {
	const press = vi.fn();
	const { rerender } = render(Button, { children: words('Enviar mi voto'), onclick: press });
	const button = screen.getByRole('button', { name: 'Enviar mi voto' });
	button.focus();
	button.click();
	await rerender({ busy: true });
	button.click();
	expect(press).toHaveBeenCalledTimes(1);
	expect(document.activeElement).toBe(button);
	expect(await faultsFound()).toEqual([]);
});

test('a button that only shows an icon has its words for screen readers', async () => {
	render(Button, { icon: 'M5 12h14', label: 'Más opciones' });
	expect(screen.getByRole('button', { name: 'Más opciones' })).toBeTruthy();
	expect(await faultsFound()).toEqual([]);
});

test('a button with an address is a link', () => {
	render(Button, { href: '/tables', children: words('Mis mesas') });
	expect(screen.getByRole('link', { name: 'Mis mesas' }).getAttribute('href')).toBe('/tables');
});

test('what cannot be undone is asked first, and says what is lost', async () => {
	const confirm = vi.fn();
	const { rerender } = render(ConfirmDialog, {
		open: true,
		title: '¿Borrar la mesa?',
		confirm: 'Borrar la mesa',
		danger: true,
		children: words('Se pierden doce tarjetas.'),
		onconfirm: confirm,
	});
	const dialog = await screen.findByRole('dialog', { name: '¿Borrar la mesa?' });
	expect(dialog.textContent).toContain('Se pierden doce tarjetas.');
	screen.getByRole('button', { name: 'Borrar la mesa' }).click();
	expect(confirm).toHaveBeenCalledTimes(1);
	expect(await faultsFound()).toEqual([]);
	await rerender({ error: 'La mesa ya adoptó sus reglas.' });
	expect(screen.getByRole('alert').textContent).toContain('La mesa ya adoptó sus reglas.');
	screen.getByRole('button', { name: m.ui_cancel() }).click();
	await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
	expect(confirm).toHaveBeenCalledTimes(1);
});

test('without a secure context the code is copied the old way', async () => {
	const copied: string[] = [];
	document.execCommand = () => {
		copied.push(document.querySelector('textarea')?.value ?? '');
		return true;
	};
	render(CopyField, { label: 'Tu código personal', value: 'K7MQ-4RTX', kind: 'code' });
	screen.getByRole('button').click();
	await expect.poll(() => screen.getByRole('status').textContent).toBe(m.ui_copied());
	expect(copied).toEqual(['K7MQ-4RTX']);
	expect(await faultsFound()).toEqual([]);
});

test('where nothing can copy, the text is selected and the person is told', async () => {
	document.execCommand = () => false;
	render(CopyField, { label: 'Tu código personal', value: 'K7MQ-4RTX' });
	screen.getByRole('button').click();
	await expect.poll(() => screen.getByRole('status').textContent).toBe(m.ui_copy_by_hand());
	const input = screen.getByLabelText<HTMLInputElement>('Tu código personal');
	expect(input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0)).toBe('K7MQ-4RTX');
});

test('a refusal interrupts, other news waits its turn, and what stood there is not announced', () => {
	render(Notice, { tone: 'danger', announce: true, title: 'No se pudo' });
	render(Notice, { tone: 'ok', announce: true, title: 'Listo' });
	render(Notice, { tone: 'warn', title: 'Ojo' });
	expect(screen.getByRole('alert').textContent).toContain('No se pudo');
	expect(screen.getByRole('status').textContent).toContain('Listo');
});

test('what just happened stays until the person dismisses it', async () => {
	const dismiss = vi.fn();
	const undo = vi.fn();
	render(StatusRegion, {
		message: 'Marta abrió el tablero.',
		ondismiss: dismiss,
		action: { label: 'Deshacer', run: undo },
	});
	expect(screen.getByRole('status').textContent).toContain('Marta abrió el tablero.');
	screen.getByRole('button', { name: 'Deshacer' }).click();
	screen.getByRole('button', { name: m.ui_dismiss() }).click();
	expect([undo.mock.calls.length, dismiss.mock.calls.length]).toEqual([1, 1]);
	expect(await faultsFound()).toEqual([]);
});

test('the chosen look is painted at once and kept for the next page', async () => {
	render(ThemeSwitch);
	const select = screen.getByRole<HTMLSelectElement>('combobox', { name: m.ui_theme() });
	select.value = 'contrast';
	select.dispatchEvent(new Event('change', { bubbles: true }));
	expect(document.documentElement.dataset['theme']).toBe('contrast');
	expect(document.cookie).toContain('mesa_theme=contrast');
	expect(await faultsFound()).toEqual([]);
});

test('each language is named in itself', async () => {
	const chosen: string[] = [];
	render(LanguageSwitch, { choose: (locale) => void chosen.push(locale) });
	expect(screen.getByRole('button', { name: 'English' }).getAttribute('lang')).toBe('en');
	screen.getByRole('button', { name: 'Español' }).click();
	expect(chosen).toEqual(['es']);
	expect(await faultsFound()).toEqual([]);
});

test('a page has one name in the tab, one main part that can be skipped to, and its example is marked', async () => {
	render(SkipLink);
	render(Page, { title: 'Entrar', place: 'Brecha salarial', example: true, children: words('Contenido') });
	expect(document.title).toBe(m.ui_page_title({ page: 'Entrar' }));
	Element.prototype.scrollIntoView ??= () => undefined; // jsdom has no layout to scroll
	screen.getByRole('link', { name: m.ui_skip_to_content() }).click();
	expect(document.activeElement).toBe(screen.getByRole('main'));
	expect(screen.getByRole('banner').textContent).toContain(m.ui_example());
	expect(await faultsFound()).toEqual([]);
});
