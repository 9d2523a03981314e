import { render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, test } from 'vitest';
import { closedDots, NOW, openDots, view } from '../support/fixtures/table-view.ts';
import Wall from '../../src/routes/w/[id]/screen/wall.svelte';
import { codeInGroups } from '../../src/routes/w/[id]/table/header/code.ts';
import { faultsFound } from './axe.ts';
import { tableOf, teachDialogs } from './table-harness.ts';

teachDialogs();
tableOf();
const wall = {
	view,
	clock: NOW,
	connected: true,
	tree: createRawSnippet(() => ({ render: () => '<svg role="img" aria-label="Árbol"></svg>' })),
};
const page = (): string => document.body.textContent;

test('the projector shows phase, time, the way in, and who has voted by sector, with no name and no choice', async () => {
	render(Wall, wall);
	expect(page()).toContain('4 · Elegir causas');
	expect(screen.getByRole('timer').textContent).toContain('4:12');
	expect(page()).toContain('mesa.example.mx');
	expect(page()).toContain('K7MQ 4RTX');
	expect(page()).toContain('Votaron 12 de 19 personas');
	for (const { name } of view.people) expect(page()).not.toContain(name);
	expect(await faultsFound()).toEqual([]);
});

test('after the close the room sees the result, and in other phases the tree', async () => {
	const { rerender } = render(Wall, { ...wall, view: { ...view, polls: [closedDots] } });
	expect(page()).toContain('52%');
	const [, , causes] = view.agenda;
	await rerender({ ...wall, view: { ...view, polls: [closedDots], phase: causes?.id ?? view.phase } });
	expect(screen.getByRole('img', { name: 'Árbol' })).toBeTruthy();
	expect(page()).not.toContain('52%');
});

test('a lock and a lost line are said to the room', async () => {
	const locks = [{ target: { kind: 'board' as const }, by: 'Marta Ruiz', at: NOW, reason: 'acordado' }];
	const { rerender } = render(Wall, { ...wall, view: { ...view, polls: [], locks } });
	expect(page()).toMatch(/Marta Ruiz cerró el tablero/);
	await rerender({ ...wall, connected: false });
	expect(page()).toContain('Sin conexión con la mesa');
});

test('a closed way in leaves no code on the wall', () => {
	render(Wall, { ...wall, view: { ...view, polls: [openDots], joining: { open: false, code: null, url: null } } });
	expect(page()).not.toContain('Para entrar');
});

test('a code is read aloud in groups of four', () => {
	expect(codeInGroups('k7mq4rtx')).toBe('K7MQ 4RTX');
});
