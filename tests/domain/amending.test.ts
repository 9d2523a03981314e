import { describe, expect, it } from 'vitest';
import type { Annotation } from '#domain/annotation.ts';
import { replay } from '#domain/evolve.ts';
import { textOf } from '#domain/hashing.ts';
import { linesOfAction, routeInForce } from '#domain/lines-of-action.ts';
import type { CardId, CommitmentId, ParticipantId, TextHash } from '#domain/ids.ts';
import { outcomesOf, owedBySector } from '#domain/outcomes.ts';
import type { IssuedRecord } from '#domain/record.ts';
import { GOVERNMENT, TestTable } from './test-table.ts';

const DAY = 86_400_000;

interface Made {
	readonly table: TestTable;
	readonly all: readonly ParticipantId[];
	readonly civil: ParticipantId;
	readonly government: ParticipantId;
	readonly commitment: CommitmentId;
}

/** Proposes the draft as it is and takes it all the way. */
function issueAgain({ table, all, civil, commitment }: Made): IssuedRecord {
	const content = table.coreHash();
	table.do(table.facilitator, { type: 'proposeCommitment', commitment, content, openUntil: table.now + DAY });
	return agreeAndIssue({ table, all, civil, commitment }, content);
}

function agree({ table, all, commitment }: Pick<Made, 'table' | 'all' | 'commitment'>, content: TextHash): void {
	const question = '¿Acordamos este texto?';
	const round = { type: 'openCommitmentRound', commitment, question, content, exception: null } as const;
	const poll = table.pollOf(table.do(table.facilitator, round));
	table.agree(poll, all);
	table.do(table.facilitator, { type: 'closePoll', poll });
	for (const person of all) table.sign(person, all, { commitment, content });
}

function agreeAndIssue(made: Omit<Made, 'government'>, content: TextHash): IssuedRecord {
	agree(made, content);
	const { table, civil, commitment } = made;
	table.do(table.facilitator, { type: 'requestIssue', commitment, content, exception: null });
	const [issued] = table.do(civil, { type: 'witnessIssue', commitment, content });
	if (issued?.type !== 'commitment.issued') throw new Error('not issued');
	return JSON.parse(table.text(issued.record)!) as IssuedRecord;
}

function issued(): Made {
	const table = new TestTable();
	const people = table.seatAll();
	const all = Object.values(people);
	table.adoptRules(all);
	const solution = table.card('solution', 'Registro de empresas igualitarias');
	table.confirm([solution], 'solutions', all);
	const commitment = table.draft([solution]);
	const made = { table, ...people, all, commitment };
	issueAgain(made);
	return made;
}

const state = ({ table, commitment }: Made) => table.open.commitments.get(commitment)!;
/** As the server freezes it: with what it takes the place of. */
function rewrite({ table, commitment }: Made, solution: string): void {
	const { amending, issued: held } = table.open.commitments.get(commitment)!;
	if (!amending || !held) throw new Error('nothing is being amended');
	const { version, record } = held;
	const core = table.core!;
	const reason = table.text(amending.reason)!;
	const amends = { kind: amending.kind, version, record, reason };
	table.core = { ...core, fields: { ...core.fields, solution }, amends };
}

