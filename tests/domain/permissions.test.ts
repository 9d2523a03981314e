import { describe, expect, it } from 'vitest';
import { agendaFrom, openKinds, type PhaseKind } from '#domain/agenda.ts';
import { CARD_KINDS, type CardKind } from '#domain/cards.ts';
import type { CardId, CommitmentId, ParticipantId, RecordRef } from '#domain/ids.ts';
import {
	mayWrite,
	type BoardFacts,
	type DocumentTarget,
	type Lock,
	type WriteContext,
	type Writer,
} from '#domain/permissions.ts';

const ANA: Writer = { id: 'a'.repeat(20) as ParticipantId, role: 'guest', removed: false };
const DRAFT = 'd'.repeat(20) as CommitmentId;
const board: DocumentTarget = { document: 'board' };
const draft: DocumentTarget = { document: 'draft', commitment: DRAFT };

const PROBLEM = 'p'.repeat(20) as CardId;
const CAUSE = 'c'.repeat(20) as CardId;
const DEEPER = 'e'.repeat(20) as CardId;
const SOLUTION = 's'.repeat(20) as CardId;
const NOTE = 'n'.repeat(20) as CardId;
/** A card, and a frame of that id. */
const PINNED = 'q'.repeat(20) as CardId;
const KINDS = new Map<CardId, CardKind>([
	[PROBLEM, 'problem'],
	[CAUSE, 'cause'],
	[DEEPER, 'cause'],
	[SOLUTION, 'solution'],
	[NOTE, 'note'],
]);
/** SOLUTION feeds DEEPER feeds CAUSE feeds PROBLEM; NOTE stands alone. */
const UPWARDS = [SOLUTION, DEEPER, CAUSE, PROBLEM];
const TREE: BoardFacts = {
	kindOf: (card) => KINDS.get(card) ?? null,
	isInBranch: (card, root) => UPWARDS.includes(card) && UPWARDS.indexOf(card) <= UPWARDS.indexOf(root),
	isPinned: (_, id) => id === PINNED,
};

function during(kind: PhaseKind, change: Partial<WriteContext> = {}): WriteContext {
	const phase = agendaFrom('full').find((candidate) => candidate.kind === kind);
	if (!phase) throw new Error(`no phase ${kind}`);
	const drafts = new Set([DRAFT]);
	return { phase, locks: [], archived: false, drafts, routes: drafts, board: TREE, draft: null, ...change };
}

function lockOf(target: Lock['target']): Lock {
	return { target, by: ANA.id, at: 1, reason: 'f'.repeat(64) as RecordRef };
}

const code = (
	person: Writer,
	target: DocumentTarget,
	context: WriteContext,
	path: readonly string[] = [],
	operation: 'insert' | 'set' | 'delete' = 'set',
): string => {
	const verdict = mayWrite(person, operation, target, path, context);
	return verdict.ok ? 'ok' : verdict.code;
};
const locked = (...targets: Lock['target'][]) => during('causes', { locks: targets.map(lockOf) });

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
		for (const path of [[], ['cards', CAUSE, 'text'], ['links', `${CAUSE}~${PROBLEM}`]]) {
			expect(code({ ...ANA, role: 'observer' }, board, open, path)).toBe('role.observer');
			expect(code({ ...ANA, removed: true }, board, open, path)).toBe('participant.removed');
			expect(code(ANA, board, during('causes', { archived: true }), path)).toBe('workshop.archived');
			expect(code({ ...ANA, role: 'facilitator' }, board, open, path)).toBe('ok');
		}
	});

	it('[C9] a text that is proposed, agreed or issued takes no edit in any phase', () => {
		expect(code(ANA, draft, during('draft', { drafts: new Set() }))).toBe('commitment.not-draft');
		for (const kind of ['draft', 'route'] as const) {
			for (const path of [
				['fields', 'problem'],
				['choices', 'level'],
			]) {
				expect(code(ANA, draft, during(kind, { drafts: new Set() }), path)).toBe('commitment.not-draft');
			}
		}
	});

	it('[C12] the route of a text that stands can be written in its phase, and of no other commitment', () => {
		const standing = during('route', { drafts: new Set() });
		expect(code(ANA, draft, standing)).toBe('ok');
		expect(code(ANA, draft, standing, ['milestones', 'x', 'what'])).toBe('ok');
		expect(code(ANA, draft, { ...standing, routes: new Set() }, ['milestones', 'x', 'what'])).toBe(
			'commitment.not-draft',
		);
	});

	it('private brainstorming is not open in any phase yet', () => {
		expect(code(ANA, { document: 'own', participant: ANA.id }, during('causes'))).toBe('phase.closed');
	});
});

