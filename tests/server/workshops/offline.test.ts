import { expect, it } from 'vitest';
import type { ParticipantId, RecordRef, SectorId } from '#domain/ids.ts';
import { turnoutOf } from '../../../server/workshops/view/turnout.ts';
import { Lane } from './lane.ts';

/** A poll in which so many of each sector may vote, and so many of them have. */
function poll(
	sectors: Readonly<Record<string, readonly [eligible: number, voted: number]>>,
	isClosed = false,
): [poll: Parameters<typeof turnoutOf>[0], voted: ReadonlySet<ParticipantId>] {
	const eligible = new Map<ParticipantId, SectorId>();
	const voted = new Set<ParticipantId>();
	for (const [sector, [many, ballots]] of Object.entries(sectors)) {
		for (let n = 0; n < many; n++) {
			const id = `${sector}-${n}` as ParticipantId;
			eligible.set(id, sector as SectorId);
			if (n < ballots) voted.add(id);
		}
	}
	const cancelled = isClosed ? { at: 1, by: 'lucia' as ParticipantId, reason: 'r' as RecordRef } : null;
	return [{ eligible, closed: null, cancelled, discarded: null }, voted];
}
const here = (...ids: string[]) => new Set(ids as ParticipantId[]);

it('[V36] says to facilitators how many of the missing are not connected, of a large sector', () => {
	const { turnout, missing, offline } = turnoutOf(...poll({ s1: [6, 3] }), here('s1-0', 's1-4'));
	expect(turnout).toEqual([{ sector: 's1', eligible: 6, voted: 3, offline: 2 }]);
	expect([missing, offline]).toEqual([3, 2]);
});

it('[V36] says nothing of the kind to the table, nor after the close', () => {
	expect(turnoutOf(...poll({ s1: [6, 3] })).turnout).toEqual([{ sector: 's1', eligible: 6, voted: 3 }]);
	expect(turnoutOf(...poll({ s1: [6, 3] }))).not.toHaveProperty('offline');
	expect(turnoutOf(...poll({ s1: [6, 3] }, true), here())).not.toHaveProperty('offline');
});

it('[V36] neither of a small sector nor in a sum that a small sector is part of, unless all of it has voted', () => {
	for (const many of [1, 2, 4]) {
		const half = turnoutOf(...poll({ s1: [6, 3], s2: [many, many - 1] }), here());
		expect(half.turnout[1]).not.toHaveProperty('offline');
		expect(half.turnout[0]).toMatchObject({ offline: 3 });
		expect(half).not.toHaveProperty('offline');
		expect(turnoutOf(...poll({ s1: [6, 3], s2: [many, many] }), here()).offline).toBe(3);
	}
});

it('[V36] is told on the stroke of the clock when somebody comes or goes', async () => {
	const lane = await Lane.open();
	try {
		const { id, lucia } = await lane.table();
		const { ana } = await lane.seatAll(id, lucia);
		const { state } = await lane.view(id, lucia);
		const content = state.rules.draft?.content;
		if (!content) throw new Error('no rules are drafted');
		await lane.do(id, lucia, { type: 'openRulesRound', question: '¿Las adoptamos?', content });
		const liveOf = async (principal: string) => {
			const found = await lane.workshops.readings.live(id, principal);
			if (!found.ok) throw new Error(found.code);
			return found.live;
		};
		let hear = () => {};
		const screen = await liveOf(lucia.principal);
		const told = (change: () => void) =>
			new Promise<void>((resolve) => {
				hear = resolve;
				change();
			});
		await told(() => void screen.subscribe(() => hear()));
		const anas = await liveOf(ana.principal);
		let leave = () => {};
		await told(() => (leave = anas.subscribe(() => {})));
		await told(leave);
	} finally {
		await lane.close();
	}
});
