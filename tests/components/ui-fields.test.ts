import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { m } from '#i18n/compiled/messages.js';
import CheckBox from '$lib/ui/check-box.svelte';
import Choice from '$lib/ui/choice.svelte';
import ErrorSummary from '$lib/ui/error-summary.svelte';
import Field from '$lib/ui/field.svelte';
import Select from '$lib/ui/select.svelte';
import TextArea from '$lib/ui/text-area.svelte';
import { faultsFound } from './axe.ts';

const sectors = [
	{ value: 's1', label: 'Gobierno' },
	{ value: 's2', label: 'Sociedad civil', hint: 'Organizaciones y colectivas' },
	{ value: 's3', label: 'Academia', disabled: true },
];

test('a field is found by its label, and its hint and error are read with it', async () => {
	render(Field, { label: 'Tu nombre', hint: 'O un seudónimo', error: 'Escribe un nombre', optional: true });
	const input = screen.getByLabelText(/Tu nombre/);
	expect(input.getAttribute('aria-invalid')).toBe('true');
	expect(describedBy(input)).toEqual(['O un seudónimo', 'Escribe un nombre']);
	expect(await faultsFound()).toEqual([]);
});

test('a field without an error does not say that it is wrong', () => {
	render(Field, { label: 'Tu nombre' });
	const input = screen.getByLabelText('Tu nombre');
	expect(input.hasAttribute('aria-invalid')).toBe(false);
	expect(input.hasAttribute('aria-describedby')).toBe(false);
});

test('a long text says what is left only when the end comes near', async () => {
	const { rerender } = render(TextArea, { label: 'Bienvenida', value: 'hola', maxlength: 100 });
	expect(screen.queryByRole('status')).toBeNull();
	await rerender({ value: 'x'.repeat(90) });
	expect(screen.getByRole('status').textContent).toBe(m.ui_characters_left({ count: 10 }));
	expect(await faultsFound()).toEqual([]);
});

test('one sector is chosen among few, with its hint read beside it', async () => {
	const chosen: string[] = [];
	render(Choice, {
		legend: '¿De qué sector vienes?',
		options: sectors,
		value: '',
		onchange: (value) => void chosen.push(value),
	});
	expect(screen.getByRole('group', { name: '¿De qué sector vienes?' })).toBeTruthy();
	screen.getByRole('radio', { name: /Sociedad civil/ }).click();
	expect(chosen).toEqual(['s2']);
	expect(radio(/Sociedad civil/).checked).toBe(true);
	expect(radio(/Academia/).disabled).toBe(true);
	expect(await faultsFound()).toEqual([]);
});

test('two groups on one page do not take each other’s answer', () => {
	render(Choice, { legend: 'Uno', options: sectors, value: 's1' });
	render(Choice, { legend: 'Dos', options: sectors, value: 's2' });
	const names = screen.getAllByRole<HTMLInputElement>('radio').map((input) => input.name);
	expect(new Set(names).size).toBe(2);
});

test('a select and a box carry their labels', async () => {
	render(Select, { label: 'Idioma', options: [{ value: 'es', label: 'Español' }], value: 'es' });
	render(CheckBox, { label: 'Solo quiero observar', hint: 'Lees todo; no votas' });
	expect(screen.getByLabelText('Idioma')).toBeTruthy();
	expect(describedBy(screen.getByRole('checkbox', { name: 'Solo quiero observar' }))).toEqual([
		'Lees todo; no votas',
	]);
	expect(await faultsFound()).toEqual([]);
});

test('a refused form says what is wrong, takes the focus and leads to the field', async () => {
	render(Field, { label: 'Tu nombre', id: 'name' });
	render(ErrorSummary, {
		errors: [
			{ field: 'name', message: 'Escribe un nombre' },
			{ field: null, message: 'Elige un sector' },
		],
	});
	const summary = screen.getByRole('alert');
	await expect.poll(() => document.activeElement).toBe(summary);
	expect(summary.textContent).toContain(m.ui_error_summary({ count: 2 }));
	Element.prototype.scrollIntoView ??= () => undefined; // jsdom has no layout to scroll
	screen.getByRole('link', { name: 'Escribe un nombre' }).click();
	expect(document.activeElement).toBe(screen.getByLabelText('Tu nombre'));
	expect(await faultsFound()).toEqual([]);
});

function radio(name: RegExp): HTMLInputElement {
	return screen.getByRole<HTMLInputElement>('radio', { name });
}

function describedBy(control: HTMLElement): (string | undefined)[] {
	const ids = control.getAttribute('aria-describedby')?.split(' ') ?? [];
	return ids.map((id) => document.getElementById(id)?.textContent?.trim());
}
