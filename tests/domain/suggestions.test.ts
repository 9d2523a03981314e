import { describe, expect, it } from 'vitest';
import type { CommandOf } from '#domain/commands.ts';
import { replay } from '#domain/evolve.ts';
import { canonicalJson, hashText, utf8ToBytes } from '#domain/hashing.ts';
import type { CommitmentId, ParticipantId, SuggestionId } from '#domain/ids.ts';
import { LIMITS } from '#domain/rules.ts';
import { freeTextIn } from '../support/log-scan.ts';
import { CIVIL, GOVERNMENT, TestTable } from './test-table.ts';

const BASE = 'Registro de empresas igualitarias';
const BETTER = 'Registro público y obligatorio de empresas igualitarias';

/** A table in its drafting phase with an open draft of one commitment. */
function drafting() {
	const table = new TestTable(undefined, 'commitment-only');
	const [ana, ben] = [table.join(GOVERNMENT, 'guest', 'Ana'), table.join(CIVIL, 'guest', 'Ben')];
	const commitment = table.draft([]);
	const target = { kind: 'draft', commitment } as const;
	table.do(table.facilitator, { type: 'liftLock', target, reason: '' });
	move(table, 'draft');
	write(table, BASE);
	const suggest = (change: Partial<CommandOf<'suggest'>> = {}) =>
		({
			type: 'suggest',
			commitment,
			field: 'solution',
			base: BASE,
			text: BETTER,
			why: 'Sin registro obligatorio no hay datos',
			...change,
		}) as const;
	const make = (who: ParticipantId, change: Partial<CommandOf<'suggest'>> = {}): SuggestionId => {
		for (const body of table.do(who, suggest(change))) if (body.type === 'suggestion.made') return body.suggestion;
		throw new Error('nothing was suggested');
	};
	return { table, ana, ben, commitment, target, suggest, make };
}

function write(table: TestTable, solution: string): void {
	if (!table.core) throw new Error('there is no draft');
	table.core = { ...table.core, fields: { ...table.core.fields, solution } };
}

function move(table: TestTable, kind: string): void {
	const phase = table.open.agenda.find((one) => one.kind === kind)?.id;
	if (phase && phase !== table.open.phase) table.do(table.facilitator, { type: 'movePhase', phase });
}

