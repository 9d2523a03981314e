import { describe, expect, it } from 'vitest';
import type { ParticipantId, PhaseId, SectorId } from '#domain/ids.ts';
import { heavyBlock, LIMITS, rulesFault } from '#domain/rules.ts';
import { CIVIL, GOVERNMENT, GUARANTOR, LABELS, RULES, TestTable } from './test-table.ts';

describe('a table and its rules', () => {
	it('[R1] no decision opens before the table has adopted its rules', () => {
		const table = new TestTable();
		table.seatAll();
		const cause = table.card('cause', 'Las empresas no publican sus salarios');
		const { hash: content } = table.freeze([cause]);
		const command = {
			type: 'openDots',
			of: 'causes',
			question: '¿Cuál?',
			cards: [cause],
			content,
			exception: null,
		} as const;
		expect(table.code(table.facilitator, command)).toBe('rules.not-adopted');
	});

	it('[R2] the rules are adopted when a round on them reaches consensus, and name that round', () => {
		const table = new TestTable();
		const people = table.seatAll();
		table.adoptRules(Object.values(people));
		expect(table.open.rules.adopted).toMatchObject({ version: 1, rules: RULES });
		expect(table.open.polls.get(table.open.rules.adopted!.poll)?.closed?.tally).toMatchObject({ reached: true });
	});

	it('[R2] rules that are adopted need no second round', () => {
		const table = new TestTable();
		table.adoptRules(Object.values(table.seatAll()));
		const { content } = table.open.rules;
		const again = { type: 'openRulesRound', question: '¿Otra vez?', content } as const;
		expect(table.code(table.facilitator, again)).toBe('rules.adopted');
	});

	it('[R2] a round that one person blocks adopts nothing', () => {
		const table = new TestTable();
		const { government, guarantor, civil } = table.seatAll();
		const { content } = table.open.rules;
		const poll = table.pollOf(
			table.do(table.facilitator, { type: 'openRulesRound', question: '¿Adoptamos?', content }),
		);
		table.agree(poll, [government, guarantor]);
		table.do(civil, { type: 'castConsensus', poll, answer: 'block', reason: 'Falta la academia' });
		table.do(table.facilitator, { type: 'closePoll', poll });
		expect(table.open.rules.adopted).toBeNull();
	});

	it('[R3] adopting rules takes every required sector, and no exception to it', () => {
		const table = new TestTable();
		table.openSession();
		table.seat(GOVERNMENT);
		table.seat(GUARANTOR);
		const { content } = table.open.rules;
		expect(table.code(table.facilitator, { type: 'openRulesRound', question: '¿Adoptamos?', content })).toBe(
			'quorum.missing',
		);
	});

	it('[R4] a round on rules that were drafted anew meanwhile is refused as stale', () => {
		const table = new TestTable();
		table.seatAll();
		const { content } = table.open.rules;
		table.do(table.facilitator, { type: 'draftRules', rules: { ...RULES, weighting: 'blocks' }, labels: LABELS });
		expect(table.code(table.facilitator, { type: 'openRulesRound', question: '¿Adoptamos?', content })).toBe(
			'rules.stale',
		);
	});

	it('[R5] a change of adopted rules is a new draft, and holds only once a round adopts it', () => {
		const table = new TestTable();
		const people = Object.values(table.seatAll());
		table.adoptRules(people);
		table.do(table.facilitator, { type: 'draftRules', rules: { ...RULES, openSeats: true }, labels: LABELS });
		expect(table.open.rules.adopted?.rules.openSeats).toBe(false);
		table.adoptRules(people);
		expect(table.open.rules.adopted).toMatchObject({ version: 2, rules: { openSeats: true } });
	});

	it('[R6] rules that could never decide anything are refused with what is wrong', () => {
		const [first] = RULES.sectors;
		expect(rulesFault({ ...RULES, sectors: [] })).toBe('rules.no-sector');
		expect(rulesFault({ ...RULES, sectors: RULES.sectors.map((s) => ({ ...s, required: false })) })).toBe(
			'rules.no-required-sector',
		);
		expect(rulesFault({ ...RULES, blocks: RULES.blocks.slice(1) })).toBe('rules.unknown-block');
		expect(rulesFault({ ...RULES, sectors: [first!, first!] })).toBe('rules.duplicate-id');
		expect(rulesFault({ ...RULES, quorum: 10 })).toBe('rules.quorum-too-high');
		expect(rulesFault({ ...RULES, dots: { budget: 3, cap: 4 } })).toBe('rules.dots');
		expect(rulesFault(RULES)).toBeNull();
	});

	it('[R7] set-up warns of a block that holds more than half the weight', () => {
		const uneven = { ...RULES, sectors: RULES.sectors.map((s) => (s.id === GOVERNMENT ? { ...s, seats: 20 } : s)) };
		expect(heavyBlock({ ...uneven, weighting: 'people' })).toBe('b1');
		expect(heavyBlock({ ...uneven, weighting: 'blocks' })).toBeNull();
	});

	it('[R8] nobody wakes up in a sector that a new draft no longer has', () => {
		const table = new TestTable();
		table.join(CIVIL);
		const without = { ...RULES, sectors: RULES.sectors.filter(({ id }) => id !== CIVIL) };
		expect(table.code(table.facilitator, { type: 'draftRules', rules: without, labels: LABELS })).toBe(
			'sector.unknown',
		);
	});

	it('[T1] a table is deleted only while its rules are not adopted; any other is archived and takes no command', () => {
		const young = new TestTable();
		young.do(young.facilitator, { type: 'erase' });
		expect(young.open.status).toBe('erased');
		expect(young.code(young.facilitator, { type: 'stopTimer' })).toBe('workshop.unknown');

		const table = new TestTable();
		table.adoptRules(Object.values(table.seatAll()));
		expect(table.code(table.facilitator, { type: 'erase' })).toBe('workshop.not-deletable');
		table.do(table.facilitator, { type: 'archive' });
		expect(table.code(table.facilitator, { type: 'movePhase', phase: 'p2' as PhaseId })).toBe('workshop.archived');
	});

	it('[T2] closing the way in keeps the code; renewing replaces it', () => {
		const table = new TestTable();
		const close = table.ask(table.facilitator, { type: 'setJoining', open: false, renew: false });
		expect(close.ok && close.joinCode).toBeUndefined();
		expect(table.open.joiningOpen).toBe(false);
		const renewed = table.ask(table.facilitator, { type: 'setJoining', open: true, renew: true });
		expect(renewed.ok && renewed.joinCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
	});

	it('[T3] facilitators move phases; a phase that the agenda does not have is refused', () => {
		const table = new TestTable();
		const ana = table.join(CIVIL);
		expect(table.code(ana, { type: 'movePhase', phase: 'p2' as PhaseId })).toBe('role.facilitator-only');
		expect(table.code(table.facilitator, { type: 'movePhase', phase: 'p99' as PhaseId })).toBe('phase.unknown');
		table.do(table.facilitator, { type: 'movePhase', phase: 'p3' as PhaseId });
		expect(table.open.phase).toBe('p3');
	});

	it('[T4] a timer says when it ends; it closes nothing by itself', () => {
		const table = new TestTable();
		const at = table.now;
		table.do(table.facilitator, { type: 'startTimer', durationMs: 60_000 });
		expect(table.open.timer).toEqual({ startedAt: at, durationMs: 60_000, endsAt: at + 60_000 });
		table.do(table.facilitator, { type: 'stopTimer' });
		expect(table.open.timer).toBeNull();
	});

	it('[T5] a lock needs a reason, is set once, and says who set it; lifting what is not locked is refused', () => {
		const table = new TestTable();
		const target = { kind: 'board' } as const;
		expect(table.code(table.facilitator, { type: 'setLock', target, reason: '' })).toBe('lock.reason-required');
		expect(table.code(table.facilitator, { type: 'liftLock', target, reason: '' })).toBe('lock.none');
		table.do(table.facilitator, { type: 'setLock', target, reason: 'Pausa' });
		expect(table.open.locks[0]).toMatchObject({ target, by: table.facilitator });
		expect(table.code(table.facilitator, { type: 'setLock', target, reason: 'Otra' })).toBe('lock.held');
		table.do(table.facilitator, { type: 'liftLock', target, reason: '' });
		expect(table.open.locks).toEqual([]);
	});
});

describe('people, seats and attendance', () => {
	it('[S1] joining makes a guest without a seat; a closed door takes only invited facilitators', () => {
		const table = new TestTable();
		const ana = table.join(CIVIL);
		expect(table.open.people.get(ana)).toMatchObject({ role: 'guest', sector: CIVIL, seat: null });
		table.do(table.facilitator, { type: 'setJoining', open: false, renew: false });
		const stranger = 'a'.repeat(20) as ParticipantId;
		const join = {
			type: 'join',
			sector: CIVIL,
			name: 'Ben',
			organisation: '',
			as: 'guest',
			invited: false,
		} as const;
		expect(table.code(stranger, join)).toBe('joining.closed');
		table.join(null, 'facilitator', 'Marta');
		expect([...table.open.people.values()].filter(({ role }) => role === 'facilitator')).toHaveLength(2);
	});

	it('[S1] a full table reads like a closed one', () => {
		const table = new TestTable();
		while (table.open.people.size < LIMITS.people) table.join(CIVIL);
		const id = 'a'.repeat(20) as ParticipantId;
		const join = {
			type: 'join',
			sector: CIVIL,
			name: 'Ben',
			organisation: '',
			as: 'guest',
			invited: false,
		} as const;
		expect(table.code(id, join)).toBe('joining.closed');
	});

	it('[S1] a guest names a sector of this table', () => {
		const table = new TestTable();
		const id = 'a'.repeat(20) as ParticipantId;
		const join = { type: 'join', name: 'Ben', organisation: '', as: 'guest', invited: false } as const;
		expect(table.code(id, { ...join, sector: null })).toBe('sector.required');
		expect(table.code(id, { ...join, sector: 's9' as SectorId })).toBe('sector.unknown');
	});

	it('[S2] the first seat of a sector comes from the facilitator and is marked so; the next ones wait for a seated person of that sector', () => {
		const table = new TestTable();
		table.do(table.facilitator, { type: 'declareAffiliation', sector: null, note: '' });
		const ana = table.join(CIVIL);
		const ben = table.join(CIVIL);
		const chela = table.seat(GOVERNMENT);
		table.do(table.facilitator, { type: 'offerSeat', participant: ana, sector: CIVIL });
		expect(table.open.people.get(ana)?.seat).toMatchObject({ sector: CIVIL, voucher: { by: 'facilitator' } });
		table.do(table.facilitator, { type: 'offerSeat', participant: ben, sector: CIVIL });
		expect(table.open.people.get(ben)?.seat).toBeNull();
		expect(table.code(chela, { type: 'confirmSeat', participant: ben })).toBe('seat.same-sector-only');
		expect(table.code(ana, { type: 'confirmSeat', participant: chela })).toBe('seat.not-offered');
		table.do(ana, { type: 'confirmSeat', participant: ben });
		expect(table.open.people.get(ben)?.seat).toMatchObject({ voucher: { by: 'seated', participant: ana } });
	});

	it('[S3] no more people sit for a sector than it has seats', () => {
		const table = new TestTable();
		table.openSession();
		for (let n = 0; n < 3; n++) table.seat(CIVIL);
		const late = table.join(CIVIL);
		expect(table.code(table.facilitator, { type: 'offerSeat', participant: late, sector: CIVIL })).toBe(
			'seat.none-free',
		);
	});

	it('[S4] open seats start only when the table has adopted them', () => {
		const table = new TestTable({ ...RULES, openSeats: true });
		const ana = table.join(CIVIL);
		expect(table.code(ana, { type: 'takeSeat' })).toBe('seat.not-open');
		const people = table.seatAll();
		table.adoptRules(Object.values(people));
		table.do(ana, { type: 'takeSeat' });
		expect(table.open.people.get(ana)?.seat).toMatchObject({ voucher: { by: 'open' } });
	});

	it('[S5] a facilitator has no seat, and an observer none either', () => {
		const table = new TestTable();
		table.do(table.facilitator, { type: 'declareAffiliation', sector: null, note: '' });
		const watcher = table.join(null, 'observer');
		const offer = (participant: ParticipantId) => ({ type: 'offerSeat', participant, sector: CIVIL }) as const;
		expect(table.code(table.facilitator, offer(table.facilitator))).toBe('role.facilitator-has-no-seat');
		expect(table.code(table.facilitator, offer(watcher))).toBe('role.observer');
		expect(table.code(table.facilitator, { type: 'takeSeat' })).toBe('role.facilitator-has-no-seat');
	});

	it('[S6] a facilitator declares an affiliation before seating people or opening a decision', () => {
		const table = new TestTable();
		const ana = table.join(CIVIL);
		expect(table.code(table.facilitator, { type: 'offerSeat', participant: ana, sector: CIVIL })).toBe(
			'affiliation.required',
		);
		expect(table.code(ana, { type: 'declareAffiliation', sector: null, note: '' })).toBe('role.facilitator-only');
	});

	it('[S7] attendance is declared within a session, once, and ends for all when it closes', () => {
		const table = new TestTable();
		const ana = table.join(CIVIL);
		expect(table.code(ana, { type: 'checkIn', participant: null })).toBe('session.none-open');
		table.openSession();
		table.do(ana, { type: 'checkIn', participant: null });
		expect(table.code(ana, { type: 'checkIn', participant: null })).toBe('attendance.already');
		expect(table.code(ana, { type: 'checkIn', participant: table.facilitator })).toBe('role.facilitator-only');
		expect(table.events.at(-1)?.session).toBe(table.open.sessions[0]?.id);
		table.do(table.facilitator, { type: 'closeSession' });
		expect(table.open.people.get(ana)?.present).toBe(false);
		expect(table.code(table.facilitator, { type: 'closeSession' })).toBe('session.none-open');
	});

	it('[S7] at most one session is open at a time', () => {
		const table = new TestTable();
		table.openSession();
		const setup = { title: '', place: '', mode: 'remote', date: '2026-11-22', videoLink: null } as const;
		expect(table.code(table.facilitator, { type: 'openSession', setup })).toBe('session.already-open');
	});

	it('[S8] whoever is removed may do nothing but be erased, and comes back as a guest when re-admitted', () => {
		const table = new TestTable();
		table.openSession();
		const ana = table.seat(CIVIL);
		table.do(table.facilitator, { type: 'removeParticipant', participant: ana, reason: 'Interrumpió la sesión' });
		expect(table.code(ana, { type: 'checkIn', participant: null })).toBe('participant.removed');
		table.do(table.facilitator, { type: 'readmitParticipant', participant: ana, reason: 'Se aclaró' });
		expect(table.open.people.get(ana)).toMatchObject({ removed: null, seat: null });
		expect(table.code(table.facilitator, { type: 'readmitParticipant', participant: ana, reason: 'x' })).toBe(
			'participant.not-removed',
		);
	});

	it('[S9] the last facilitator can be neither removed nor erased', () => {
		const table = new TestTable();
		expect(table.code(table.facilitator, { type: 'eraseMe' })).toBe('participant.last-facilitator');
		const marta = table.join(null, 'facilitator', 'Marta');
		table.do(table.facilitator, { type: 'eraseMe' });
		expect(table.code(marta, { type: 'removeParticipant', participant: marta, reason: 'x' })).toBe(
			'participant.last-facilitator',
		);
	});

	it('[S10] an erased person is nobody: no command, no seat, and the decision says whose records go', () => {
		const table = new TestTable();
		const ana = table.join(CIVIL);
		const outcome = table.ask(ana, { type: 'eraseMe' });
		expect(outcome).toMatchObject({ ok: true, erasePerson: ana });
		expect(table.code(ana, { type: 'takeSeat' })).toBe('participant.unknown');
	});

	it('[S11] a person without a seat chooses another sector; with a seat, gives it back first', () => {
		const table = new TestTable();
		table.openSession();
		const ana = table.join(CIVIL);
		table.do(ana, { type: 'declareSector', sector: GUARANTOR });
		expect(table.open.people.get(ana)?.sector).toBe(GUARANTOR);
		const ben = table.seat(CIVIL);
		expect(table.code(ben, { type: 'declareSector', sector: GUARANTOR })).toBe('seat.held');
		table.do(ben, { type: 'releaseSeat', participant: ben, reason: '' });
		table.do(ben, { type: 'declareSector', sector: GUARANTOR });
	});
});
