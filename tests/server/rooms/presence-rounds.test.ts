import * as decoding from 'lib0/decoding';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readPeers } from '#protocol/peers-message.ts';
import { PRESENCE_CELL, type PresenceState } from '#protocol/presence.ts';
import { MESSAGE } from '#protocol/sync.ts';
import { PACE } from '../../../server/rooms/presence-pace.ts';
import { PresenceRounds, type PresenceReceiver } from '../../../server/rooms/presence-rounds.ts';
import { cellsOf } from '../../../server/rooms/presence-view.ts';
import type { Framed } from '../../../server/rooms/wire.ts';
import { person } from '../../support/gate-desk.ts';

/** A connection that keeps what it is sent; time is the test's own. */
class Receiver implements PresenceReceiver {
	hears: PresenceReceiver['hears'] = 'peers';
	readonly presenceId: number;
	view: PresenceReceiver['view'] = null;
	isViewNew = false;
	missedPresence = false;
	lags = false;
	/** Where it saw each number, and when; and how many messages that took. */
	readonly heard: { readonly number: number; readonly state: PresenceState; readonly at: number }[] = [];
	readonly messages: Uint8Array[] = [];
	writes = 0;

	constructor(presenceId: number) {
		this.presenceId = presenceId;
	}

	send(message: Uint8Array): void {
		this.#take(message);
	}

	sendFramed({ messages }: Framed): void {
		this.writes += 1;
		for (const message of messages) this.#take(message);
	}

	last(number: number): readonly [number, number] | null | undefined {
		return this.heard.findLast((news) => news.number === number)?.state.cursor;
	}

	forget(): void {
		this.heard.length = 0;
		this.messages.length = 0;
		this.writes = 0;
	}

	#take(message: Uint8Array): void {
		this.messages.push(message);
		const decoder = decoding.createDecoder(message);
		if (decoding.readVarUint(decoder) !== MESSAGE.peers) return;
		const at = performance.now();
		this.heard.push(...readPeers(decoder).states.map((news) => ({ ...news, at })));
	}
}

let room: Set<Receiver>;
let rounds: PresenceRounds;

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
	room = new Set();
	rounds = new PresenceRounds(room);
});
afterEach(() => {
	rounds.stop();
	vi.useRealTimers();
});

const identity = () => ({ id: person('ana'), label: 'Ana', sector: null });
const point = (presenceId: number, x: number, y = 10) =>
	rounds.showOwn(presenceId, { cursor: [x, y], drag: null, editing: null }, identity);
const square = (column: number) =>
	cellsOf({
		left: column * PRESENCE_CELL,
		top: 0,
		right: (column + 1) * PRESENCE_CELL - 1,
		bottom: PRESENCE_CELL - 1,
	});
const inSquare = (column: number) => column * PRESENCE_CELL + 100;

/** So many people, numbered from 1 as they come; all of them point at the first square. */
function fill(people: number): Receiver[] {
	const receivers = Array.from({ length: people }, (_, at) => new Receiver(at + 1));
	for (const receiver of receivers) {
		room.add(receiver);
		point(receiver.presenceId, 1);
	}
	vi.advanceTimersByTime(3_000);
	for (const receiver of receivers) receiver.forget();
	return receivers;
}

/** Lets time pass while these move at 20 Hz and the first of them is asked for its place every 10 ms; returns the oldest answer. */
function oldestSeen(receiver: Receiver, movers: readonly number[], milliseconds: number): number {
	let oldest = 0;
	const movedAt = new Map<number, number>();
	for (let passed = 0; passed < milliseconds; passed += 10) {
		if (passed % 50 === 0) {
			movedAt.set(passed / 50, performance.now());
			for (const mover of movers) point(mover, passed / 50);
		}
		vi.advanceTimersByTime(10);
		const place = receiver.last(movers[0] ?? 0)?.[0];
		const since = place === undefined ? undefined : movedAt.get(place);
		if (since !== undefined) oldest = Math.max(oldest, performance.now() - since);
	}
	return oldest;
}

