import { describe, expect, it } from 'vitest';
import { DISMISSED_KEPT } from '#domain/evolve/findings.ts';
import { replay } from '#domain/evolve.ts';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import type { FindingId } from '#domain/ids.ts';
import { freeTextIn } from '../support/log-scan.ts';
import { CIVIL, GOVERNMENT, TestTable } from './test-table.ts';

const LOOSE = 'b'.repeat(20) as FindingId;
const other = (at: number) => String(at).padStart(20, 'a') as FindingId;

function atTable() {
	const table = new TestTable();
	return { table, ana: table.join(GOVERNMENT, 'guest', 'Ana'), ben: table.join(CIVIL, 'guest', 'Ben') };
}

describe('[B8] “no es así” to a question of the method', () => {
	it('is said for the table by whoever takes part, in any phase and under any lock, and taken back by any other', () => {
		const { table, ana, ben } = atTable();
		table.do(table.facilitator, { type: 'setLock', target: { kind: 'board' }, reason: 'Pausa' });
		expect(table.do(ana, { type: 'dismissFinding', finding: LOOSE })).toEqual([
			{ type: 'finding.dismissed', finding: LOOSE },
		]);
		expect(table.open.dismissed.get(LOOSE)?.by).toBe(ana);
		expect(table.do(ben, { type: 'dismissFinding', finding: LOOSE })).toEqual([]);
		expect(table.do(ben, { type: 'reopenFinding', finding: LOOSE })).toEqual([
			{ type: 'finding.reopened', finding: LOOSE },
		]);
		expect(table.open.dismissed.size).toBe(0);
		expect(table.do(ana, { type: 'reopenFinding', finding: LOOSE })).toEqual([]);
		for (const event of table.events) expect(freeTextIn(utf8ToBytes(canonicalJson(event)))).toEqual([]);
		expect(replay(table.events)).toEqual(table.open);
	});

	it('is not for observers, nor for an archived table', () => {
		const { table, ana } = atTable();
		const watcher = table.join(null, 'observer');
		for (const type of ['dismissFinding', 'reopenFinding'] as const)
			expect(table.code(watcher, { type, finding: LOOSE })).toBe('role.observer');
		table.do(table.facilitator, { type: 'archive' });
		expect(table.code(ana, { type: 'dismissFinding', finding: LOOSE })).toBe('workshop.archived');
	});

	it('holds for so many questions; the oldest are asked again', () => {
		const { table, ana } = atTable();
		for (let at = 0; at <= DISMISSED_KEPT; at++) table.do(ana, { type: 'dismissFinding', finding: other(at) });
		expect(table.open.dismissed.size).toBe(DISMISSED_KEPT);
		expect(table.open.dismissed.has(other(0))).toBe(false);
		expect(table.open.dismissed.has(other(DISMISSED_KEPT))).toBe(true);
	});
});
