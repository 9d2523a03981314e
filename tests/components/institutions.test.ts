import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InstitutionId, SectorId } from '#domain/ids.ts';
import type { CommitmentView, InstitutionView, MyPart } from '#protocol/view.ts';
import Institutions from '../../src/routes/w/[id]/draft/[commitment]/institutions/institutions.svelte';
import { CONTENT, ISSUED_VIEW } from '../support/fixtures/issued-record.ts';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';
import * as fixtures from '../support/fixtures/table-view.ts';

beforeEach(teachDialogs);
afterEach(cleanup);

const ministry: InstitutionView = {
	id: 'i'.repeat(20) as InstitutionId,
	sector: 's1' as SectorId,
	name: 'Secretaría del Trabajo',
	role: 'lead',
	accepts: 'Abrir el registro',
	powers: 'Ley Orgánica, artículo 23',
	budget: '',
	until: '2026-12-15',
	answer: null,
};
const draft: CommitmentView = {
	...ISSUED_VIEW,
	status: 'draft',
	proposed: null,
	issued: null,
	institutions: [ministry],
};
const proposed: CommitmentView = {
	...draft,
	status: 'proposed',
	proposed: ISSUED_VIEW.proposed && {
		...ISSUED_VIEW.proposed,
		content: CONTENT,
		openUntil: fixtures.NOW + 86_400_000,
	},
};

function show(commitment: CommitmentView, me: Partial<MyPart> = {}) {
	const { table, send } = tableOf({ view: { commitments: [commitment] }, me });
	render(Institutions, { table, commitment, lang: 'es-MX', content: CONTENT, ready: true });
	return send;
}

describe('[C16] the institutions of a commitment', () => {
	it('are shown with what each would accept, and can be named while the text is a draft', async () => {
		const send = show(draft, { role: 'guest' });
		const card = within(screen.getByRole('article', { name: 'Secretaría del Trabajo' }));
		expect(card.getByText('Abrir el registro')).toBeTruthy();
		expect(card.getByText('15 de diciembre de 2026')).toBeTruthy();
		expect(card.getByRole('link', { name: /Ver su página/ }).getAttribute('href')).toContain(
			`/institution/${ministry.id}`,
		);
		await fireEvent.click(card.getByRole('button', { name: /Quitar/ }));
		expect(send).not.toHaveBeenCalled();
		await fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Quitar' }));
		expect(send).toHaveBeenCalledWith({ type: 'dropInstitution', commitment: draft.id, institution: ministry.id });
		expect(await faultsFound()).toEqual([]);
	});

	it('answer through a seated person of their sector, who gives reasons for reservations', async () => {
		const send = show(proposed, {
			role: 'guest',
			name: 'Rosa',
			seat: { sector: ministry.sector, voucher: 'seated' },
		});
		expect(screen.queryByRole('button', { name: /Quitar/ })).toBeNull();
		const form = within(await screen.findByRole('form'));
		await fireEvent.click(form.getByRole('button', { name: 'Enviar la respuesta' }));
		expect(form.getByText('Elige una respuesta.')).toBeTruthy();
		expect(send).not.toHaveBeenCalled();
		await fireEvent.click(form.getByRole('radio', { name: 'Acepta con reservas' }));
		await fireEvent.input(form.getByRole('textbox', { name: /reservas/ }), {
			target: { value: 'Con presupuesto' },
		});
		await fireEvent.input(form.getByRole('textbox', { name: 'Cargo' }), { target: { value: 'Secretaria' } });
		await fireEvent.click(form.getByRole('button', { name: 'Enviar la respuesta' }));
		expect(send).toHaveBeenCalledWith({
			type: 'answerForInstitution',
			commitment: proposed.id,
			institution: ministry.id,
			content: CONTENT,
			answer: 'accepts-with-reservations',
			reason: 'Con presupuesto',
			signatory: {
				name: 'Rosa',
				office: 'Secretaria',
				organisation: 'Mujeres del Bosque',
				powers: '',
				named: false,
			},
		});
		expect(await faultsFound()).toEqual([]);
	});

	it('wait for their own sector: nobody else is asked for them', () => {
		show(proposed, { role: 'guest', seat: { sector: 's3' as SectorId, voucher: 'seated' } });
		expect(screen.queryByRole('form')).toBeNull();
		expect(screen.getByText('Todavía no responde')).toBeTruthy();
	});
});
