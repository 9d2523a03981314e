import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readTree } from '#board/read-tree.ts';
import type { ParticipantId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import type { PresenceState } from '#protocol/presence.ts';
import FollowInList from '$lib/along/follow-in-list.svelte';
import type { Peer, Presence } from '$lib/live/presence.ts';
import { boardOf, JALISCO } from '../board/support/boards.ts';
import { faultsFound } from './axe.ts';

const ANA = 'a'.repeat(20) as ParticipantId;
const BEN = 'b'.repeat(20) as ParticipantId;
const NOTHING = {
	cursor: null,
	drag: new Map(),
	editing: null,
	brings: null,
	screen: null,
	laser: false,
	follows: null,
	glide: 0,
};
const around = ([x, y]: readonly [number, number]) => ({ left: x - 90, top: y - 90, right: x + 90, bottom: y + 90 });

function peer(number: number, id: ParticipantId, label: string | null, looks: Peer['looks'] = null): Peer {
	return { ...NOTHING, number, looks, person: { id, label, sector: null } };
}

/** The table as a list hears of it, and what the list shows. */
function table() {
	const listeners = new Set<() => void>();
	const shown: Partial<PresenceState>[] = [];
	let others: readonly Peer[] = [];
	const presence: Presence = {
		get others() {
			return others;
		},
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		show: (change) => void shown.push(change),
		look: () => {},
	};
	const hear = async (...peers: Peer[]) => {
		others = peers;
		for (const listener of listeners) listener();
		await tick();
	};
	return { presence, hear, shown };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

test('[Q10] the list offers the card that lies in the middle of the view of whom one follows, and goes nowhere by itself', async () => {
	const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
	const { presence, hear, shown } = table();
	const [went, said]: [string[], string[]] = [[], []];
	const { unmount } = render(FollowInList, {
		presence,
		tree: readTree(doc),
		own: BEN,
		onshow: (card: string) => void went.push(card),
		onsaid: (sentence: string) => void said.push(sentence),
	});
	await hear(peer(1, BEN, 'Ben'));
	expect(screen.queryByRole('button')).toBeNull();

	await hear(peer(1, BEN, 'Ben'), peer(2, ANA, 'Ana'));
	await fireEvent.click(screen.getByRole('button', { name: m.follow_menu() }));
	await fireEvent.click(screen.getByRole('button', { name: m.follow_name({ name: 'Ana' }) }));
	expect(shown.at(-1)).toEqual({ follows: ANA });
	expect(screen.getByRole('group').textContent).toContain(m.follow_away({ name: 'Ana' }));

	// A view that passes over is not said; one that rests is, once.
	await hear(peer(2, ANA, 'Ana', around(JALISCO.cards.poverty[2])));
	vi.advanceTimersByTime(500);
	await hear(peer(2, ANA, 'Ana', around(JALISCO.cards.care[2])));
	vi.advanceTimersByTime(2_000);
	const sentence = m.follow_looks_at({ name: 'Ana', text: JALISCO.cards.care[1] });
	expect(said).toEqual([sentence]);
	expect(screen.getByRole('group').textContent).toContain(sentence);
	expect(went).toEqual([]);
	vi.useRealTimers();
	expect(await faultsFound()).toEqual([]);
	await fireEvent.click(screen.getByRole('button', { name: m.view_go_to_card() }));
	expect(went).toEqual([ids.care]);

	await fireEvent.click(screen.getByRole('button', { name: m.follow_stop() }));
	expect(shown.at(-1)).toEqual({ follows: null });
	expect(screen.queryByRole('group')).toBeNull();

	// Without a name by the table's rule, and until they leave.
	await hear(peer(2, ANA, null));
	await fireEvent.click(screen.getByRole('button', { name: m.follow_menu() }));
	await fireEvent.click(screen.getByRole('button', { name: m.follow_name({ name: m.follow_someone() }) }));
	expect(shown.at(-1)).toEqual({ follows: ANA });
	await hear();
	expect(shown.at(-1)).toEqual({ follows: null });
	unmount();
});
