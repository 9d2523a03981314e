import { describe, expect, it } from 'vitest';
import type { CommitmentId, ParticipantId, TextHash } from '#domain/ids.ts';
import { replay } from '#domain/evolve.ts';
import type { IssuedRecord } from '#domain/record.ts';
import { CIVIL, GOVERNMENT, SIGNATORY, TestTable } from './test-table.ts';

const DAY = 86_400_000;

function drafted() {
	const table = new TestTable();
	const people = table.seatAll();
	const all = Object.values(people);
	table.adoptRules(all);
	const solution = table.card('solution', 'Registro de empresas igualitarias');
	table.confirm([solution], 'solutions', all);
	const commitment = table.draft([solution]);
	return { table, ...people, all, solution, commitment };
}

function proposed() {
	const made = drafted();
	const { table, commitment } = made;
	const content = table.coreHash();
	table.do(table.facilitator, { type: 'proposeCommitment', commitment, content, openUntil: table.now + DAY });
	return { ...made, content };
}

function agreed() {
	const made = proposed();
	const { table, commitment, content, all } = made;
	holdRound(table, commitment, content, all);
	for (const person of all) table.sign(person, all, { commitment, content });
	return made;
}

function holdRound(
	table: TestTable,
	commitment: CommitmentId,
	content: TextHash,
	people: readonly ParticipantId[],
): void {
	const round = {
		type: 'openCommitmentRound',
		commitment,
		question: '¿Acordamos este texto?',
		content,
		exception: null,
	} as const;
	const poll = table.pollOf(table.do(table.facilitator, round));
	table.agree(poll, people);
	table.do(table.facilitator, { type: 'closePoll', poll });
}

const on = ({ commitment, content }: ReturnType<typeof proposed>) => ({ commitment, content });

const sign = (commitment: CommitmentId, content: TextHash) =>
	({ type: 'signCommitment', commitment, content, signatory: SIGNATORY, method: { kind: 'code' } }) as const;