describe('[C15] suggesting another wording', () => {
	it('names the hash of the text that it was written on; the words stand outside the log', () => {
		const { table, ana, commitment, suggest } = drafting();
		const [made] = table.do(ana, suggest());
		if (made?.type !== 'suggestion.made') throw new Error('nothing was suggested');
		expect(made).toMatchObject({ commitment, field: 'solution', base: hashText(BASE).hash });
		expect(JSON.parse(table.statement(made.text) ?? '')).toMatchObject({ base: BASE, text: BETTER });
		for (const body of table.events) expect(freeTextIn(utf8ToBytes(canonicalJson(body)))).toEqual([]);
	});

	it('is open in any phase and under any lock, since nothing changes by it; never to observers', () => {
		const { table, ana, target, suggest } = drafting();
		table.do(table.facilitator, { type: 'setLock', target, reason: 'Lectura' });
		move(table, 'welcome');
		expect(table.code(ana, suggest())).toBe('ok');
		const watcher = table.join(null, 'observer');
		expect(table.code(watcher, suggest())).toBe('role.observer');
	});

	it('says something else than the text, about a commitment whose text is a draft', () => {
		const { table, ana, suggest } = drafting();
		expect(table.code(ana, suggest({ text: BASE }))).toBe('suggestion.same');
		expect(table.code(ana, suggest({ commitment: 'z'.repeat(20) as CommitmentId }))).toBe('commitment.unknown');
		const proposed = drafting();
		proposed.table.do(proposed.table.facilitator, { type: 'declareAffiliation', sector: null, note: '' });
		proposed.table.do(proposed.table.facilitator, { type: 'setLock', target: proposed.target, reason: 'Listo' });
		proposed.table.do(proposed.table.facilitator, {
			type: 'proposeCommitment',
			commitment: proposed.commitment,
			content: proposed.table.coreHash(),
			openUntil: proposed.table.now + 1_000,
		});
		expect(proposed.table.code(proposed.ana, proposed.suggest())).toBe('commitment.not-draft');
	});

	it('is accepted by another author while the text is the one it was written on', () => {
		const { table, ana, ben, make } = drafting();
		const suggestion = make(ana);
		expect(table.code(ana, { type: 'acceptSuggestion', suggestion })).toBe('suggestion.own');
		expect(table.do(ben, { type: 'acceptSuggestion', suggestion })).toEqual([
			{ type: 'suggestion.accepted', suggestion },
		]);
		expect(table.open.suggestions.get(suggestion)?.settled).toMatchObject({ as: 'accepted', by: ben });
		expect(table.code(ben, { type: 'acceptSuggestion', suggestion })).toBe('suggestion.settled');
		expect(replay(table.events)).toEqual(table.open);
	});

	it('is not accepted once anybody has changed the text: then a yes would lose their words', () => {
		const { table, ana, ben, make } = drafting();
		const suggestion = make(ana);
		write(table, `${BASE}.`);
		expect(table.code(ben, { type: 'acceptSuggestion', suggestion })).toBe('suggestion.changed');
		write(table, BASE);
		expect(table.code(ben, { type: 'acceptSuggestion', suggestion })).toBe('ok');
	});

	it('is answered only by who may write there now', () => {
		const { table, ana, ben, commitment, make } = drafting();
		const suggestion = make(ana);
		const accept = { type: 'acceptSuggestion', suggestion } as const;
		const reject = { type: 'rejectSuggestion', suggestion, reason: 'No es viable' } as const;
		const watcher = table.join(null, 'observer');
		expect(table.code(watcher, reject)).toBe('role.observer');
		const field = { kind: 'field', commitment, field: 'solution' } as const;
		table.do(table.facilitator, { type: 'setLock', target: field, reason: 'Lectura' });
		for (const act of [accept, reject]) expect(table.code(ben, act)).toBe('lock.held');
		table.do(table.facilitator, { type: 'liftLock', target: field, reason: '' });
		move(table, 'agree');
		for (const act of [accept, reject]) expect(table.code(ben, act)).toBe('phase.closed');
	});

	it('is rejected with a reason, and withdrawn by its author alone', () => {
		const { table, ana, ben, make } = drafting();
		const suggestion = make(ana);
		const [rejected] = table.do(ben, { type: 'rejectSuggestion', suggestion, reason: 'Falta presupuesto' });
		if (rejected?.type !== 'suggestion.rejected') throw new Error('it was not rejected');
		expect(table.statement(rejected.reason)).toBe('Falta presupuesto');
		const other = make(ana, { text: 'Otra cosa' });
		expect(table.code(ben, { type: 'withdrawSuggestion', suggestion: other })).toBe('suggestion.unknown');
		table.do(ana, { type: 'withdrawSuggestion', suggestion: other });
		expect(table.code(ana, { type: 'withdrawSuggestion', suggestion: other })).toBe('suggestion.settled');
		expect(table.code(ben, { type: 'rejectSuggestion', suggestion: other, reason: 'x' })).toBe(
			'suggestion.settled',
		);
		expect(replay(table.events)).toEqual(table.open);
	});

	it('there is an end to those of one person that wait', () => {
		const { table, ana, ben, suggest } = drafting();
		for (let n = 0; n < LIMITS.suggestionsOfOne; n++) table.do(ana, suggest({ text: `Versión ${n}` }));
		expect(table.code(ana, suggest())).toBe('suggestion.too-many');
		expect(table.code(ben, suggest())).toBe('ok');
	});
});
