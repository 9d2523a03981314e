import { describe, expect, it } from 'vitest';
import { replay } from '#domain/evolve.ts';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import type { CommitmentId, FileHash, PollId, SessionId } from '#domain/ids.ts';
import { LIMITS } from '#domain/rules.ts';
import { freeTextIn } from '../support/log-scan.ts';
import { CIVIL, TestTable } from './test-table.ts';

const file = (letter: string) => letter.repeat(64) as FileHash;

describe('[W8] the scan of a signed sheet', () => {
	it('is put on the record by its hash, by facilitators and whoever holds a seat, also once the session is over', () => {
		const table = new TestTable();
		const { civil } = table.seatAll();
		const session = table.open.sessions.at(-1)?.id as SessionId;
		const about = { kind: 'session', session } as const;
		const log = { type: 'logScan', file: file('a'), about } as const;
		expect(table.code(table.join(CIVIL), log)).toBe('role.no-seat');
		expect(table.code(table.join(null, 'observer'), log)).toBe('role.no-seat');
		expect(table.do(civil, log)).toEqual([{ type: 'scan.logged', file: file('a'), about }]);
		table.do(table.facilitator, { type: 'closeSession' });
		table.do(table.facilitator, { ...log, file: file('b') });
		expect(table.open.scans.map(({ by, file: of }) => [by, of])).toEqual([
			[civil, file('a')],
			[table.facilitator, file('b')],
		]);
		for (const event of table.events) expect(freeTextIn(utf8ToBytes(canonicalJson(event)))).toEqual([]);
		expect(replay(table.events)).toEqual(table.open);
		table.do(table.facilitator, { type: 'archive' });
		expect(table.code(table.facilitator, { ...log, file: file('c') })).toBe('workshop.archived');
	});

	it('is about something of the table, once for each, and there is an end to them', () => {
		const table = new TestTable();
		const { government, guarantor, civil } = table.seatAll();
		table.adoptRules([government, guarantor, civil]);
		const poll = [...table.open.polls.keys()][0] as PollId;
		const log = { type: 'logScan', file: file('a') } as const;
		const ballots = { ...log, about: { kind: 'poll', poll } } as const;
		const nothing = 'z'.repeat(20);
		expect(table.code(civil, { ...log, about: { kind: 'poll', poll: nothing as PollId } })).toBe('poll.unknown');
		expect(table.code(civil, { ...log, about: { kind: 'session', session: nothing as SessionId } })).toBe(
			'session.unknown',
		);
		expect(table.code(civil, { ...log, about: { kind: 'commitment', commitment: nothing as CommitmentId } })).toBe(
			'commitment.unknown',
		);
		table.do(civil, ballots);
		expect(table.code(government, ballots)).toBe('scan.logged');
		const session = table.open.sessions.at(-1)?.id as SessionId;
		table.do(government, { ...log, about: { kind: 'session', session } });
		for (let n = table.open.scans.length; n < LIMITS.scans; n++) {
			table.do(civil, { ...ballots, file: n.toString(16).padStart(64, '0') as FileHash });
		}
		expect(table.code(civil, { ...ballots, file: file('e') })).toBe('scan.too-many');
	});
});
