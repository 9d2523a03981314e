import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { addCard, moveCard } from '#board/edit-cards.ts';
import { readTree } from '#board/read-tree.ts';
import { DRAG_PREVIEW_MAX } from '#protocol/presence.ts';
import { PRESENCE_MAX_BYTES } from '#protocol/sync.ts';
import { DragPreviews } from '../../src/lib/canvas/drag-previews.ts';
import { readPeer, readPeers } from '../../src/lib/canvas/peers.ts';
import { sharePresence } from '../../src/lib/canvas/share-presence.ts';
import { freshId } from './two-canvases.ts';

describe('others’ presence', () => {
	const card = freshId();
	const who = { id: freshId(), label: 'Ana', sector: { id: 's3', letter: 'S', shape: 'circle', tone: 'civil' } };

	it('shows the sector and name that the server stamped', () => {
		const peer = readPeer(7, { who, cursor: [3, 4], editing: card, drag: { [card]: [10, 20] } });
		expect(peer.person).toEqual(who);
		expect(peer.cursor).toEqual([3, 4]);
		expect(peer.editing).toBe(card);
		expect([...peer.drag]).toEqual([[card, [10, 20]]]);
	});

	it.each([
		['nothing', null],
		['a text', 'hello'],
		['cursors off any board', { cursor: [NaN, 2] }],
		['cursors of three numbers', { cursor: [1, 2, 3] }],
		['a drag of what is no card', { drag: { __proto__: [1, 2], 'not a card': [1, 2] } }],
		['a sector of no known shape', { who: { ...who, sector: { ...who.sector, shape: 'star' } }, editing: 5 }],
	])('F17 reads what can be read of %s, and no more', (_, state) => {
		const peer = readPeer(7, state);
		expect(peer.cursor).toBeNull();
		expect(peer.drag.size).toBe(0);
		expect(peer.editing).toBeNull();
		expect(peer.person?.sector ?? null).toBeNull();
	});

	it('F17 a name without end is cut', () => {
		expect(readPeer(7, { who: { ...who, label: 'x'.repeat(5000) } }).person?.label).toHaveLength(60);
	});

	it('leaves oneself out', () => {
		const awareness = new Awareness(new Y.Doc());
		awareness.setLocalState({ cursor: [1, 1] });
		expect(readPeers(awareness)).toEqual([]);
		awareness.destroy();
	});

	it('of the largest drag fits into what the server takes', () => {
		const drag = Object.fromEntries(
			Array.from({ length: DRAG_PREVIEW_MAX }, () => [freshId(), [-100000, -100000]]),
		);
		expect(JSON.stringify({ cursor: [0, 0], editing: card, drag }).length).toBeLessThan(PRESENCE_MAX_BYTES);
	});
});

describe('previews of drags', () => {
	const doc = new Y.Doc();
	const card = freshId();
	addCard(doc, { id: card, kind: 'cause', pos: [0, 0] });
	const dragging = readPeer(7, { drag: { [card]: [50, 60] } });
	const idle = readPeer(7, {});

	it('follow the hand, and stay until the move has come or never came', () => {
		const previews = new DragPreviews();
		const tree = readTree(doc);
		expect(previews.update([dragging], tree, 0).get(card)).toEqual([50, 60]);
		expect(previews.update([idle], tree, 100).get(card)).toEqual([50, 60]);
		expect(previews.isLingering).toBe(true);
		expect(previews.update([idle], tree, 5000).size).toBe(0);
		expect(previews.isLingering).toBe(false);
	});

	it('give way to the document as soon as it knows', () => {
		const previews = new DragPreviews();
		previews.update([dragging], readTree(doc), 0);
		moveCard(doc, card, [50, 60]);
		expect(previews.update([idle], readTree(doc), 10).size).toBe(0);
	});
});

describe('one’s own presence', () => {
	beforeEach(() => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
		vi.stubGlobal('requestAnimationFrame', (call: () => void) => setTimeout(call, 0));
		vi.stubGlobal('cancelAnimationFrame', clearTimeout);
	});
	afterEach(() => {
		vi.useRealTimers();
		vi.unstubAllGlobals();
	});

	it('F18 is told at most twenty times a second, the last value last', () => {
		const awareness = new Awareness(new Y.Doc());
		let messages = 0;
		awareness.on('update', () => messages++);
		const writer = sharePresence(awareness);
		for (let x = 0; x < 100; x++) {
			writer.show({ cursor: [x, 0] });
			vi.advanceTimersByTime(10);
		}
		vi.advanceTimersByTime(100);
		expect(messages).toBeLessThanOrEqual(21);
		expect(awareness.getLocalState()?.['cursor']).toEqual([99, 0]);
		awareness.destroy();
	});

	it('leaves alone what the list shows in the same state', () => {
		const awareness = new Awareness(new Y.Doc());
		const writer = sharePresence(awareness);
		writer.show({ cursor: [1, 1], drag: null });
		vi.advanceTimersByTime(100);
		awareness.setLocalStateField('editing', 'a card in the list');
		writer.show({ cursor: [2, 2] });
		vi.advanceTimersByTime(100);
		expect(awareness.getLocalState()).toMatchObject({ cursor: [2, 2], editing: 'a card in the list' });
		writer.stop();
		expect(awareness.getLocalState()).toMatchObject({ cursor: null, editing: 'a card in the list' });
		awareness.destroy();
	});
});