describe('a commitment', () => {
	it('[C1] starts from solutions that the table chose', () => {
		const { table } = drafted();
		const other = table.card('solution', 'Otra');
		expect(table.code(table.facilitator, { type: 'startCommitment', title: 'X', solutions: [other] })).toBe(
			'commitment.not-chosen',
		);
		expect(table.code(table.facilitator, { type: 'startCommitment', title: 'X', solutions: [] })).toBe(
			'commitment.not-chosen',
		);
		const short = new TestTable(undefined, 'commitment-only');
		expect(short.code(short.facilitator, { type: 'startCommitment', title: 'X', solutions: [] })).toBe('ok');
	});

	it('[C2] is proposed only from a locked draft, with problem and solution, for a date to come, as the facilitator saw it', () => {
		const { table, commitment } = drafted();
		const content = table.coreHash();
		const propose = { type: 'proposeCommitment', commitment, content, openUntil: table.now + DAY } as const;
		expect(table.code(table.facilitator, { ...propose, openUntil: table.now - 1 })).toBe('commitment.expired');
		expect(table.code(table.facilitator, { ...propose, content: 'f'.repeat(64) as TextHash })).toBe(
			'content.changed',
		);
		const full = table.core!;
		table.core = { ...full, fields: { ...full.fields, problem: ' ' } };
		expect(table.code(table.facilitator, { ...propose, content: table.coreHash() })).toBe('commitment.empty');
		table.core = full;
		table.do(table.facilitator, { type: 'liftLock', target: { kind: 'draft', commitment }, reason: '' });
		expect(table.code(table.facilitator, propose)).toBe('commitment.not-locked');
	});

	it('[C3] once proposed, its lock stays and its title too', () => {
		const { table, commitment } = proposed();
		expect(
			table.code(table.facilitator, { type: 'liftLock', target: { kind: 'draft', commitment }, reason: '' }),
		).toBe('commitment.not-draft');
		expect(table.code(table.facilitator, { type: 'titleCommitment', commitment, title: 'Otro' })).toBe(
			'commitment.not-draft',
		);
	});

	it('[C4] is signed by people with a seat, once each, on the very text they saw, until the date', () => {
		const { table, commitment, content, civil, government } = proposed();
		const guest = table.join(CIVIL);
		expect(table.code(guest, sign(commitment, content))).toBe('role.no-seat');
		expect(table.code(table.facilitator, sign(commitment, content))).toBe('role.facilitator-has-no-seat');
		expect(table.code(civil, sign(commitment, 'f'.repeat(64) as TextHash))).toBe('content.changed');
		table.do(civil, sign(commitment, content));
		expect(table.code(civil, sign(commitment, content))).toBe('commitment.already-signed');
		table.now += 2 * DAY;
		expect(table.code(government, sign(commitment, content))).toBe('commitment.expired');
	});

	it('[C5] is agreed when a round on that hash reached consensus and each required sector signed, in either order', () => {
		const first = proposed();
		holdRound(first.table, first.commitment, first.content, first.all);
		for (const person of first.all.slice(0, 2)) first.table.sign(person, first.all, on(first));
		expect(first.table.open.commitments.get(first.commitment)?.status).toBe('proposed');
		first.table.sign(first.all[2]!, first.all, on(first));
		expect(first.table.open.commitments.get(first.commitment)?.status).toBe('agreed');

		const second = proposed();
		for (const person of second.all) second.table.sign(person, second.all, on(second));
		expect(second.table.open.commitments.get(second.commitment)?.status).toBe('proposed');
		holdRound(second.table, second.commitment, second.content, second.all);
		expect(second.table.open.commitments.get(second.commitment)?.status).toBe('agreed');
	});

	it('[C6] goes back to the draft with a reason while it is only proposed, and every signature with it', () => {
		const { table, commitment, content, civil } = proposed();
		table.do(civil, sign(commitment, content));
		table.do(table.facilitator, { type: 'reopenCommitment', commitment, reason: 'Falta el plazo' });
		expect(table.open.commitments.get(commitment)).toMatchObject({
			status: 'draft',
			signatures: [],
			proposed: null,
		});
		table.do(table.facilitator, { type: 'proposeCommitment', commitment, content, openUntil: table.now + DAY });
		expect(table.open.commitments.get(commitment)?.version).toBe(2);
	});

	it('[C6] what was agreed cannot be undone by one side', () => {
		const { table, commitment } = agreed();
		expect(table.code(table.facilitator, { type: 'reopenCommitment', commitment, reason: 'Me arrepentí' })).toBe(
			'commitment.not-proposed',
		);
	});

	it('[C7] is issued by a facilitator and a seated witness, never by one alone, and only once agreed', () => {
		const { table, commitment, content } = proposed();
		const request = { type: 'requestIssue', commitment, content, exception: null } as const;
		expect(table.code(table.facilitator, request)).toBe('commitment.not-agreed');
		const done = agreed();
		expect(
			done.table.code(done.civil, { type: 'witnessIssue', commitment: done.commitment, content: done.content }),
		).toBe('commitment.not-requested');
		done.table.do(done.table.facilitator, {
			type: 'requestIssue',
			commitment: done.commitment,
			content: done.content,
			exception: null,
		});
		expect(
			done.table.code(done.table.facilitator, {
				type: 'witnessIssue',
				commitment: done.commitment,
				content: done.content,
			}),
		).toBe('role.facilitator-has-no-seat');
		done.table.do(done.civil, { type: 'witnessIssue', commitment: done.commitment, content: done.content });
		expect(done.table.open.commitments.get(done.commitment)).toMatchObject({
			status: 'issued',
			issued: { witness: done.civil, witnessSector: CIVIL },
		});
	});

	it('[C8] the witness is of another sector than the facilitator stands nearest to, and is present', () => {
		const { table, commitment, content, civil, government } = agreed();
		table.do(table.facilitator, { type: 'declareAffiliation', sector: GOVERNMENT, note: '' });
		table.do(table.facilitator, { type: 'requestIssue', commitment, content, exception: null });
		expect(table.code(government, { type: 'witnessIssue', commitment, content })).toBe('commitment.witness-sector');
		table.do(civil, { type: 'checkOut', participant: null });
		expect(table.code(civil, { type: 'witnessIssue', commitment, content })).toBe('attendance.not-present');
	});

	it('[C9] an issued commitment takes no command that would change it', () => {
		const { table, commitment, content, civil } = agreed();
		table.do(table.facilitator, { type: 'requestIssue', commitment, content, exception: null });
		table.do(civil, { type: 'witnessIssue', commitment, content });
		const target = { kind: 'draft', commitment } as const;
		expect(table.code(table.facilitator, { type: 'reopenCommitment', commitment, reason: 'x' })).toBe(
			'commitment.issued',
		);
		expect(table.code(table.facilitator, { type: 'liftLock', target, reason: '' })).toBe('commitment.not-draft');
		expect(
			table.code(table.facilitator, {
				type: 'proposeCommitment',
				commitment,
				content,
				openUntil: table.now + DAY,
			}),
		).toBe('commitment.not-draft');
		expect(table.code(civil, sign(commitment, content))).toBe('commitment.issued');
		expect(table.code(table.facilitator, { type: 'requestIssue', commitment, content, exception: null })).toBe(
			'commitment.issued',
		);
	});

	it('[C10] the issued record holds text, rules, approvals, round and decisions, and no name without consent', () => {
		const { table, commitment, content, civil, all, government } = proposed();
		holdRound(table, commitment, content, all);
		for (const person of all) {
			const named = person === government;
			const signatory = { ...SIGNATORY, named, name: named ? 'Titular A' : 'Anónima B' };
			table.sign(person, all, { commitment, content, signatory });
		}
		table.do(table.facilitator, { type: 'requestIssue', commitment, content, exception: null });
		const events = table.do(civil, { type: 'witnessIssue', commitment, content });
		const [issued] = events;
		if (issued?.type !== 'commitment.issued') throw new Error('not issued');
		const text = table.text(issued.record)!;
		const record = JSON.parse(text) as IssuedRecord;
		expect(record).toMatchObject({ format: 'mesa-abierta/commitment/1', version: 1, content, core: table.core });
		expect(record.round.tally).toMatchObject({ reached: true });
		expect(record.decisions.map(({ subject }) => subject.kind)).toEqual(['rules', 'confirm']);
		expect(record.approvals.filter(({ signatory }) => signatory !== null)).toHaveLength(1);
		expect(text).toContain('Titular A');
		expect(text).not.toContain('Anónima B');
		expect(text).not.toContain('Ana');
	});

	it('[L1] replaying the log gives the state that deciding left', () => {
		const { table, commitment, content, civil } = agreed();
		table.do(table.facilitator, { type: 'requestIssue', commitment, content, exception: null });
		table.do(civil, { type: 'witnessIssue', commitment, content });
		expect(replay(table.events)).toEqual(table.state);
		expect(() => replay(table.events.slice(1))).toThrow(RangeError);
	});
});
