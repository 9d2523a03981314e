import { describe, expect, it } from 'vitest';
import type { CommandOf } from '#domain/commands.ts';
import { replay } from '#domain/evolve.ts';
import { canonicalJson, utf8ToBytes } from '#domain/hashing.ts';
import type { CommitmentId, InstitutionId } from '#domain/ids.ts';
import { LIMITS } from '#domain/rules.ts';
import { freeTextIn } from '../support/log-scan.ts';
import { type CIVIL, GOVERNMENT, TestTable } from './test-table.ts';

const TERMS = {
	name: 'Secretaría del Trabajo y Previsión Social',
	role: 'lead',
	accepts: 'Abrir y mantener el registro',
	powers: 'Ley Orgánica, artículo 23',
	budget: 'Con el presupuesto autorizado',
	until: '2026-12-15',
} as const;
const SIGNATORY = { name: 'Rosa', office: 'Secretaria', organisation: '', powers: 'Nombramiento', named: true };

/** A commitment that names the ministry of labour, whose people sit for the government. */
function naming() {
	const table = new TestTable(undefined, 'commitment-only');
	const { government, civil } = table.seatAll();
	table.adoptRules([...table.open.people.values()].filter(({ seat }) => seat).map(({ id }) => id));
	const commitment = table.draft([]);
	const name = (change: Partial<CommandOf<'nameInstitution'>> = {}) =>
		({
			type: 'nameInstitution',
			commitment,
			institution: null,
			sector: GOVERNMENT,
			terms: TERMS,
			...change,
		}) as const;
	const [named] = table.do(civil, name());
	if (named?.type !== 'institution.named') throw new Error('no institution was named');
	const { institution } = named;
	const propose = () =>
		table.do(table.facilitator, {
			type: 'proposeCommitment',
			commitment,
			content: table.coreHash(),
			openUntil: table.now + 60_000,
		});
	const answer = (change: Partial<CommandOf<'answerForInstitution'>> = {}) =>
		({
			type: 'answerForInstitution',
			commitment,
			institution,
			content: table.coreHash(),
			answer: 'accepts',
			reason: '',
			signatory: SIGNATORY,
			...change,
		}) as const;
	const state = () => table.open.commitments.get(commitment)?.institutions ?? [];
	return { table, government, civil, commitment, institution, name, propose, answer, state };
}

describe('[C16] the institutions that a commitment names', () => {
	it('stand with what they would accept, in a text of the table; the log holds its hash', () => {
		const { table, state, institution, civil, name } = naming();
		const [known] = state();
		expect(JSON.parse(table.text(known!.terms) ?? '')).toEqual(TERMS);
		expect(table.do(civil, name({ institution }))).toEqual([]);
		table.do(civil, name({ institution, terms: { ...TERMS, budget: 'Falta' } }));
		expect(JSON.parse(table.text(state()[0]!.terms) ?? '')).toMatchObject({ budget: 'Falta' });
		expect(state()).toHaveLength(1);
		for (const body of table.events) expect(freeTextIn(utf8ToBytes(canonicalJson(body)))).toEqual([]);
	});

	it('are written while the text is a draft, by whoever takes part', () => {
		const { table, civil, commitment, institution, name, propose } = naming();
		const watcher = table.join(null, 'observer');
		const drop = { type: 'dropInstitution', commitment, institution } as const;
		expect([table.code(watcher, name()), table.code(watcher, drop)]).toEqual(['role.observer', 'role.observer']);
		expect(table.code(civil, name({ commitment: 'z'.repeat(20) as CommitmentId }))).toBe('commitment.unknown');
		expect(table.code(civil, name({ institution: 'z'.repeat(20) as InstitutionId }))).toBe('institution.unknown');
		expect(table.code(civil, name({ sector: 's9' as typeof CIVIL }))).toBe('sector.unknown');
		propose();
		expect([table.code(civil, name()), table.code(civil, drop)]).toEqual([
			'commitment.not-draft',
			'commitment.not-draft',
		]);
	});

	it('can be taken off again, and there is an end to them', () => {
		const { table, civil, commitment, institution, name, state } = naming();
		table.do(civil, { type: 'dropInstitution', commitment, institution });
		expect(state()).toEqual([]);
		expect(table.code(civil, { type: 'dropInstitution', commitment, institution })).toBe('institution.unknown');
		for (let n = 0; n < LIMITS.institutions; n++) table.do(civil, name());
		expect(table.code(civil, name())).toBe('institution.too-many');
		expect(replay(table.events)).toEqual(table.open);
	});

	it('answer by a seated person of their sector, on the proposed text, until its date, once', () => {
		const { table, government, civil, propose, answer, state } = naming();
		expect(table.code(government, answer())).toBe('commitment.not-proposed');
		propose();
		expect(table.code(table.facilitator, answer())).toBe('role.facilitator-has-no-seat');
		expect(table.code(table.join(GOVERNMENT), answer())).toBe('role.no-seat');
		expect(table.code(civil, answer())).toBe('institution.sector');
		expect(table.code(government, answer({ institution: 'z'.repeat(20) as InstitutionId }))).toBe(
			'institution.unknown',
		);
		expect(table.code(government, answer({ content: 'f'.repeat(64) as never }))).toBe('content.changed');
		table.do(government, answer());
		expect(state()[0]?.answer).toMatchObject({ is: 'accepts', by: government, reason: null });
		expect(table.code(government, answer())).toBe('institution.answered');
		expect(replay(table.events)).toEqual(table.open);
		const late = naming();
		late.propose();
		late.table.now += 60_000;
		expect(late.table.code(late.government, late.answer())).toBe('commitment.expired');
	});

	it('say their reservations, or why they decline; the words stand outside the log', () => {
		const { table, government, propose, answer, state } = naming();
		propose();
		expect(table.code(government, answer({ answer: 'declines' }))).toBe('institution.reason-required');
		const reason = 'Solo con presupuesto para 2027';
		table.do(government, answer({ answer: 'accepts-with-reservations', reason }));
		const said = state()[0]?.answer;
		expect(said && said.reason && table.statement(said.reason)).toBe(reason);
		for (const body of table.events) expect(freeTextIn(utf8ToBytes(canonicalJson(body)))).toEqual([]);
	});

	it('are asked again when the text goes back to the draft', () => {
		const { table, government, commitment, propose, answer, state } = naming();
		propose();
		table.do(government, answer());
		table.do(table.facilitator, { type: 'reopenCommitment', commitment, reason: 'Falta el plazo' });
		expect(state()).toMatchObject([{ answer: null }]);
	});
});
