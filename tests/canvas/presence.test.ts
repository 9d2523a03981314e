import * as decoding from 'lib0/decoding';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { addCard, moveCard } from '#board/edit-cards.ts';
import { readTree } from '#board/read-tree.ts';
import type { ParticipantId } from '#domain/ids.ts';
import { encodePeers, type PeersMessage } from '#protocol/peers-message.ts';
import { DRAG_PREVIEW_MAX, PRESENCE_CELL, type PresenceState } from '#protocol/presence.ts';
import { readShow, type ShowMessage } from '#protocol/show-message.ts';
import { MESSAGE, PRESENCE_MAX_BYTES } from '#protocol/sync.ts';
import { DragPreviews } from '../../src/lib/canvas/drag-previews.ts';
import { sharePresence } from '../../src/lib/canvas/share-presence.ts';
import { CompactPresence } from '../../src/lib/live/compact-presence.ts';
import type { Peer } from '../../src/lib/live/presence.ts';
import { freshId } from './two-canvases.ts';

const person = { id: String(freshId()) as ParticipantId, label: 'Ana', sector: null };
const NOTHING_MORE = { brings: null, screen: null, laser: false, follows: null, looks: null };
const at = (x: number, y: number): PresenceState => ({ cursor: [x, y], drag: null, editing: null });

/** A device's presence whose line is in the test's hands. */
class Device {
	readonly said: ShowMessage[] = [];
	isOnline = true;
	readonly presence = new CompactPresence({
		clientId: () => 7,
		send: (bytes) => {
			if (this.isOnline) this.said.push(read(bytes));
			return this.isOnline;
		},
	});

	hear(message: PeersMessage): void {
		const decoder = decoding.createDecoder(encodePeers(message));
		expect(decoding.readVarUint(decoder)).toBe(MESSAGE.peers);
		this.presence.hear(decoder);
	}
}

function read(bytes: Uint8Array): ShowMessage {
	const decoder = decoding.createDecoder(bytes);
	expect(decoding.readVarUint(decoder)).toBe(MESSAGE.show);
	return readShow(decoder);
}

describe('others’ presence', () => {
	const card = freshId();

	it('shows whom the server introduced, with what they show, and leaves oneself out', () => {
		const { presence, ...device } = deviceThatHeard({
			own: 1,
			people: [
				{ number: 1, person },
				{ number: 2, person: { ...person, label: 'Ben' } },
			],
			states: [
				{ number: 1, state: at(1, 1) },
				{ number: 2, state: { cursor: [3, 4], drag: { [card]: [10, 20] }, editing: card } },
			],
		});
		expect(presence.others).toMatchObject([{ number: 2, person: { label: 'Ben' }, cursor: [3, 4], editing: card }]);
		expect([...(presence.others[0]?.drag ?? [])]).toEqual([[card, [10, 20]]]);
		device.hear({ gone: [2] });
		expect(presence.others).toEqual([]);
	});

	it('keeps those who did not change as the same objects, so that they are not drawn again', () => {
		const { presence, hear } = deviceThatHeard({
			own: 1,
			people: [2, 3].map((number) => ({ number, person })),
			states: [2, 3].map((number) => ({ number, state: at(number, 1) })),
		});
		const [still, moving] = presence.others;
		hear({ states: [{ number: 3, state: at(9, 9) }] });
		expect(presence.others[0]).toBe(still);
		expect(presence.others[1]).not.toBe(moving);
	});

	it('starts from nothing when the server does, and shows nobody while there is no line', () => {
		const { presence, hear } = deviceThatHeard({ own: 1, people: [{ number: 2, person }] });
		let changes = 0;
		presence.onChange(() => changes++);
		hear({ own: 1, people: [{ number: 3, person }] });
		expect(presence.others.map(({ number }) => number)).toEqual([3]);
		presence.lost();
		expect(presence.others).toEqual([]);
		expect(changes).toBe(2);
	});

	it('passes over what is said of somebody it was never told of', () => {
		const { presence } = deviceThatHeard({ own: 1, states: [{ number: 9, state: at(1, 1) }] });
		expect(presence.others).toEqual([]);
	});

	it('of the largest drag fits into what the server takes, as stock clients say it too', () => {
		const drag = Object.fromEntries(
			Array.from({ length: DRAG_PREVIEW_MAX }, () => [freshId(), [-100000, -100000]]),
		);
		expect(JSON.stringify({ cursor: [0, 0], editing: card, drag }).length).toBeLessThan(PRESENCE_MAX_BYTES);
	});

	function deviceThatHeard(message: PeersMessage) {
		const device = new Device();
		device.hear(message);
		return { presence: device.presence, hear: (more: PeersMessage) => device.hear(more) };
	}
});