describe('an amendment', () => {
	it('[F1] is a new version that passes the same way, names the one it replaces, and leaves that one as it was', () => {
		const made = issued();
		const { table, commitment } = made;
		const first = state(made).issued!;
		table.do(table.facilitator, { type: 'amendCommitment', commitment, reason: 'Cambió la ley' });
		expect(state(made)).toMatchObject({ status: 'draft', issued: first, amending: { kind: 'amendment' } });
		rewrite(made, 'Otra solución');
		const second = issueAgain(made);
		expect(second.version).toBe(2);
		expect(second.core.amends).toEqual({
			kind: 'amendment',
			version: 1,
			record: first.record,
			reason: 'Cambió la ley',
		});
		expect(state(made)).toMatchObject({
			status: 'issued',
			amending: null,
			issued: { version: 2, isWithdrawal: false },
		});
		expect(table.text(first.record)).toContain('"version":1');
		expect(replay(table.events)).toEqual(table.state);
	});

	it('[F1] is opened by a facilitator who said where they stand, of what was issued, one at a time', () => {
		const made = issued();
		const { table, commitment, civil } = made;
		const amend = { type: 'amendCommitment', commitment, reason: 'Cambió la ley' } as const;
		expect(table.code(civil, amend)).toBe('role.facilitator-only');
		table.do(table.facilitator, amend);
		expect(table.code(table.facilitator, amend)).toBe('amendment.already');
		const fresh = table.draft([...state(made).solutions]);
		expect(table.code(table.facilitator, { ...amend, commitment: fresh })).toBe('amendment.not-issued');
	});

	it('[F1] must say something else than what it amends', () => {
		const made = issued();
		const { table, commitment } = made;
		table.do(table.facilitator, { type: 'amendCommitment', commitment, reason: 'Cambió la ley' });
		rewrite(made, table.core!.fields.solution);
		const propose = { type: 'proposeCommitment', commitment, openUntil: table.now + DAY } as const;
		expect(table.code(table.facilitator, { ...propose, content: table.coreHash() })).toBe('amendment.nothing');
	});

	it('[F2] can be given up until it is agreed: what was issued stands as it stood, closed', () => {
		const made = issued();
		const { table, commitment } = made;
		const before = state(made);
		table.do(table.facilitator, { type: 'amendCommitment', commitment, reason: 'Cambió la ley' });
		const target = { kind: 'draft', commitment } as const;
		table.do(table.facilitator, { type: 'liftLock', target, reason: '' });
		table.do(table.facilitator, { type: 'dropAmendment', commitment, reason: 'No hizo falta' });
		expect(state(made)).toMatchObject({
			status: 'issued',
			amending: null,
			proposed: before.proposed,
			signatures: before.signatures,
			issued: before.issued,
		});
		expect(table.code(table.facilitator, { type: 'liftLock', target, reason: '' })).toBe('commitment.not-draft');
		expect(table.code(table.facilitator, { type: 'dropAmendment', commitment, reason: 'x' })).toBe(
			'amendment.none',
		);
	});
});

describe('a withdrawal', () => {
	const withdrawn = (made: Made) => {
		const { table, commitment } = made;
		const [, proposed] = table.do(table.facilitator, {
			...{ type: 'proposeWithdrawal', commitment, reason: 'La ley ya lo manda', openUntil: table.now + DAY },
		} as const);
		if (proposed?.type !== 'commitment.proposed') throw new Error('not proposed');
		return proposed.content;
	};

	it('[F3] passes the same way, with the text and the reason in its record, and then nothing more is changed', () => {
		const made = issued();
		const { table, commitment } = made;
		const record = agreeAndIssue(made, withdrawn(made));
		expect(record.core.amends).toMatchObject({ kind: 'withdrawal', version: 1, reason: 'La ley ya lo manda' });
		expect(record.core.fields).toEqual(table.core!.fields);
		expect(state(made).issued).toMatchObject({ version: 2, isWithdrawal: true });
		const amend = { type: 'amendCommitment', commitment, reason: 'x' } as const;
		expect(table.code(table.facilitator, amend)).toBe('amendment.withdrawn');
	});

	it('[F2] can’t be given up once it is agreed: no one side undoes that', () => {
		const made = issued();
		const { table, commitment } = made;
		agree(made, withdrawn(made));
		const drop = { type: 'dropAmendment', commitment, reason: 'Mejor no' } as const;
		expect(table.code(table.facilitator, drop)).toBe('amendment.agreed');
	});

	it('[F3] is not one side’s to make: without the round and every sector it stays a proposal, which can be given up', () => {
		const made = issued();
		const { table, commitment } = made;
		const content = withdrawn(made);
		const request = { type: 'requestIssue', commitment, content, exception: null } as const;
		expect(table.code(table.facilitator, request)).toBe('commitment.not-agreed');
		table.do(table.facilitator, { type: 'reopenCommitment', commitment, reason: 'No hay acuerdo' });
		expect(state(made)).toMatchObject({ status: 'issued', issued: { isWithdrawal: false } });
	});
});

