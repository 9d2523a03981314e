import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { FIELD_KEYS } from '#domain/cards.ts';
import type { LockTarget } from '#domain/events.ts';
import type { CardId, CommitmentId } from '#domain/ids.ts';
import { lockOn, sameTarget } from '#domain/locks.ts';
import { parseCommand } from '#protocol/commands.ts';
import { CIVIL, TestTable } from './test-table.ts';

const UNKNOWN = 'u'.repeat(20);

function tableWithDraft(): { table: TestTable; commitment: CommitmentId } {
	const table = new TestTable(undefined, 'commitment-only');
	const [started] = table.do(table.facilitator, { type: 'startCommitment', title: 'Igualdad', solutions: [] });
	if (started?.type !== 'commitment.started') throw new Error('no commitment was started');
	return { table, commitment: started.commitment };
}

describe('locks on a card, a branch, a field', () => {
	it('[T5] a card and its branch are two locks, each with who, when and why; each is lifted by itself', () => {
		const table = new TestTable();
		const card = table.card('cause', 'Las jornadas no dejan cuidar');
		const cardLock = { kind: 'card', card } as const;
		const branchLock = { kind: 'branch', card } as const;
		const at = table.now;
		table.do(table.facilitator, { type: 'setLock', target: cardLock, reason: 'Ya la acordamos' });
		table.do(table.facilitator, { type: 'setLock', target: branchLock, reason: 'Ya no se discute' });
		expect(table.open.locks).toMatchObject([
			{ target: cardLock, by: table.facilitator, at },
			{ target: branchLock, by: table.facilitator },
		]);
		table.do(table.facilitator, { type: 'liftLock', target: cardLock, reason: 'Hay un dato nuevo' });
		expect(table.open.locks.map(({ target }) => target)).toEqual([branchLock]);
	});

	it('[T5] what is not there cannot be locked: an unknown card, an unknown draft', () => {
		const { table, commitment } = tableWithDraft();
		const ask = (target: LockTarget) =>
			table.code(table.facilitator, { type: 'setLock', target, reason: 'Acordado' });
		expect(ask({ kind: 'card', card: UNKNOWN as CardId })).toBe('card.unknown');
		expect(ask({ kind: 'branch', card: UNKNOWN as CardId })).toBe('card.unknown');
		expect(ask({ kind: 'field', commitment: UNKNOWN as CommitmentId, field: 'lead' })).toBe('commitment.unknown');
		expect(ask({ kind: 'field', commitment, field: 'lead' })).toBe('ok');
		expect(ask({ kind: 'field', commitment, field: 'lead' })).toBe('lock.held');
		expect(ask({ kind: 'field', commitment, field: 'term' })).toBe('ok');
	});

	it('[T5] only facilitators lock and lift, always with a reason for locking', () => {
		const table = new TestTable();
		const ana = table.join(CIVIL);
		const target = { kind: 'card', card: table.card('problem', 'Brecha salarial') } as const;
		expect(table.code(ana, { type: 'setLock', target, reason: 'Me gusta así' })).toBe('role.facilitator-only');
		expect(table.code(table.facilitator, { type: 'setLock', target, reason: '' })).toBe('lock.reason-required');
		table.do(table.facilitator, { type: 'setLock', target, reason: 'Acordado' });
		expect(table.code(ana, { type: 'liftLock', target, reason: '' })).toBe('role.facilitator-only');
	});

	it('[T5] the edge takes the known fields of a draft only', () => {
		const lock = (target: unknown) => parseCommand({ type: 'setLock', target, reason: 'Acordado' }).ok;
		const commitment = UNKNOWN;
		expect(FIELD_KEYS.every((field) => lock({ kind: 'field', commitment, field }))).toBe(true);
		expect(lock({ kind: 'field', commitment, field: 'title' })).toBe(false);
		expect(lock({ kind: 'field', commitment })).toBe(false);
		expect(lock({ kind: 'branch', card: UNKNOWN })).toBe(true);
		expect(lock({ kind: 'card', card: '__proto__' })).toBe(false);
		expect(lock({ kind: 'card', card: UNKNOWN, field: 'text' })).toBe(false);
	});

	it('[T5] whatever the order of locking and lifting, each target is held once or not at all, as last asked', () => {
		const table = new TestTable();
		const cards = [table.card('cause', 'Una'), table.card('cause', 'Otra')];
		const targets: LockTarget[] = [
			{ kind: 'board' },
			...cards.flatMap((card): LockTarget[] => [
				{ kind: 'card', card },
				{ kind: 'branch', card },
			]),
		];
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.constantFrom(...targets), fc.boolean()), { maxLength: 30 }), (asked) => {
				for (const [target, locks] of asked) {
					const isHeld = lockOn(table.open.locks, target) !== undefined;
					const command = locks ? ('setLock' as const) : ('liftLock' as const);
					const code = table.code(table.facilitator, { type: command, target, reason: 'Acordado' });
					expect(code).toBe(locks === isHeld ? (locks ? 'lock.held' : 'lock.none') : 'ok');
					expect(table.open.locks.filter((lock) => sameTarget(lock.target, target))).toHaveLength(
						locks ? 1 : 0,
					);
				}
			}),
			{ numRuns: 50 },
		);
	});
});
