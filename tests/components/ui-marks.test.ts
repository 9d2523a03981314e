import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { CARD_KINDS } from '#domain/cards.ts';
import { SECTOR_SHAPES, SECTOR_TONES } from '#domain/rules.ts';
import { m } from '#i18n/compiled/messages.js';
import BarChart from '$lib/ui/bar-chart.svelte';
import CardMark from '$lib/ui/card-mark.svelte';
import PhaseRibbon from '$lib/ui/phase-ribbon.svelte';
import QrPicture from '$lib/ui/qr-picture.svelte';
import SavedState from '$lib/ui/saved-state.svelte';
import SectorBadge from '$lib/ui/sector-badge.svelte';
import { SHAPE_OUTLINES } from '$lib/ui/sector-shapes.ts';
import Timer from '$lib/ui/timer.svelte';
import { clockFace, markPassed } from '$lib/ui/timer.ts';
import { faultsFound } from './axe.ts';

const phases = ['Bienvenida', 'Problema', 'Causas'].map((label, at) => ({ id: `p${at}`, label }));

test('a sector is told by its full name, its letter and a shape of its own', async () => {
	for (const [at, shape] of SECTOR_SHAPES.entries()) {
		render(SectorBadge, { letter: 'G', shape, tone: SECTOR_TONES[at] ?? 'civil', label: `Sector ${at}` });
	}
	const badges = screen.getAllByRole('img');
	expect(badges.map((badge) => badge.getAttribute('aria-label'))).toEqual(
		SECTOR_SHAPES.map((_, at) => `Sector ${at}`),
	);
	expect(badges.every((badge) => badge.querySelector('text')?.textContent === 'G')).toBe(true);
	expect(new Set(Object.values(SHAPE_OUTLINES).map(({ d }) => d)).size).toBe(SECTOR_SHAPES.length);
	expect(await faultsFound()).toEqual([]);
});

test('a badge beside its sector’s name is not read twice', () => {
	render(SectorBadge, { letter: 'G', shape: 'square', tone: 'government', label: '' });
	expect(screen.queryByRole('img')).toBeNull();
});

test('each kind of card has its word and its own drawing', () => {
	const drawings = CARD_KINDS.map((kind) => {
		const { container, unmount } = render(CardMark, { kind });
		const seen = { word: container.textContent?.trim(), path: container.querySelector('path')?.getAttribute('d') };
		unmount();
		return seen;
	});
	expect(new Set(drawings.map(({ word }) => word)).size).toBe(CARD_KINDS.length);
	expect(new Set(drawings.map(({ path }) => path)).size).toBe(CARD_KINDS.length);
});

test('the figures of a bar picture can be read as text and as a table', async () => {
	render(BarChart, {
		caption: 'Votaron 6 de 8 personas',
		heads: { label: 'Sector', value: 'Votaron' },
		rows: [
			{ id: 's1', label: 'Gobierno', value: 4, max: 6, text: '4 de 6' },
			{ id: 's2', label: 'Autoridad garante', value: 2, max: 2, text: '2 de 2', marked: 'completo' },
		],
	});
	expect(screen.getAllByRole('listitem').map((item) => item.textContent?.replaceAll(/\s+/g, ' ').trim())).toEqual([
		'Gobierno 4 de 6',
		'Autoridad garantecompleto 2 de 2',
	]);
	expect(screen.getByRole('table', { hidden: true, name: 'Votaron 6 de 8 personas' })).toBeTruthy();
	expect(screen.getByRole('rowheader', { hidden: true, name: 'Autoridad garante (completo)' })).toBeTruthy();
	expect(await faultsFound()).toEqual([]);
});

test('the phases say which is now, which are finished and which come later', async () => {
	render(PhaseRibbon, { phases, current: 'p1' });
	const [done, now, ahead] = screen.getAllByRole('listitem');
	expect(done?.textContent).toContain(m.ui_phase_done({ number: 1, label: 'Bienvenida' }));
	expect(now?.getAttribute('aria-current')).toBe('step');
	expect(ahead?.textContent).toContain(m.ui_phase_ahead({ number: 3, label: 'Causas' }));
	expect(await faultsFound()).toEqual([]);
});

test('a clock is silent but for its marks, and past the end it says so', async () => {
	const { rerender } = render(Timer, { seconds: 62 });
	const said = (): string | null => screen.getByRole('status').textContent;
	expect(said()).toBe('');
	await rerender({ seconds: 60 });
	expect(said()).toBe(m.ui_timer_minutes_left({ minutes: 1 }));
	await rerender({ seconds: -1 });
	expect(said()).toBe(m.ui_timer_over());
	expect(screen.getByRole('timer').getAttribute('aria-label')).toBe(m.ui_timer_over());
	expect(await faultsFound()).toEqual([]);
});

test.each([
	[252, '4:12'],
	[3725, '1:02:05'],
	[0, '0:00'],
	[-40, '+0:40'],
])('%i seconds left read %s', (seconds, face) => {
	expect(clockFace(seconds)).toBe(face);
});

test('a clock that jumps over several marks says the last one only', () => {
	expect(markPassed(700, 30)).toBe(60);
	expect(markPassed(60, 59)).toBeNull();
});

test('losing the network is said aloud; saving is not, or each pause in typing would be', async () => {
	const { rerender } = render(SavedState, { state: 'saved' });
	expect(screen.getByRole('status').textContent).toBe('');
	await rerender({ state: 'offline' });
	expect(screen.getByRole('status').textContent).toContain(m.ui_offline());
});

test('a QR picture has words, and its squares are those of the address', async () => {
	const { container } = render(QrPicture, {
		text: 'http://192.168.1.20:3000/join/K7MQ4RTX',
		label: 'Entrar a la mesa',
	});
	expect(screen.getByRole('img', { name: 'Entrar a la mesa' })).toBeTruthy();
	const dark = container.querySelector('path')?.getAttribute('d')?.match(/M/g)?.length ?? 0;
	expect(dark).toBeGreaterThan(200);
	expect(await faultsFound()).toEqual([]);
});
