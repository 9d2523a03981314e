import { describe, expect, it } from 'vitest';
import type { CommandOf } from '#domain/commands.ts';
import type { CommitmentId, ParticipantId } from '#domain/ids.ts';
import { CIVIL, GOVERNMENT, TestTable } from './test-table.ts';

const COUNTS = { restored: 40, takenBack: 1, rewritten: 2, changed: 3 };

function tableWithBen() {
	const table = new TestTable();
	const ben = table.join(CIVIL, 'guest', 'Ben');
	const from = table.now - 300_000;
	table.undoing = { folded: 0, until: table.now, counts: COUNTS };
	const undo = (change: Partial<CommandOf<'undoActs'>> = {}): CommandOf<'undoActs'> => ({
		...{ type: 'undoActs', participant: ben, from, commitment: null, reason: 'Borró el tablero' },
		...change,
	});
	return { table, ben, from, undo };
}

describe('undoing what one person did', () => {
	it('[U2] stands in the log with whose acts, since when, until when and how many, and names nobody', () => {
		const { table, ben, from, undo } = tableWithBen();
		const { now: until } = table;
		const [event] = table.do(table.facilitator, undo());
		expect(event).toEqual({
			...{ type: 'acts.undone', participant: ben, commitment: null, from, until, undone: COUNTS },
			reason: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
		});
		expect(table.open.undone).toMatchObject([{ participant: ben, from, until, by: table.facilitator }]);
	});

	it('[U2] is a facilitator’s alone', () => {
		const { table, ben, undo } = tableWithBen();
		const ana = table.join(GOVERNMENT);
		for (const person of [ana, ben]) expect(table.code(person, undo())).toBe('role.facilitator-only');
	});

	it('[U1] goes no further back than is known who did what', () => {
		const { table, from, undo } = tableWithBen();
		table.undoing = { folded: from, until: table.now, counts: COUNTS };
		expect(table.ask(table.facilitator, undo())).toMatchObject({
			code: 'acts.too-old',
			details: { since: from + 1 },
		});
		expect(table.code(table.facilitator, undo({ from: from + 1 }))).toBe('ok');
	});

	it('is refused where nothing would change, and for nobody of the table', () => {
		const { table, undo } = tableWithBen();
		const nobody = 'z'.repeat(20) as ParticipantId;
		expect(table.code(table.facilitator, undo({ participant: nobody }))).toBe('participant.unknown');
		table.undoing = {
			folded: 0,
			until: table.now,
			counts: { restored: 0, takenBack: 0, rewritten: 0, changed: 0 },
		};
		expect(table.code(table.facilitator, undo())).toBe('acts.none');
		table.undoing = null;
		expect(table.code(table.facilitator, undo())).toBe('acts.none');
	});

	it('[U4] waits for a lock to be lifted, and leaves a text alone that is no draft', () => {
		const { table, undo } = tableWithBen();
		const target = { kind: 'board' } as const;
		table.do(table.facilitator, { type: 'setLock', target, reason: 'Vamos a votar' });
		expect(table.code(table.facilitator, undo())).toBe('lock.held');
		table.do(table.facilitator, { type: 'liftLock', target, reason: '' });
		expect(table.code(table.facilitator, undo())).toBe('ok');
		const unknown = 'y'.repeat(20) as CommitmentId;
		expect(table.code(table.facilitator, undo({ commitment: unknown }))).toBe('commitment.unknown');
	});
});
