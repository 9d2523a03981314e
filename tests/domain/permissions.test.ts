import { describe, expect, it } from 'vitest';
import { agendaFrom, type PhaseKind } from '#domain/agenda.ts';
import type { CommitmentId, ParticipantId, RecordRef } from '#domain/ids.ts';
import { mayWrite, type DocumentTarget, type Lock, type WriteContext, type Writer } from '#domain/permissions.ts';

const ANA: Writer = { id: 'a'.repeat(20) as ParticipantId, role: 'guest', removed: false };
const DRAFT = 'd'.repeat(20) as CommitmentId;
const board: DocumentTarget = { document: 'board' };
const draft: DocumentTarget = { document: 'draft', commitment: DRAFT };

function during(kind: PhaseKind, change: Partial<WriteContext> = {}): WriteContext {
	const phase = agendaFrom('full').find((candidate) => candidate.kind === kind);
	if (!phase) throw new Error(`no phase ${kind}`);
	return { phase, locks: [], archived: false, drafts: new Set([DRAFT]), ...change };
}

function lockOf(target: Lock['target']): Lock {
	return { target, by: ANA.id, at: 1, reason: 'f'.repeat(64) as RecordRef };
}

const code = (person: Writer, target: DocumentTarget, context: WriteContext): string => {
	const verdict = mayWrite(person, 'set', target, [], context);
	return verdict.ok ? 'ok' : verdict.code;
};

describe('who may write where, and when', () => {
	it('[T3] the phase opens and closes the board and the drafts', () => {
		const kinds: PhaseKind[] = ['welcome', 'problem', 'causes', 'choose-causes', 'solutions', 'draft', 'agree'];
		const answers = kinds.map((kind) => [code(ANA, board, during(kind)), code(ANA, draft, during(kind))]);
		expect(answers).toEqual([
			['phase.closed', 'phase.closed'],
			['ok', 'phase.closed'],
			['ok', 'phase.closed'],
			['phase.closed', 'phase.closed'],
			['ok', 'phase.closed'],
			['phase.closed', 'ok'],
			['phase.closed', 'phase.closed'],
		]);
	});

	it('[T5] a lock closes its own document and no other, and is named in the answer', () => {
		const lock = lockOf({ kind: 'board' });
		expect(mayWrite(ANA, 'set', board, [], during('causes', { locks: [lock] }))).toEqual({
			ok: false,
			code: 'lock.held',
			lock,
		});
		expect(code(ANA, draft, during('draft', { locks: [lock] }))).toBe('ok');
		const other = lockOf({ kind: 'draft', commitment: 'e'.repeat(20) as CommitmentId });
		expect(code(ANA, draft, during('draft', { locks: [other] }))).toBe('ok');
		expect(code(ANA, draft, during('draft', { locks: [lockOf({ kind: 'draft', commitment: DRAFT })] }))).toBe(
			'lock.held',
		);
	});

	it('observers, the removed and everybody at an archived table write nothing', () => {
		const open = during('causes');
		expect(code({ ...ANA, role: 'observer' }, board, open)).toBe('role.observer');
		expect(code({ ...ANA, removed: true }, board, open)).toBe('participant.removed');
		expect(code(ANA, board, during('causes', { archived: true }))).toBe('workshop.archived');
		expect(code({ ...ANA, role: 'facilitator' }, board, open)).toBe('ok');
	});

	it('[C9] a text that is proposed, agreed or issued takes no edit in any phase', () => {
		expect(code(ANA, draft, during('draft', { drafts: new Set() }))).toBe('commitment.not-draft');
		expect(code(ANA, draft, during('route', { drafts: new Set() }))).toBe('commitment.not-draft');
	});

	it('private brainstorming is not open in any phase yet', () => {
		expect(code(ANA, { document: 'own', participant: ANA.id }, during('causes'))).toBe('phase.closed');
	});
});
