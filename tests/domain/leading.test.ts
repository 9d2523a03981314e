import { describe, expect, it } from 'vitest';
import { agendaFrom, nextPhase, WRITES_BY_KIND } from '#domain/agenda.ts';
import { WORDING_MS } from '#domain/decide/leading.ts';
import { replay } from '#domain/evolve.ts';
import type { PhaseId } from '#domain/ids.ts';
import type { PhaseDraft } from '#domain/leading-commands.ts';
import { CIVIL, GOVERNMENT, TestTable } from './test-table.ts';

const phase = (id: string): PhaseId => id as PhaseId;

/** The agenda of a table as a draft to be changed. */
function draftOf(table: TestTable): PhaseDraft[] {
	return table.open.agenda.map(({ id, kind, writes, durationMs, silent = false, skipped = false }) => ({
		...{ id, kind, name: '', writes, durationMs, silent, skipped },
	}));
}
const edit = (table: TestTable, phases: readonly PhaseDraft[], version = table.open.agendaVersion) =>
	({ type: 'editAgenda', version, phases }) as const;
const fresh: PhaseDraft = {
	...{ id: null, kind: 'causes', name: 'Segunda vuelta', writes: WRITES_BY_KIND.causes },
	...{ durationMs: 600_000, silent: false, skipped: false },
};

describe('the agenda', () => {
	it('[J1] is put in another order, renamed, lengthened, repeated and passed over, before and during the session', () => {
		const table = new TestTable();
		const [welcome, problem, causes, ...rest] = draftOf(table);
		if (!welcome || !problem || !causes) throw new Error('a short agenda');
		const next = [
			welcome,
			{ ...causes, name: 'Lluvia de causas', durationMs: 900_000, silent: true },
			{ ...problem, skipped: true },
			fresh,
			...rest,
		];
		table.do(table.facilitator, edit(table, next));
		const [, first, second, third] = table.open.agenda;
		expect(first).toMatchObject({ id: causes.id, durationMs: 900_000, silent: true });
		expect(first?.name && table.text(first.name)).toBe('"Lluvia de causas"');
		expect(second).toMatchObject({ id: problem.id, skipped: true });
		expect(third?.id).toBe('p11');
		expect(nextPhase(table.open.agenda, causes.id ?? phase(''))?.id).toBe('p11');
		expect(JSON.stringify(table.events)).not.toContain('Lluvia');
		expect(replay(table.events)).toEqual(table.open);
	});

	it('[J2] keeps phases that ran, under their ids and of their kind; others can go', () => {
		const table = new TestTable();
		table.do(table.facilitator, { type: 'movePhase', phase: phase('p2') });
		table.do(table.facilitator, { type: 'movePhase', phase: phase('p3') });
		const without = (id: string) => draftOf(table).filter((one) => one.id !== id);
		expect(table.code(table.facilitator, edit(table, without('p2')))).toBe('agenda.ran');
		const other = draftOf(table).map((one) => (one.id === 'p2' ? { ...one, kind: 'causes' as const } : one));
		expect(table.code(table.facilitator, edit(table, other))).toBe('agenda.ran');
		expect(table.code(table.facilitator, edit(table, without('p3')))).toBe('agenda.empty');
		const skipping = draftOf(table).map((one) => (one.id === 'p3' ? { ...one, skipped: true } : one));
		expect(table.code(table.facilitator, edit(table, skipping))).toBe('agenda.empty');
		table.do(table.facilitator, edit(table, without('p9')));
		expect(table.open.agenda.map(({ id }) => id)).not.toContain('p9');
		expect(table.open.phases.get(phase('p9'))?.kind).toBe('route');
	});

	it('[J2] never gives an id twice', () => {
		const table = new TestTable(undefined, 'tree-only');
		table.do(table.facilitator, edit(table, [...draftOf(table), fresh]));
		table.do(
			table.facilitator,
			edit(
				table,
				draftOf(table).filter(({ id }) => id !== 'p7'),
			),
		);
		table.do(table.facilitator, edit(table, [...draftOf(table), fresh]));
		expect(table.open.agenda.at(-1)?.id).toBe('p8');
	});

	it('[J1] is edited by facilitators, by one of two at a time, from phases that it has', () => {
		const table = new TestTable();
		const guest = table.join(CIVIL);
		const draft = draftOf(table);
		expect(table.code(guest, edit(table, draft))).toBe('role.facilitator-only');
		table.do(table.facilitator, edit(table, [...draft, fresh]));
		expect(table.code(table.facilitator, edit(table, draft, 0))).toBe('agenda.stale');
		const unknown = [...draftOf(table), { ...fresh, id: phase('p40') }];
		expect(table.code(table.facilitator, edit(table, unknown))).toBe('phase.unknown');
		expect(
			table.do(table.facilitator, edit(table, draftOf(table).with(-1, { ...fresh, id: phase('p11') }))),
		).toEqual([]);
	});

	it('[J1] a log written before phases had names replays as it did', () => {
		const table = new TestTable();
		expect(table.open.agenda).toEqual(agendaFrom('full'));
		expect(table.open.agenda.every((one) => !('name' in one) && !('silent' in one))).toBe(true);
	});
});

