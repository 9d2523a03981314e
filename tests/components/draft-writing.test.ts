import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import { milestoneText } from '#board/milestones.ts';
import type { DraftRights } from '../../src/routes/w/[id]/draft/[commitment]/writing/draft-rights.ts';
import Choices from '../../src/routes/w/[id]/draft/[commitment]/writing/choices.svelte';
import Milestones from '../../src/routes/w/[id]/draft/[commitment]/writing/milestones.svelte';
import { faultsFound } from './axe.ts';
import { draftInHand } from './draft-in-hand.svelte.ts';

overwriteGetLocale(() => 'es');
afterEach(cleanup);

const rightsWith = (why: string | null): DraftRights => ({
	field: () => why,
	indicator: () => why,
	type: () => why,
	choices: () => why,
	milestones: () => why,
	lockOn: () => undefined,
});

describe('[C11] the choices of a draft', () => {
	it('are ticked, taken off, and a goal takes its targets with it', async () => {
		const line = draftInHand();
		const onsaid = vi.fn();
		render(Choices, { line, rights: rightsWith(null), onsaid });
		await fireEvent.click(screen.getByRole('checkbox', { name: 'Transparencia' }));
		await fireEvent.click(screen.getByRole('radio', { name: /Estructural/ }));
		await fireEvent.change(screen.getByRole('combobox', { name: 'Agregar un objetivo' }), {
			target: { value: '5' },
		});
		const goal = within(screen.getByRole('group', { name: 'ODS 5: Igualdad de género' }));
		await fireEvent.click(goal.getByRole('checkbox', { name: 'Meta 5.4' }));
		expect(line.draft.choices).toEqual({
			axes: ['transparency'],
			level: 'structural',
			goals: [5],
			targets: ['5.4'],
		});
		expect(await faultsFound()).toEqual([]);
		await fireEvent.click(goal.getByRole('button', { name: /Quitar este objetivo/ }));
		expect(line.draft.choices).toMatchObject({ goals: [], targets: [] });
		expect(onsaid).toHaveBeenLastCalledWith('Quitaste el ODS 5 y sus metas.');
	});

	it('can be read and not changed where the text is closed', () => {
		render(Choices, { line: draftInHand(), rights: rightsWith('Marta cerró este texto'), onsaid: vi.fn() });
		for (const box of screen.getAllByRole('checkbox')) expect(box).toHaveProperty('disabled', true);
		for (const radio of screen.getAllByRole('radio')) expect(radio).toHaveProperty('disabled', true);
	});
});

describe('[C12] the lines of action', () => {
	const props = { lang: 'es-MX', mayWrite: true, onundo: vi.fn(), onredo: vi.fn() };
	const names = () => screen.queryAllByRole('rowheader').map(({ textContent }) => textContent);

	it('are added, dated, moved with the focus on their button, removed and brought back', async () => {
		const line = draftInHand();
		const onsaid = vi.fn();
		render(Milestones, { ...props, line, onsaid });
		for (const what of ['Publicar el decreto', 'Abrir el registro']) {
			await fireEvent.click(screen.getByRole('button', { name: 'Agregar una línea de acción' }));
			const last = line.draft.milestones.at(-1);
			if (last) milestoneText(line.copy.doc, last.id, 'what')?.insert(0, what);
			await fireEvent.change(screen.getByLabelText('Hasta'), { target: { value: '2026-06-30' } });
			await fireEvent.input(screen.getByLabelText('Hasta'), { target: { value: '2026-06-30' } });
		}
		expect(line.draft.milestones.map(({ until }) => until)).toEqual(['2026-06-30', '2026-06-30']);
		expect(await faultsFound()).toEqual([]);
		await fireEvent.click(screen.getByRole('button', { name: 'Subir «Abrir el registro»' }));
		expect(names()).toEqual(['Abrir el registro', 'Publicar el decreto']);
		expect(onsaid).toHaveBeenLastCalledWith('Moviste la línea al lugar 1 de 2.');
		await vi.waitFor(() =>
			expect(document.activeElement?.getAttribute('aria-label')).toBe('Bajar «Abrir el registro»'),
		);
		await fireEvent.click(screen.getByRole('button', { name: 'Quitar «Abrir el registro»' }));
		expect(names()).toEqual(['Publicar el decreto']);
		await fireEvent.click(screen.getByText('1 línea de acción quitada'));
		await fireEvent.click(screen.getByRole('button', { name: 'Recuperar: Abrir el registro' }));
		expect(names()).toEqual(['Abrir el registro', 'Publicar el decreto']);
	});

	it('are only read where the phase leaves the route as it is', async () => {
		const line = draftInHand();
		render(Milestones, { ...props, line, mayWrite: false, onsaid: vi.fn() });
		expect(screen.queryByRole('button')).toBeNull();
		expect(await faultsFound()).toEqual([]);
	});
});
