import { expect, it } from 'vitest';
import type { ParticipantId } from '#domain/ids.ts';
import { voicesOf } from '../../../server/workshops/voices.ts';
import { CIVIL, GOVERNMENT, GUARANTOR, TestTable } from '../../domain/test-table.ts';

it('[J12] tells how much sectors are heard, nothing of a sector of one, and no sum from which it could be worked out', () => {
	const table = new TestTable();
	table.openSession();
	const [ana, ben] = [table.join(CIVIL), table.join(CIVIL)];
	const alone = table.join(GOVERNMENT);
	const card = table.card('cause', 'Sin datos');
	table.do(ana, { type: 'addComment', target: { kind: 'card', card }, text: 'De acuerdo' });
	table.do(ana, { type: 'raiseHand' });
	const [hand] = table.signs.hands;
	if (!hand) throw new Error('no hand');
	table.do(table.facilitator, { type: 'giveFloor', hand: hand.id });
	table.now += 59_000;
	table.do(table.facilitator, { type: 'endFloor' });
	const board = new Map<ParticipantId, number>([
		[ana, 100],
		[ben, 20],
		[alone, 7],
		[table.facilitator, 9],
	]);
	const draft = new Map<ParticipantId, number>([[ben, 30]]);
	const { sectors } = voicesOf(table.open, [board, draft]);
	expect(sectors).toEqual([
		{ sector: GOVERNMENT, people: 1, heard: null },
		{ sector: GUARANTOR, people: 0, heard: null },
		{ sector: CIVIL, people: 2, heard: { letters: 150, comments: 1, turns: 1, spokenMs: 60_000 } },
	]);
	expect(JSON.stringify(sectors)).not.toContain(ana);
});
