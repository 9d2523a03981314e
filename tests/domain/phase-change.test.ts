import { expect, it } from 'vitest';
import { WRITES_BY_KIND } from '#domain/agenda.ts';
import { phaseChange } from '#domain/phase-change.ts';
import { TestTable } from './test-table.ts';

it('[J3] going back says what it does, and it does that: marks go, votes, marks of choice, locks and time stay', () => {
	const table = new TestTable();
	const { government, guarantor, civil } = table.seatAll();
	const people = [government, guarantor, civil];
	table.adoptRules(people);
	const cause = table.card('cause', 'Nadie publica salarios');
	const other = table.card('cause', 'Nadie los mide');
	table.confirm([cause], 'causes', people);
	table.do(table.facilitator, { type: 'movePhase', phase: table.open.agenda[3]?.id ?? table.open.phase });
	const poll = table.openDots([cause, other]);
	table.do(table.facilitator, { type: 'setLock', target: { kind: 'board' }, reason: 'Alto' });
	table.do(table.facilitator, { type: 'startTimer', durationMs: 60_000 });
	table.do(civil, { type: 'markDone', done: true });
	table.do(civil, { type: 'askTime' });
	const { state } = { state: table.open };
	const said = phaseChange({
		from: { ...WRITES_BY_KIND['choose-causes'], silent: false },
		to: { ...WRITES_BY_KIND.causes, silent: false },
		poll: { question: '¿Qué causas?', voted: 0 },
		...{ chosen: state.chosen.size, proposed: 0, locks: state.locks.length, hasTimer: state.timer !== null },
		...{ done: table.signs.done.size, moreTime: table.signs.moreTime.size, offered: state.offered.size },
	});
	expect(said.map(({ is }) => is)).toEqual(['opens', 'signs', 'poll', 'chosen', 'locks', 'timer']);
	table.do(table.facilitator, { type: 'movePhase', phase: table.open.agenda[2]?.id ?? table.open.phase });
	const { phase: _1, ran: _2, seq: _3, revision: _4, ...after } = table.open;
	const { phase: _5, ran: _6, seq: _7, revision: _8, ...before } = state;
	expect(after).toEqual(before);
	expect(table.open.polls.get(poll)?.closed).toBeNull();
	expect([table.signs.done.size, table.signs.moreTime.size]).toEqual([0, 0]);
});

it('[J3] leaving a silence says that what waited goes back, and what was not shown stays with its author', () => {
	const nothing = { poll: null, chosen: 0, proposed: 0, locks: 0, hasTimer: false, done: 0, moreTime: 0 };
	const said = phaseChange({
		...{ ...nothing, offered: 2 },
		from: { ...WRITES_BY_KIND.causes, silent: true },
		to: { ...WRITES_BY_KIND['choose-causes'], silent: false },
	});
	expect(said.map(({ is }) => is)).toEqual(['opens', 'closes', 'offered', 'sheets']);
	expect(said[0]).toEqual({ is: 'opens', what: [] });
});