describe('previews of drags', () => {
	const doc = new Y.Doc();
	const card = freshId();
	addCard(doc, { id: card, kind: 'cause', pos: [0, 0] });
	const peer = { number: 7, person, cursor: null, drag: new Map(), editing: null, ...NOTHING_MORE, glide: 0 };
	const dragging: Peer = { ...peer, drag: new Map([[card, [50, 60]]]) };
	const idle: Peer = peer;

	it('follow the hand, and stay until the move has come or never came', () => {
		const previews = new DragPreviews(() => true);
		const tree = readTree(doc);
		expect(previews.update([dragging], tree, 0).get(card)).toEqual([50, 60]);
		expect(previews.update([idle], tree, 100).get(card)).toEqual([50, 60]);
		expect(previews.isPending).toBe(true);
		expect(previews.update([idle], tree, 5000).size).toBe(0);
		expect(previews.isPending).toBe(false);
	});

	it('give way to the document as soon as it knows', () => {
		const previews = new DragPreviews(() => true);
		previews.update([dragging], readTree(doc), 0);
		moveCard(doc, card, [50, 60]);
		expect(previews.update([idle], readTree(doc), 10).size).toBe(0);
	});
});

describe('previews between two messages', () => {
	const doc = new Y.Doc();
	const card = freshId();
	addCard(doc, { id: card, kind: 'cause', pos: [0, 0] });
	const tree = readTree(doc);
	const dragged = (x: number): Peer[] => [
		{
			number: 7,
			person,
			cursor: null,
			drag: new Map([[card, [x, 0]]]),
			editing: null,
			...NOTHING_MORE,
			glide: 100,
		},
	];

	it('glide, so that a slow rate still looks like a hand', () => {
		const previews = new DragPreviews(() => true);
		expect(previews.update(dragged(0), tree, 0).get(card)).toEqual([0, 0]);
		previews.update(dragged(200), tree, 100);
		expect(previews.update(dragged(200), tree, 150).get(card)).toEqual([100, 0]);
		expect(previews.isPending).toBe(true);
		expect(previews.update(dragged(200), tree, 200).get(card)).toEqual([200, 0]);
		expect(previews.isPending).toBe(false);
	});

	it('jump for who asked for less motion', () => {
		const previews = new DragPreviews(() => false);
		previews.update(dragged(0), tree, 0);
		expect(previews.update(dragged(200), tree, 100).get(card)).toEqual([200, 0]);
		expect(previews.isPending).toBe(false);
	});
});

describe('one’s own presence', () => {
	let device: Device;

	beforeEach(() => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
		device = new Device();
	});
	afterEach(() => {
		device.presence.stop();
		vi.useRealTimers();
	});

	it('F18 is told at most twenty times a second, the last value last', () => {
		for (let x = 0; x < 100; x++) {
			device.presence.show({ cursor: [x, 0] });
			vi.advanceTimersByTime(10);
		}
		vi.advanceTimersByTime(100);
		expect(device.said.length).toBeLessThanOrEqual(21);
		expect(device.said.at(-1)?.state?.cursor).toEqual([99, 0]);
	});

	it('leaves alone what the list shows in the same state', () => {
		const card = freshId();
		const canvas = sharePresence(device.presence);
		canvas.show({ cursor: [1, 1], drag: null });
		device.presence.show({ editing: card });
		canvas.show({ cursor: [2, 2] });
		vi.advanceTimersByTime(100);
		expect(device.said.at(-1)?.state).toEqual({ cursor: [2, 2], drag: null, editing: card });
		canvas.stop();
		vi.advanceTimersByTime(100);
		expect(device.said.at(-1)?.state).toEqual({ cursor: null, drag: null, editing: card });
	});

	it('goes with a canvas that is closed while it writes', () => {
		const canvas = sharePresence(device.presence);
		canvas.show({ editing: freshId() });
		vi.advanceTimersByTime(100);
		canvas.stop();
		vi.advanceTimersByTime(100);
		expect(device.said.at(-1)?.state?.editing).toBeNull();
	});

	it('tells what it looks at only when other squares come into view', () => {
		const view = { left: 10, top: 10, right: 900, bottom: 700 };
		device.presence.look(view);
		vi.advanceTimersByTime(100);
		device.presence.look({ ...view, left: 20, right: 910 });
		vi.advanceTimersByTime(100);
		expect(device.said.map(({ view: told }) => told)).toEqual([view]);
		device.presence.look({ ...view, left: 10 + PRESENCE_CELL, right: 900 + PRESENCE_CELL });
		vi.advanceTimersByTime(100);
		expect(device.said).toHaveLength(2);
	});

	it('what changed while there was no line goes with the greeting of the next', () => {
		device.isOnline = false;
		device.presence.show({ cursor: [5, 6] });
		device.presence.look({ left: 0, top: 0, right: 10, bottom: 10 });
		vi.advanceTimersByTime(100);
		expect(device.said).toEqual([]);
		expect(read(device.presence.greeting())).toEqual({
			clientId: 7,
			view: { left: 0, top: 0, right: 10, bottom: 10 },
			state: at(5, 6),
		});
	});
});