describe('what a receiver sees', () => {
	test('[P3] people in its view come at once, others with the next round of everybody', () => {
		const [looking, near, far] = fill(3);
		if (!looking || !near || !far) throw new Error('three came');
		rounds.look(looking, square(0));
		vi.advanceTimersByTime(3_000);
		looking.forget();
		point(far.presenceId, inSquare(5));
		vi.advanceTimersByTime(3_000); // by now it is known to be there
		point(looking.presenceId, 1); // a round of everybody goes now, so the next is some while off
		vi.advanceTimersByTime(PACE.view(3));
		looking.forget();
		point(near.presenceId, inSquare(0));
		point(far.presenceId, inSquare(5) + 1);
		vi.advanceTimersByTime(PACE.view(3));
		expect(looking.last(near.presenceId)).toEqual([inSquare(0), 10]);
		expect(looking.last(far.presenceId)).toBeUndefined();
		vi.advanceTimersByTime(PACE.table(3));
		expect(looking.last(far.presenceId)).toEqual([inSquare(5) + 1, 10]);
	});

	test('[P4] who goes out of its view is seen to leave', () => {
		const [looking, moving] = fill(2);
		if (!looking || !moving) throw new Error('two came');
		rounds.look(looking, square(0));
		vi.advanceTimersByTime(3_000);
		point(moving.presenceId, inSquare(3));
		vi.advanceTimersByTime(PACE.view(2));
		expect(looking.last(moving.presenceId)).toEqual([inSquare(3), 10]);
	});

	test('[P4] looking elsewhere shows who stands still there', () => {
		const [looking, still] = fill(60);
		if (!looking || !still) throw new Error('sixty came');
		rounds.look(looking, square(0));
		point(still.presenceId, inSquare(4));
		vi.advanceTimersByTime(PACE.view(60));
		looking.forget();
		rounds.look(looking, square(4));
		vi.advanceTimersByTime(PACE.view(60));
		expect(looking.last(still.presenceId)).toEqual([inSquare(4), 10]);
	});

	test('[P4] a receiver without a view, like the list, hears of all with the rounds of everybody alone', () => {
		const [list, ...movers] = fill(100);
		if (!list) throw new Error('they came');
		oldestSeen(list, [movers[0]?.presenceId ?? 0], 10_000);
		expect(list.messages.length).toBeGreaterThanOrEqual(9);
		expect(list.messages.length).toBeLessThanOrEqual(11);
	});

	test('receivers that see the same squares get the same frame, made once', () => {
		const [one, two, three, mover] = fill(4);
		if (!one || !two || !three || !mover) throw new Error('four came');
		for (const receiver of [one, two]) rounds.look(receiver, square(0));
		rounds.look(three, square(7));
		vi.advanceTimersByTime(3_000);
		point(mover.presenceId, inSquare(0) - 1); // a round of everybody goes now
		vi.advanceTimersByTime(PACE.view(4));
		for (const receiver of [one, two, three]) receiver.forget();
		point(mover.presenceId, inSquare(0));
		vi.advanceTimersByTime(PACE.view(4));
		expect(one.messages).toHaveLength(1);
		expect(one.messages[0]).toBe(two.messages[0]);
		expect(three.messages).toHaveLength(0);
	});
});

describe('how often', () => {
	test.each([
		[10, 30],
		[50, 30],
		[100, 15],
		[200, 7.5],
		[400, 6],
	])('at a table of %i, people in view are told about %f times a second', (people, times) => {
		const [looking, mover] = fill(people);
		if (!looking || !mover) throw new Error('they came');
		rounds.look(looking, square(0));
		vi.advanceTimersByTime(3_000);
		looking.forget();
		for (let passed = 0; passed < 10_000; passed += 10) {
			point(mover.presenceId, passed / 100);
			vi.advanceTimersByTime(10);
		}
		expect(looking.writes / 10).toBeGreaterThan(times * 0.8);
		expect(looking.writes / 10).toBeLessThan(times * 1.1);
	});

	test.each([400, 200, 20])(
		'[P3] at a table of %i no position in view is older than 300 ms, others 3 s',
		(people) => {
			const [looking, list, ...movers] = fill(people);
			if (!looking || !list) throw new Error('they came');
			rounds.look(looking, square(0));
			vi.advanceTimersByTime(3_000);
			const ids = movers.slice(0, 3).map(({ presenceId }) => presenceId);
			expect(oldestSeen(looking, ids, 6_000)).toBeLessThanOrEqual(250); // and 50 for the network
			expect(oldestSeen(list, ids, 12_000)).toBeLessThanOrEqual(2_700);
		},
	);

	test('F18 a flood from one device goes out as its last value, round by round', () => {
		const [looking, flooding] = fill(2);
		if (!looking || !flooding) throw new Error('two came');
		rounds.look(looking, square(0));
		vi.advanceTimersByTime(3_000);
		looking.forget();
		for (let x = 0; x < 1_000; x++) {
			point(flooding.presenceId, x % 500);
			vi.advanceTimersByTime(1);
		}
		expect(looking.writes).toBeLessThanOrEqual(36); /* 30 of those in view, 4 of everybody */
	});

	test('[P7] a room in which nobody moves sends nothing, and has no timer', () => {
		const receivers = fill(5);
		vi.advanceTimersByTime(60_000);
		expect(receivers.flatMap(({ messages }) => messages)).toEqual([]);
		expect(vi.getTimerCount()).toBe(0);
	});
});

test('an edit that is saved when presence is due goes out with it in one write', () => {
	const [looking, mover] = fill(2);
	if (!looking || !mover) throw new Error('two came');
	rounds.look(looking, square(0));
	vi.advanceTimersByTime(3_000);
	looking.forget();
	point(mover.presenceId, 7);
	const edit = Uint8Array.of(MESSAGE.sync, 2, 0);
	rounds.send([edit]);
	expect(looking.writes).toBe(1);
	expect(looking.messages[0]).toBe(edit);
	expect(looking.last(mover.presenceId)).toEqual([7, 10]);
	vi.advanceTimersByTime(10_000);
	expect(looking.writes).toBe(1);
});

test('F19 [P6] who lags loses presence first, never an edit, and hears of all once it has caught up', () => {
	const [slow, mover] = fill(2);
	if (!slow || !mover) throw new Error('two came');
	rounds.look(slow, square(0));
	vi.advanceTimersByTime(3_000);
	slow.forget();
	slow.lags = true;
	for (let x = 0; x < 100; x++) {
		point(mover.presenceId, x);
		vi.advanceTimersByTime(50);
	}
	const edit = Uint8Array.of(MESSAGE.sync, 2, 0);
	rounds.send([edit]);
	expect(slow.messages).toEqual([edit]);
	slow.lags = false;
	point(mover.presenceId, 200);
	vi.advanceTimersByTime(50);
	expect(slow.last(mover.presenceId)).toEqual([200, 10]);
	expect(new Set(slow.heard.map(({ number }) => number))).toEqual(new Set([1, 2]));
});