describe('the timer', () => {
	it('[J4] is extended by taps, from its end or, once over, from now', () => {
		const table = new TestTable();
		const more = { type: 'extendTimer', byMs: 60_000 } as const;
		expect(table.code(table.facilitator, more)).toBe('timer.none');
		table.do(table.facilitator, { type: 'startTimer', durationMs: 120_000 });
		const endsAt = table.open.timer?.endsAt ?? 0;
		expect(table.code(table.join(CIVIL), more)).toBe('role.facilitator-only');
		table.do(table.facilitator, more);
		expect(table.open.timer).toMatchObject({ endsAt: endsAt + 60_000, durationMs: 180_000 });
		table.now += 3_600_000;
		const { now } = table;
		table.do(table.facilitator, more);
		expect(table.open.timer?.endsAt).toBe(now + 60_000);
	});
});

describe('closing a wording', () => {
	const proposed = (table: TestTable) => {
		const card = table.card('problem', 'Desigualdad laboral y salarial');
		const { hash: content } = table.freeze([card]);
		const command = { type: 'proposeWording', card, content, reason: 'Ya la leímos' } as const;
		return { card, command };
	};

	it('[J5] closes the card at once; one person who says "todavía no" opens it again, and that is recorded', () => {
		const table = new TestTable();
		const guest = table.join(CIVIL);
		const { card, command } = proposed(table);
		table.do(table.facilitator, command);
		expect(table.open.locks).toMatchObject([{ target: { kind: 'card', card } }]);
		table.do(guest, { type: 'objectWording' });
		expect(table.open.locks).toEqual([]);
		expect(table.events.at(-2)).toMatchObject({ actor: guest, body: { type: 'wording.reopened', card } });
		expect(table.code(guest, { type: 'objectWording' })).toBe('wording.none');
	});

	it('[J5] stays closed where nobody says so within 60 seconds', () => {
		const table = new TestTable();
		const guest = table.join(CIVIL);
		const { command } = proposed(table);
		table.do(table.facilitator, command);
		table.now += WORDING_MS;
		expect(table.code(guest, { type: 'objectWording' })).toBe('wording.settled');
		expect(table.open.locks).toHaveLength(1);
	});

	it('[J5] is asked of a problem as it reads, by a facilitator; observers watch', () => {
		const table = new TestTable();
		const observer = table.join(null, 'observer');
		const { card, command } = proposed(table);
		const cause = table.card('cause', 'Sin datos');
		expect(table.code(table.join(CIVIL), command)).toBe('role.facilitator-only');
		const { hash: content } = table.freeze([cause]);
		expect(table.code(table.facilitator, { ...command, card: cause, content })).toBe('wording.not-problem');
		expect(table.code(table.facilitator, { ...command, content })).toBe('content.changed');
		table.board.delete(card);
		expect(table.code(table.facilitator, command)).toBe('card.unknown');
		const again = proposed(table);
		table.do(table.facilitator, again.command);
		expect(table.code(table.facilitator, again.command)).toBe('lock.held');
		expect(table.code(observer, { type: 'objectWording' })).toBe('role.observer');
	});
});

describe('the pause', () => {
	const reason = 'Diez minutos de café';

	it('[J6] is set and ended by facilitators, with a reason on the record', () => {
		const table = new TestTable();
		const pause = { type: 'pauseTable', reason } as const;
		expect(table.code(table.join(CIVIL), pause)).toBe('role.facilitator-only');
		expect(table.code(table.facilitator, { ...pause, reason: '' })).toBe('lock.reason-required');
		expect(table.code(table.facilitator, { type: 'resumeTable', reason: '' })).toBe('lock.none');
		table.do(table.facilitator, pause);
		expect(table.open.locks).toMatchObject([{ target: { kind: 'table' }, by: table.facilitator }]);
		expect(table.code(table.facilitator, pause)).toBe('lock.held');
		expect(table.code(table.join(CIVIL), { type: 'resumeTable', reason: '' })).toBe('role.facilitator-only');
		table.do(table.facilitator, { type: 'resumeTable', reason: '' });
		expect(table.open.locks).toEqual([]);
	});

	it('[J6] has a command of its own, and no lock of that kind can be set besides', () => {
		const table = new TestTable();
		const lock = { type: 'setLock', target: { kind: 'table' }, reason } as const;
		expect(table.code(table.facilitator, lock)).toBe('value.invalid');
	});

	it('[J6] takes part of what it closed from nobody who is undone', () => {
		const table = new TestTable();
		const guest = table.join(GOVERNMENT);
		table.do(table.facilitator, { type: 'pauseTable', reason });
		const undo = { type: 'undoActs', participant: guest, from: table.now, commitment: null, reason } as const;
		expect(table.code(table.facilitator, undo)).toBe('lock.held');
	});
});