describe('a note beside the text', () => {
	const erratum = { says: 'igualitarias', shouldSay: 'igualitarias y diversas', why: 'Se omitió al pasar en limpio' };

	it('[F4] is an erratum with two keys: asked for by who facilitates, witnessed from another sector, about words that stand there', () => {
		const made = issued();
		const { table, commitment, civil } = made;
		const told = { ...erratum, says: table.core!.fields.problem.slice(0, 8) };
		const ask = { type: 'requestErratum', commitment, ...told } as const;
		expect(table.code(table.facilitator, { ...ask, says: 'palabras que no están' })).toBe('erratum.not-in-text');
		expect(table.code(table.facilitator, { ...ask, shouldSay: told.says })).toBe('erratum.same');
		expect(table.code(civil, ask)).toBe('role.facilitator-only');
		const [requested] = table.do(table.facilitator, ask);
		if (requested?.type !== 'annotation.requested') throw new Error('not asked');
		const { content } = requested;
		expect(table.code(table.facilitator, { type: 'witnessNote', commitment, content })).toBe(
			'role.facilitator-has-no-seat',
		);
		const [noted] = table.do(civil, { type: 'witnessNote', commitment, content });
		if (noted?.type !== 'commitment.annotated') throw new Error('not signed');
		const annotation = JSON.parse(table.text(noted.annotation)!) as Annotation;
		expect(annotation).toMatchObject({ number: 1, version: 1, body: { kind: 'erratum', ...told } });
		expect(annotation.record).toBe(state(made).issued!.record);
		expect(state(made)).toMatchObject({ status: 'issued', requested: null, annotations: 1 });
		expect(table.code(civil, { type: 'witnessNote', commitment, content })).toBe('note.not-requested');
	});

	it('[F9] is the route as it stands in the draft, with two keys; a later one takes its place, and the core stays signed', () => {
		const made = issued();
		const { table, commitment, civil, government } = made;
		const step = { id: 'm'.repeat(20), what: 'Publicar el padrón', output: 'Padrón', responsible: 'Trabajo' };
		const line = { ...step, counterpart: 'Red', means: 'Sitio', from: '2027-01-01', until: null };
		const route = { commitment, workshop: table.id, language: 'es', milestones: [], indicators: [] } as const;
		const ask = (content: TextHash) =>
			({ type: 'requestRoute', commitment, content, why: 'Primera ruta' }) as const;
		table.route = route;
		expect(table.code(table.facilitator, ask(textOf(route).hash))).toBe('route.empty');
		table.route = { ...route, milestones: [line] };
		expect(table.code(table.facilitator, ask(textOf(route).hash))).toBe('content.changed');
		const content = textOf(table.route).hash;
		const report = { type: 'reportProgress', commitment, line: line.id, text: 'Va', evidence: [] } as const;
		expect(table.code(government, { ...report, status: 'limited' })).toBe('progress.unknown-line');
		const [requested] = table.do(table.facilitator, ask(content));
		if (requested?.type !== 'annotation.requested') throw new Error('not asked');
		const core = state(made).issued!.content;
		table.do(civil, { type: 'witnessNote', commitment, content: requested.content });
		const notes = [JSON.parse(table.text(state(made).route!)!) as Annotation];
		expect(routeInForce(notes)?.route).toEqual(table.route);
		expect(linesOfAction(notes)).toEqual([{ id: line.id, text: 'Publicar el padrón' }]);
		expect(state(made).issued!.content).toBe(core);
		expect(table.code(government, { ...report, status: 'limited' })).toBe('ok');
		expect(replay(table.events)).toEqual(table.state);
	});

	it('[F5] is an account of progress by anybody with a seat, each sector’s own; "complete" needs something to see', () => {
		const made = issued();
		const { table, commitment, civil, government } = made;
		const report = { type: 'reportProgress', commitment, line: 'whole', text: 'Se publicó', evidence: [] } as const;
		expect(table.code(government, { ...report, status: 'complete' })).toBe('progress.no-evidence');
		const evidence = [{ title: 'Padrón', url: 'https://ejemplo.mx/padron' }];
		table.do(government, { ...report, status: 'complete', evidence });
		const [noted] = table.do(civil, { ...report, status: 'limited' });
		if (noted?.type !== 'commitment.annotated') throw new Error('not signed');
		const { body } = JSON.parse(table.text(noted.annotation)!) as Annotation;
		expect(body).toMatchObject({ kind: 'progress', status: 'limited' });
		expect(table.text(noted.annotation)).not.toContain('Ana');
		expect(state(made).annotations).toBe(2);
		expect(table.code(table.facilitator, { ...report, status: 'limited' })).toBe('role.facilitator-has-no-seat');
		expect(table.code(civil, { ...report, status: 'limited', line: 'a'.repeat(20) })).toBe('progress.unknown-line');
	});
});

