import { describe, expect, it } from 'vitest';
import { replay } from '#domain/evolve.ts';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import { LIMITS } from '#domain/rules.ts';
import type { SessionId } from '#domain/ids.ts';
import { freeTextIn } from '../support/log-scan.ts';
import { CIVIL, GOVERNMENT, TestTable } from './test-table.ts';

const setup = { title: 'Primera', place: '', mode: 'remote', date: '2026-11-21', videoLink: null } as const;

function atTable() {
	const table = new TestTable();
	table.do(table.facilitator, { type: 'openSession', setup });
	const session = table.open.sessions.at(-1)?.id as SessionId;
	return { table, session, ana: table.join(GOVERNMENT, 'guest', 'Ana'), ben: table.join(CIVIL, 'guest', 'Ben') };
}

describe('[W1] a note beside the minutes', () => {
	it('is added by whoever takes part, while the session is open and when it is over, and says nothing in the log', () => {
		const { table, session, ana } = atTable();
		table.do(ana, { type: 'noteRecord', session, text: 'Faltó decir que el registro será público' });
		table.do(table.facilitator, { type: 'closeSession' });
		table.do(table.facilitator, { type: 'noteRecord', session, text: 'La sesión empezó tarde' });
		expect(table.open.notes.map(({ by, session: of }) => [by, of])).toEqual([
			[ana, session],
			[table.facilitator, session],
		]);
		for (const event of table.events) expect(freeTextIn(utf8ToBytes(canonicalJson(event)))).toEqual([]);
		expect(replay(table.events)).toEqual(table.open);
	});

	it('is about a session that was held, and not for observers, shared computers or an archived table', () => {
		const { table, session, ana } = atTable();
		const note = { type: 'noteRecord', session, text: 'Una nota' } as const;
		expect(table.code(ana, { ...note, session: 'b'.repeat(20) as SessionId })).toBe('session.unknown');
		expect(table.code(table.join(null, 'observer'), note)).toBe('role.observer');
		expect(table.code(table.join(null, 'device'), note)).toBe('role.device');
		table.do(table.facilitator, { type: 'archive' });
		expect(table.code(ana, note)).toBe('workshop.archived');
	});

	it('has a limit for each person, so that nobody fills the log', () => {
		const { table, session, ana, ben } = atTable();
		const note = { type: 'noteRecord', session, text: 'Una nota' } as const;
		for (let n = 0; n < LIMITS.notesOfOne; n++) table.do(ana, note);
		expect(table.code(ana, note)).toBe('note.too-many');
		expect(table.do(ben, note)).toHaveLength(1);
	});
});
