import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, test } from 'vitest';
import { readTree } from '#board/read-tree.ts';
import { m } from '#i18n/compiled/messages.js';
import BroughtCard from '$lib/along/brought-card.svelte';
import type { Peer, Presence } from '$lib/live/presence.ts';
import { boardOf, JALISCO } from '../board/support/boards.ts';
import { faultsFound } from './axe.ts';

/** Lucía's device, as the list hears of it. */
function lucia() {
	const listeners = new Set<() => void>();
	let others: readonly Peer[] = [];
	const presence: Presence = {
		get others() {
			return others;
		},
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		show: () => {},
		look: () => {},
	};
	const brings = async (view: Peer['brings'], label: string | null = 'Lucía') => {
		const person = { id: 'aaaaaaaaaaaaaaaaaaaa' as Peer['person']['id'], label, sector: null };
		const nothing = {
			cursor: null,
			drag: new Map(),
			editing: null,
			screen: null,
			laser: false,
			follows: null,
			looks: null,
		};
		others = [{ ...nothing, number: 1, person, brings: view, glide: 0 }];
		for (const listener of listeners) listener();
		await tick();
	};
	return { presence, brings };
}
const around = ([x, y]: readonly [number, number]) => ({ left: x - 90, top: y - 90, right: x + 90, bottom: y + 90 });
const offered = (text: string) => m.view_brings_card({ name: 'Lucía', text });

test('[Q6] the list offers the card that lies in the middle of what is brought, and goes nowhere by itself', async () => {
	const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
	const { presence, brings } = lucia();
	const [shown, said]: [string[], string[]] = [[], []];
	const field = document.body.appendChild(document.createElement('input'));
	field.ariaLabel = 'Texto';
	field.focus();
	const onshow = (card: string) => {
		shown.push(card);
		field.blur();
	};
	const { rerender } = render(BroughtCard, {
		presence,
		tree: readTree(doc),
		onshow,
		onsaid: (sentence) => void said.push(sentence),
	});
	await brings(around(JALISCO.cards.care[2]));
	const text = JALISCO.cards.care[1];
	expect(screen.getByRole('group', { name: offered(text) })).toBeTruthy();
	expect(said).toEqual([offered(text)]);
	expect(shown).toEqual([]);
	expect(document.activeElement).toBe(field);
	expect(await faultsFound()).toEqual([]);

	await fireEvent.click(screen.getByRole('button', { name: m.view_go_to_card() }));
	expect(shown).toEqual([ids.care]);
	await fireEvent.click(screen.getByRole('button', { name: m.view_go_back() }));
	expect(document.activeElement).toBe(field);
	expect(screen.queryByRole('group')).toBeNull();

	// The same view goes on being shown for some seconds, and is offered once; another one anew.
	await brings(around(JALISCO.cards.care[2]));
	expect(screen.queryByRole('group')).toBeNull();
	await brings(around([JALISCO.cards.poverty[2][0], -4_000]), null);
	expect(screen.getByRole('group').textContent).toContain(m.view_who_facilitates());
	await fireEvent.click(screen.getByRole('button', { name: m.view_stay() }));
	expect(screen.queryByRole('group')).toBeNull();
	expect(shown).toEqual([ids.care]);

	await rerender({ tree: readTree(boardOf({}, []).doc) });
	await brings(around([0, 0]));
	expect(screen.getByRole('group', { name: m.view_brings_nothing({ name: 'Lucía' }) })).toBeTruthy();
	expect(screen.queryByRole('button', { name: m.view_go_to_card() })).toBeNull();
	field.remove();
});
