import { describe, expect, it } from 'vitest';
import type { CommentTarget } from '#domain/events.ts';
import { replay } from '#domain/evolve.ts';
import type { CardId, CommentId, CommitmentId, ParticipantId } from '#domain/ids.ts';
import { LIMITS } from '#domain/rules.ts';
import { freeTextIn } from '../support/log-scan.ts';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import { CIVIL, GOVERNMENT, TestTable } from './test-table.ts';

const NOBODY = 'z'.repeat(20);

function tableWithCard() {
	const table = new TestTable();
	const ana = table.join(GOVERNMENT, 'guest', 'Ana');
	const ben = table.join(CIVIL, 'guest', 'Ben');
	const card = table.card('cause', 'Falta de guarderías');
	const target: CommentTarget = { kind: 'card', card };
	const add = (who: ParticipantId, text = '¿Cuántas hay hoy?'): CommentId => {
		for (const body of table.do(who, { type: 'addComment', target, text }))
			if (body.type === 'comment.added') return body.comment;
		throw new Error('nothing was said');
	};
	return { table, ana, ben, card, target, add };
}

describe('talking about a card', () => {
	it('[N1] [N3] is in the log by ids and a reference; the words stand outside it', () => {
		const { table, ana, target } = tableWithCard();
		const [event] = table.do(ana, { type: 'addComment', target, text: '¿Cuántas hay hoy?' });
		if (event?.type !== 'comment.added') throw new Error('nothing was said');
		expect(event).toMatchObject({ target, answers: null });
		expect(table.statement(event.text)).toBe('¿Cuántas hay hoy?');
		for (const body of table.events) expect(freeTextIn(utf8ToBytes(canonicalJson(body)))).toEqual([]);
	});

	it('[N2] is open to every participant, whatever the phase, and also while the board is locked', () => {
		const { table, ana, ben, target, add } = tableWithCard();
		table.do(table.facilitator, { type: 'setLock', target: { kind: 'board' }, reason: 'Pausa' });
		const thread = add(ana);
		for (const { id } of table.open.agenda) {
			if (id !== table.open.phase) table.do(table.facilitator, { type: 'movePhase', phase: id });
			expect(table.code(ben, { type: 'answerComment', comment: thread, text: 'Doce' })).toBe('ok');
			expect(table.code(table.facilitator, { type: 'addComment', target, text: 'Otra duda' })).toBe('ok');
		}
	});

	it('[N2] is closed to observers, to who was removed, and once the table is archived', () => {
		const { table, ana, ben, target, add } = tableWithCard();
		const thread = add(ana);
		const watcher = table.join(null, 'observer');
		const words = { type: 'addComment', target, text: 'Yo también' } as const;
		const acts = [
			words,
			{ type: 'answerComment', comment: thread, text: 'Yo también' },
			{ type: 'resolveComment', comment: thread },
			{ type: 'reopenComment', comment: thread },
		] as const;
		for (const act of acts) expect(table.code(watcher, act)).toBe('role.observer');
		table.do(table.facilitator, { type: 'removeParticipant', participant: ben, reason: 'Insultó' });
		for (const act of acts) expect(table.code(ben, act)).toBe('participant.removed');
		table.do(table.facilitator, { type: 'archive' });
		for (const act of acts) expect(table.code(ana, act)).toBe('workshop.archived');
	});

	it('needs something to say, and a card or a draft to say it about', () => {
		const { table, ana, target } = tableWithCard();
		expect(table.code(ana, { type: 'addComment', target, text: '  \n ' })).toBe('comment.empty');
		const gone: CommentTarget = { kind: 'card', card: NOBODY as CardId };
		expect(table.code(ana, { type: 'addComment', target: gone, text: 'Hola' })).toBe('card.unknown');
		const draft: CommentTarget = { kind: 'field', commitment: NOBODY as CommitmentId, field: 'problem' };
		expect(table.code(ana, { type: 'addComment', target: draft, text: 'Hola' })).toBe('commitment.unknown');
		const unknown = NOBODY as CommentId;
		expect(table.code(ana, { type: 'answerComment', comment: unknown, text: 'Hola' })).toBe('comment.unknown');
		expect(table.code(ana, { type: 'resolveComment', comment: unknown })).toBe('comment.unknown');
		expect(table.code(ana, { type: 'reopenComment', comment: unknown })).toBe('comment.unknown');
	});

	it('[N1] can be about one text of a draft, also once that text is locked', () => {
		const table = new TestTable();
		const people = Object.values(table.seatAll());
		table.adoptRules(people);
		const solution = table.card('solution', 'Registro de empresas');
		table.confirm([solution], 'solutions', people);
		const commitment = table.draft([solution]);
		const target = { kind: 'field', commitment, field: 'term' } as const;
		const [ana] = people;
		if (!ana) throw new Error('nobody is seated');
		expect(table.code(ana, { type: 'addComment', target, text: '¿Antes de junio?' })).toBe('ok');
		expect([...table.open.threads.values()]).toMatchObject([{ target }]);
	});

	it('[N4] an answer belongs to its conversation, also where it answers an answer', () => {
		const { table, ana, ben, add } = tableWithCard();
		const thread = add(ana);
		const [first] = table.do(ben, { type: 'answerComment', comment: thread, text: 'Doce' });
		if (first?.type !== 'comment.added') throw new Error('nothing was said');
		const [second] = table.do(ana, { type: 'answerComment', comment: first.comment, text: 'Gracias' });
		expect(second).toMatchObject({ answers: thread });
		expect(table.open.threads.get(thread)?.said.map(({ by }) => by)).toEqual([ana, ben, ana]);
		expect(table.open.threads.size).toBe(1);
	});

	it('[N4] whoever takes part settles a conversation and reopens it; an answer reopens it by itself', () => {
		const { table, ana, ben, add } = tableWithCard();
		const comment = add(ana);
		const resolved = () => table.open.threads.get(comment)?.resolved ?? null;
		expect(table.do(ben, { type: 'resolveComment', comment })).toEqual([{ type: 'comment.resolved', comment }]);
		expect(resolved()).toMatchObject({ by: ben });
		expect(table.do(ana, { type: 'resolveComment', comment })).toEqual([]);
		expect(table.do(ana, { type: 'reopenComment', comment })).toEqual([{ type: 'comment.reopened', comment }]);
		expect(resolved()).toBeNull();
		expect(table.do(ana, { type: 'reopenComment', comment })).toEqual([]);
		table.do(ben, { type: 'resolveComment', comment });
		const types = table.do(ana, { type: 'answerComment', comment, text: 'Falta algo' }).map(({ type }) => type);
		expect(types).toEqual(['comment.reopened', 'comment.added']);
		expect(resolved()).toBeNull();
	});

	it('[L1] reads the same when the log is replayed', () => {
		const { table, ana, ben, add } = tableWithCard();
		const comment = add(ana);
		table.do(ben, { type: 'answerComment', comment, text: 'Doce' });
		table.do(ana, { type: 'resolveComment', comment });
		table.do(ben, { type: 'eraseMe' });
		expect(replay(table.events)).toEqual(table.state);
	});

	it('[N5] a conversation counts as changed when somebody in it was erased', () => {
		const { table, ana, ben, add } = tableWithCard();
		const [hers, his] = [add(ana), add(ben)];
		const before = table.open.threads.get(hers)?.revision;
		table.do(ben, { type: 'eraseMe' });
		expect(table.open.threads.get(his)?.revision).toBe(table.open.revision);
		expect(table.open.threads.get(hers)?.revision).toBe(before);
	});

	it('[N6] nobody can fill the log with comments', () => {
		const { table, ana, ben, target, add } = tableWithCard();
		for (let said = 0; said < LIMITS.commentsOfOne; said++) add(ana, 'Otra vez');
		expect(table.code(ana, { type: 'addComment', target, text: 'Una más' })).toBe('comment.too-many');
		expect(table.code(ben, { type: 'addComment', target, text: 'Yo sí' })).toBe('ok');
	});
});