describe('[G1] what a phase opens inside a document', () => {
	it('cards of its kinds, and the moving of all of them', () => {
		const solutions = during('solutions');
		expect(code(ANA, board, solutions, ['cards', SOLUTION, 'text'], 'insert')).toBe('ok');
		expect(code(ANA, board, solutions, ['cards', NOTE, 'gone'])).toBe('ok');
		for (const key of ['text', 'kind', 'gone', 'into']) {
			expect(code(ANA, board, solutions, ['cards', CAUSE, key])).toBe('phase.closed');
		}
		for (const key of ['pos', 'size', 'z']) {
			expect(code(ANA, board, solutions, ['cards', CAUSE, key])).toBe('ok');
			expect(code(ANA, board, during('welcome'), ['cards', CAUSE, key])).toBe('phase.closed');
		}
		expect(code(ANA, board, solutions, ['cards', CAUSE], 'insert')).toBe('phase.closed');
		expect(code(ANA, board, during('causes'), ['cards', CAUSE], 'insert')).toBe('ok');
	});

	it('[Q5] only a facilitator pins, and what is pinned moves for nobody, its words excepted', () => {
		const lucia: Writer = { ...ANA, role: 'facilitator' };
		const causes = during('causes');
		for (const root of ['cards', 'drawings']) {
			expect(code(ANA, board, causes, [root, CAUSE, 'pinned'])).toBe('role.facilitator-only');
			expect(code(lucia, board, causes, [root, CAUSE, 'pinned'])).toBe('ok');
			expect(code(lucia, board, during('welcome'), [root, CAUSE, 'pinned'])).toBe('phase.closed');
			for (const person of [ANA, lucia]) {
				expect(code(person, board, causes, [root, PINNED, 'pos'])).toBe('place.pinned');
				expect(code(person, board, causes, [root, PINNED, 'z'])).toBe('place.pinned');
			}
		}
		expect(code(ANA, board, causes, ['cards', PINNED, 'text'])).toBe('ok');
		expect(code(ANA, board, causes, ['drawings', PINNED, 'body'])).toBe('place.pinned');
	});

	it('[A1] the objectives tree wherever causes or solutions are written, actors wherever notes are, in old agendas too', () => {
		const opened = (writes: readonly CardKind[]) => {
			const phase = { ...during('causes').phase, writes: { ...during('causes').phase.writes, cards: writes } };
			return CARD_KINDS.filter((kind) => {
				const board = { ...TREE, kindOf: () => kind };
				return (
					code(ANA, { document: 'board' }, during('causes', { phase, board }), ['cards', CAUSE, 'text']) ===
					'ok'
				);
			});
		};
		expect(opened(['cause'])).toEqual(['cause', 'objective', 'means', 'end']);
		expect(opened(['solution', 'note'])).toEqual(['solution', 'note', 'objective', 'means', 'end', 'actor']);
		expect(opened(['problem', 'note'])).toEqual(['problem', 'note', 'actor']);
		expect(opened(['actor'])).toEqual(['actor']);
		expect(opened([])).toEqual([]);
		expect(openKinds({ cards: ['cause'] })).toEqual(opened(['cause']));
	});

	it('links and drawings where it says so, and nothing that a board does not have', () => {
		const { phase } = during('causes');
		const only = (writes: Partial<typeof phase.writes>) =>
			during('welcome', { phase: { ...phase, writes: { ...during('welcome').phase.writes, ...writes } } });
		const link = ['links', `${CAUSE}~${PROBLEM}`];
		const drawing = ['drawings', 'x', 'body'];
		expect(code(ANA, board, only({ links: true }), link)).toBe('ok');
		expect(code(ANA, board, only({ links: true }), drawing)).toBe('phase.closed');
		expect(code(ANA, board, only({ drawings: true }), drawing)).toBe('ok');
		expect(code(ANA, board, only({ drawings: true }), link)).toBe('phase.closed');
		expect(code(ANA, board, only({ links: true }), [])).toBe('ok');
		expect(code(ANA, board, only({ drawings: true }), [])).toBe('ok');
		expect(code(ANA, board, during('causes'), ['fields', 'problem'])).toBe('phase.closed');
	});

	it('the core of a draft in one phase, its route in another', () => {
		const facts = {
			indicatorType: (id: string) => (id === 'r' ? 'result' : id === 'm' ? 'management' : null),
		} as const;
		const answers = (['draft', 'route'] as const).map((kind) =>
			[
				['fields', 'solution'],
				['choices', 'axis-transparency'],
				['indicators', 'r', 'text'],
				['indicators', 'm', 'text'],
				['indicators', 'unknown'],
				['milestones', 'x', 'what'],
				['cards', CAUSE],
			].map((path) => code(ANA, draft, during(kind, { draft: facts }), path)),
		);
		expect(answers).toEqual([
			['ok', 'ok', 'ok', 'phase.closed', 'ok', 'phase.closed', 'phase.closed'],
			['phase.closed', 'phase.closed', 'phase.closed', 'ok', 'ok', 'ok', 'phase.closed'],
		]);
	});
});

