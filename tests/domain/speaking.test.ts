import { describe, expect, it } from 'vitest';
import { replay } from '#domain/evolve.ts';
import type { HandId } from '#domain/ids.ts';
import { LIMITS } from '#domain/rules.ts';
import { CIVIL, GOVERNMENT, TestTable } from './test-table.ts';

const UP = { type: 'raiseHand' } as const;
const DOWN = { type: 'lowerHand', hand: null } as const;

describe('the queue', () => {
	it('[J8] is one, for room and remote, in the order of asking', () => {
		const table = new TestTable();
		const [ana, ben] = [table.join(CIVIL), table.join(GOVERNMENT)];
		table.do(ana, UP);
		table.do(table.facilitator, { type: 'enterHand', participant: null, sector: GOVERNMENT });
		table.do(table.facilitator, { type: 'enterHand', participant: ben, sector: null });
		expect(table.signs.hands.map(({ participant, sector }) => [participant, sector])).toEqual([
			[ana, CIVIL],
			[null, GOVERNMENT],
			[ben, GOVERNMENT],
		]);
		expect(table.code(ana, UP)).toBe('hand.raised');
		expect(table.code(table.facilitator, { type: 'enterHand', participant: ben, sector: null })).toBe(
			'hand.raised',
		);
	});

	it('[J8] is left by oneself, and cleared by facilitators only', () => {
		const table = new TestTable();
		const [ana, ben] = [table.join(CIVIL), table.join(GOVERNMENT)];
		table.do(ana, UP);
		const [hand] = table.signs.hands;
		if (!hand) throw new Error('no hand');
		expect(table.code(ben, { type: 'lowerHand', hand: hand.id })).toBe('role.facilitator-only');
		expect(table.code(ben, DOWN)).toBe('hand.none');
		table.do(ana, DOWN);
		expect(table.signs.hands).toEqual([]);
		table.do(ana, UP);
		table.do(table.facilitator, { type: 'lowerHand', hand: table.signs.hands[0]?.id ?? hand.id });
		expect(table.signs.hands).toEqual([]);
	});

	it('[J8] takes nobody who is not there, and has an end', () => {
		const table = new TestTable();
		const enter = { type: 'enterHand', participant: null, sector: CIVIL } as const;
		expect(table.code(table.join(CIVIL), enter)).toBe('role.facilitator-only');
		expect(table.code(table.join(null, 'observer'), UP)).toBe('role.observer');
		expect(table.code(table.facilitator, { ...enter, sector: null })).toBe('sector.unknown');
		const gone = table.join(CIVIL);
		table.do(gone, UP);
		table.do(table.facilitator, { type: 'removeParticipant', participant: gone, reason: 'Se fue' });
		expect(table.signs.hands).toEqual([]);
		expect(table.code(table.facilitator, { ...enter, participant: gone })).toBe('participant.unknown');
		for (let n = 0; n < LIMITS.hands; n++) table.do(table.facilitator, enter);
		expect(table.code(table.facilitator, enter)).toBe('hand.too-many');
		expect(table.code(table.join(CIVIL), UP)).toBe('hand.too-many');
	});
});

describe('a shared computer', () => {
	it('[S20] gives no sign that would be one person’s; its people are entered by name', () => {
		const table = new TestTable();
		const computer = table.join(null, 'device');
		expect(table.code(computer, UP)).toBe('sign.of-a-person');
		expect(table.code(computer, { type: 'markDone', done: true })).toBe('sign.of-a-person');
		expect(table.code(computer, { type: 'askTime' })).toBe('sign.of-a-person');
		const enter = { type: 'enterHand', participant: computer, sector: null } as const;
		expect(table.code(table.facilitator, enter)).toBe('sign.of-a-person');
		expect(table.signs.hands).toEqual([]);
		table.do(computer, { type: 'enterPerson', name: 'Rosa', organisation: '', sector: CIVIL });
		const rosa = [...table.open.people.keys()].at(-1)!;
		table.do(table.facilitator, { type: 'enterHand', participant: rosa, sector: null });
		expect(table.signs.hands.map(({ participant }) => participant)).toEqual([rosa]);
	});
});

describe('the floor', () => {
	it('[J8] is given to one at a time, ended by them or by a facilitator, and adds up by sector and no further', () => {
		const table = new TestTable();
		table.openSession();
		const [ana, ben] = [table.join(CIVIL), table.join(GOVERNMENT)];
		table.do(ana, UP);
		table.do(ben, UP);
		const give = () => table.do(table.facilitator, { type: 'giveFloor', hand: table.signs.hands[0]?.id ?? none });
		const none = 'a'.repeat(20) as HandId;
		expect(table.code(ana, { type: 'giveFloor', hand: none })).toBe('role.facilitator-only');
		expect(table.code(table.facilitator, { type: 'giveFloor', hand: none })).toBe('hand.none');
		expect(table.code(table.facilitator, { type: 'endFloor' })).toBe('floor.none');
		give();
		expect(table.open.floor?.participant).toBe(ana);
		expect(table.code(ben, { type: 'endFloor' })).toBe('role.facilitator-only');
		table.now += 29_000;
		give();
		expect(table.open.floor?.participant).toBe(ben);
		table.now += 9_000;
		table.do(ben, { type: 'endFloor' });
		expect([...table.open.spoken]).toEqual([
			[CIVIL, { turns: 1, ms: 30_000 }],
			[GOVERNMENT, { turns: 1, ms: 10_000 }],
		]);
		expect(replay(table.events)).toEqual(table.open);
		table.do(table.facilitator, { type: 'closeSession' });
		table.openSession();
		expect(table.open.spoken.size).toBe(0);
	});

	it('[J8] ends with the session, and when who speaks leaves the table', () => {
		const table = new TestTable();
		const ana = table.join(CIVIL);
		table.openSession();
		for (const end of ['closeSession', 'remove'] as const) {
			table.do(ana, UP);
			table.do(table.facilitator, { type: 'giveFloor', hand: table.signs.hands[0]?.id ?? ('' as HandId) });
			if (end === 'closeSession') table.do(table.facilitator, { type: 'closeSession' });
			else table.do(table.facilitator, { type: 'removeParticipant', participant: ana, reason: 'Se fue' });
			expect(table.open.floor).toBeNull();
		}
	});
});

describe('marks and calls', () => {
	it('[J7] count each person once, leave nothing in the log, and start anew with phase and timer', () => {
		const table = new TestTable();
		const [ana, ben] = [table.join(CIVIL), table.join(GOVERNMENT)];
		const before = table.events.length;
		for (const person of [ana, ana, ben]) table.do(person, { type: 'askTime' });
		table.do(ana, { type: 'markDone', done: true });
		table.do(ben, { type: 'markDone', done: true });
		table.do(ben, { type: 'markDone', done: false });
		expect([table.signs.moreTime.size, table.signs.done.size]).toEqual([2, 1]);
		expect(table.events).toHaveLength(before);
		table.do(table.facilitator, { type: 'startTimer', durationMs: 60_000 });
		expect([table.signs.moreTime.size, table.signs.done.size]).toEqual([0, 1]);
		table.do(table.facilitator, { type: 'movePhase', phase: table.open.agenda[1]?.id ?? table.open.phase });
		expect(table.signs.done.size).toBe(0);
	});

	it('[J7] are for those who take part', () => {
		const table = new TestTable();
		expect(table.code(table.facilitator, { type: 'askTime' })).toBe('sign.participants-only');
		expect(table.code(table.join(null, 'observer'), { type: 'markDone', done: true })).toBe('role.observer');
	});
});