describe('a reasoned response', () => {
	const other = ({ table }: Made) => table.card('solution', 'Licencias de paternidad');
	const asked = () => {
		const table = new TestTable();
		const people = table.seatAll();
		const all = Object.values(people);
		table.adoptRules(all);
		const solution = table.card('solution', 'Registro de empresas igualitarias');
		const card = other({ table } as Made);
		table.confirm([solution], 'solutions', all);
		const made = { table, ...people, all, commitment: table.draft([solution]) };
		const record = issueAgain(made);
		return { ...made, record, card, solution };
	};

	it('[F8] every solution that stood on the board has an outcome from the facts alone', () => {
		const { record, card, solution } = asked();
		const told = outcomesOf(record, []).map(({ card: of, outcome }) => [of, outcome]);
		expect(new Map(told as [string, string][])).toEqual(
			new Map([
				[solution, 'adopted'],
				[card, 'not-chosen'],
			]),
		);
	});

	it('[F8] is asked for by who takes part for a sector and given by the sector that owes it; both are signed notes', () => {
		const made = asked();
		const { table, commitment, civil, government, card, record } = made;
		const ask = { type: 'askReason', commitment, card, of: GOVERNMENT } as const;
		const answer = { type: 'answerReason', commitment, card, outcome: 'deferred', text: 'Falta la norma' } as const;
		expect(table.code(government, answer)).toBe('reason.not-asked');
		expect(table.code(table.facilitator, ask)).toBe('reason.participants-only');
		expect(table.code(civil, { ...ask, card: 'z'.repeat(20) as CardId })).toBe('reason.unknown-card');
		table.do(civil, ask);
		expect(table.code(civil, ask)).toBe('reason.asked');
		expect(state(made).owed.get(card)).toBe(GOVERNMENT);
		expect(table.code(civil, answer)).toBe('reason.other-sector');
		table.do(government, answer);
		expect(state(made).owed.size).toBe(0);
		const notes = table.events.flatMap(({ body }) =>
			body.type === 'commitment.annotated' ? [JSON.parse(table.text(body.annotation)!) as Annotation] : [],
		);
		const told = outcomesOf(record, notes).find((each) => each.card === card);
		expect(told).toMatchObject({ outcome: 'deferred', owed: null, response: { text: 'Falta la norma' } });
		expect(owedBySector(outcomesOf(record, notes.slice(0, 1)))).toEqual(new Map([[GOVERNMENT, 1]]));
	});
});