describe('[G2] what a lock closes inside a document', () => {
	it('a card: all of it and the links that touch it, for facilitators too', () => {
		const context = locked({ kind: 'card', card: CAUSE });
		const facilitator: Writer = { ...ANA, role: 'facilitator' };
		for (const key of ['text', 'kind', 'pos', 'size', 'z', 'gone', 'into']) {
			expect(code(facilitator, board, context, ['cards', CAUSE, key])).toBe('lock.held');
		}
		expect(code(ANA, board, context, ['links', `${CAUSE}~${PROBLEM}`])).toBe('lock.held');
		expect(code(ANA, board, context, ['links', `${DEEPER}~${CAUSE}`])).toBe('lock.held');
		expect(code(ANA, board, context, ['links', `${SOLUTION}~${DEEPER}`])).toBe('ok');
		expect(code(ANA, board, context, ['cards', DEEPER, 'text'])).toBe('ok');
		expect(code(ANA, board, context, ['drawings', 'x', 'body'])).toBe('ok');
		expect(code(ANA, board, context)).toBe('ok');
	});

	it('a branch: the card and everything that feeds it, as the tree stands', () => {
		const context = locked({ kind: 'branch', card: CAUSE });
		for (const card of [CAUSE, DEEPER, SOLUTION]) {
			expect(code(ANA, board, context, ['cards', card, 'pos'])).toBe('lock.held');
			expect(code(ANA, board, context, ['links', `${NOTE}~${card}`])).toBe('lock.held');
		}
		expect(code(ANA, board, context, ['cards', PROBLEM, 'text'])).toBe('ok');
		expect(code(ANA, board, context, ['links', `${NOTE}~${PROBLEM}`])).toBe('ok');
		expect(code(ANA, board, { ...context, board: null }, ['cards', CAUSE, 'text'])).toBe('lock.held');
	});

	it('one field of one draft', () => {
		const lock = lockOf({ kind: 'field', commitment: DRAFT, field: 'solution' });
		const context = during('draft', { locks: [lock] });
		expect(code(ANA, draft, context, ['fields', 'solution'], 'insert')).toBe('lock.held');
		expect(code(ANA, draft, context, ['fields', 'problem'], 'insert')).toBe('ok');
		expect(code(ANA, draft, context, ['indicators', 'solution', 'text'], 'insert')).toBe('ok');
		const other: DocumentTarget = { document: 'draft', commitment: 'e'.repeat(20) as CommitmentId };
		const both = { ...context, drafts: new Set([DRAFT, other.commitment]) };
		expect(code(ANA, other, both, ['fields', 'solution'], 'insert')).toBe('ok');
	});

	it('[C12] the whole text of a draft, and nothing of its route', () => {
		const locks = [lockOf({ kind: 'draft', commitment: DRAFT })];
		const facts = { indicatorType: (id: string) => (id === 'm' ? 'management' : 'result') } as const;
		const core = [
			['fields', 'problem'],
			['choices', 'level'],
			['indicators', 'r', 'text'],
		];
		for (const path of core)
			expect(code(ANA, draft, during('draft', { locks, draft: facts }), path)).toBe('lock.held');
		const route = during('route', { locks, draft: facts });
		expect(code(ANA, draft, route, ['milestones', 'x', 'what'])).toBe('ok');
		expect(code(ANA, draft, route, ['indicators', 'm', 'text'])).toBe('ok');
		expect(code(ANA, draft, route)).toBe('ok');
		const pause = [lockOf({ kind: 'table' })];
		expect(code(ANA, draft, during('route', { locks: pause }), ['milestones', 'x', 'what'])).toBe('lock.held');
	});
});
