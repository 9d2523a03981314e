import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
import type { CardId, CommitmentId, PollId } from '#domain/ids.ts';
import { overwriteGetLocale } from '#i18n/compiled/runtime.js';
import type { MyCard } from '#protocol/mine.ts';
import MinePage from '../../src/routes/w/[id]/mine/+page.svelte';
import { MINUTES, WORKSHOP } from '../support/fixtures/issued-record.ts';
import { faultsFound } from './axe.ts';

overwriteGetLocale(() => 'es');
afterEach(cleanup);

const card = (changes: Partial<MyCard>): MyCard => ({
	...{ card: 'a'.repeat(20) as CardId, kind: 'cause', text: 'Faltan guarderías', original: null, fate: 'there' },
	...{ into: null, under: [], votes: [], commitments: [], ...changes },
});
const vote = {
	poll: 'p'.repeat(20) as PollId,
	question: '¿Cuáles?',
	closedAt: MINUTES.generatedAt,
	status: 'closed',
} as const;

function show(cards: readonly MyCard[]): void {
	const data = { id: WORKSHOP, setup: MINUTES.workshop.setup, example: false, cards };
	render(MinePage, { data, params: { id: WORKSHOP }, form: null });
}

it('[W3] a person reads what became of each card, in sentences, with the first words beside today’s', async () => {
	show([
		card({
			original: { text: 'No hay guarderías', at: MINUTES.generatedAt },
			under: ['Trabajo no remunerado'],
			votes: [
				{ ...vote, result: { is: 'ordered', place: 2, of: 5 } },
				{ ...vote, poll: 'q'.repeat(20) as PollId, question: '¿Estas?', result: { is: 'chosen' } },
				{ ...vote, poll: 'r'.repeat(20) as PollId, question: '¿Ya?', result: null },
			],
			commitments: [
				{
					commitment: 'c'.repeat(20) as CommitmentId,
					title: 'Sistema de cuidados',
					status: 'issued',
					directly: false,
					url: '/c/c',
				},
			],
		}),
		card({ card: 'b'.repeat(20) as CardId, text: 'Guarderías', fate: 'merged', into: 'Faltan guarderías' }),
		card({ card: 'd'.repeat(20) as CardId, text: 'Otra', fate: 'gone' }),
	]);
	const [first, second, third] = screen.getAllByRole('article').map((one) => one.textContent.replace(/\s+/g, ' '));
	expect(first).toMatch(/Así decía el 21 de noviembre de 2026: No hay guarderías/);
	expect(first).toContain('Se conecta con «Trabajo no remunerado».');
	expect(first).toContain('lugar 2 de 5 en «¿Cuáles?»');
	expect(first).toContain('La mesa la eligió el 21 de noviembre de 2026 en «¿Estas?».');
	expect(first).toContain('todavía no publica el resultado');
	expect(first).toContain('«Sistema de cuidados» parte de una solución que la atiende');
	expect(second).toContain('La mesa la juntó con «Faltan guarderías».');
	expect(second).toContain('Ningún compromiso');
	expect(third).toContain('Alguien la quitó del tablero');
	const link = within(screen.getAllByRole('article')[0] as HTMLElement).getByRole('link');
	expect(link.getAttribute('href')).toBe('/c/c');
	expect(await faultsFound()).toEqual([]);
});

it('[W3] who wrote nothing is told so', async () => {
	show([]);
	expect(screen.getByText(/No escribiste tarjetas en esta mesa/)).toBeTruthy();
	expect(await faultsFound()).toEqual([]);
});
