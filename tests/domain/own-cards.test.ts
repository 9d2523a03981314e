import { describe, expect, it } from 'vitest';
import { replay } from '#domain/evolve.ts';
import { textOf } from '#domain/hashing.ts';
import type { CardId, ParticipantId } from '#domain/ids.ts';
import { mayWrite, type DocumentTarget, type Writer } from '#domain/permissions.ts';
import type { RevealRules } from '#domain/rules.ts';
import type { FrozenCard } from '#domain/texts.ts';
import { CIVIL, RULES, TestTable } from './test-table.ts';

/** A table in a phase of causes in which everybody writes in silence. */
function silentTable(reveal?: RevealRules): TestTable {
	const table = new TestTable(reveal ? { ...RULES, reveal } : RULES);
	const phases = table.open.agenda.map(({ id, kind, writes, durationMs }) => ({
		...{ id, kind, name: '', writes, durationMs },
		...{ silent: kind === 'causes', skipped: false },
	}));
	table.do(table.facilitator, { type: 'editAgenda', version: 0, phases });
	table.do(table.facilitator, { type: 'movePhase', phase: phases[2]?.id ?? table.open.phase });
	return table;
}

let n = 0;
/** A card on somebody's own sheet. */
function write(table: TestTable, participant: ParticipantId, text: string, kind: FrozenCard['kind'] = 'cause'): CardId {
	const card = 'abcdefghijklmnopqrstuvwxyz'.charAt(n++).padStart(20, 'a') as CardId;
	const cards = [{ card, kind, text }];
	const own = table.own.find((one) => one.participant === participant);
	table.own = own
		? table.own.map((one) => (one === own ? { participant, cards: [...own.cards, ...cards] } : one))
		: [...table.own, { participant, cards }];
	return card;
}

describe('showing own cards', () => {
	it('[J9] people can go to their sheets from the first silence on, also after it was ended', () => {
		const table = silentTable();
		expect(table.open.hadSilence).toBe(true);
		const never = new TestTable(RULES);
		expect(never.open.hadSilence).toBe(false);
		const agenda = (silent: boolean) =>
			never.open.agenda.map(({ id, kind, writes, durationMs }) => ({
				...{ id, kind, name: '', writes, durationMs },
				...{ silent: silent && id === never.open.phase, skipped: false },
			}));
		never.do(never.facilitator, { type: 'editAgenda', version: 0, phases: agenda(true) });
		never.do(never.facilitator, { type: 'editAgenda', version: 1, phases: agenda(false) });
		expect(never.open.hadSilence).toBe(true);
	});

	it('[J10] is their author’s, in a silent phase, once', () => {
		const table = silentTable();
		const ana = table.join(CIVIL);
		const card = write(table, ana, 'Nadie publica salarios');
		expect(table.code(ana, { type: 'revealCards', cards: [card] })).toBe('ok');
		expect(table.open.revealed.get(card)).toBe(ana);
		expect(table.code(ana, { type: 'revealCards', cards: [card] })).toBe('reveal.nothing');
		expect(table.code(table.facilitator, { type: 'revealAll' })).toBe('reveal.author-only');
		table.do(table.facilitator, { type: 'movePhase', phase: table.open.agenda[3]?.id ?? table.open.phase });
		write(table, ana, 'Se queda conmigo');
		expect(table.code(ana, { type: 'revealCards', cards: [card] })).toBe('phase.not-silent');
		expect(replay(table.events)).toEqual(table.open);
	});

	it('[J10] takes what has words and what the phase opens, and nothing under a lock or from an observer', () => {
		const table = silentTable();
		const ana = table.join(CIVIL);
		const observer = table.join(null, 'observer');
		const cards = [write(table, ana, ' '), write(table, ana, 'Un registro', 'solution')];
		expect(table.code(ana, { type: 'revealCards', cards })).toBe('reveal.nothing');
		expect(table.code(observer, { type: 'revealCards', cards })).toBe('role.observer');
		write(table, ana, 'Con palabras');
		table.do(table.facilitator, { type: 'setLock', target: { kind: 'board' }, reason: 'Alto' });
		expect(table.code(ana, { type: 'revealCards', cards })).toBe('lock.held');
	});

	it('[J10] is a facilitator’s for all together, where the rules say so', () => {
		const table = silentTable({ byFacilitator: true, moderated: false });
		const [ana, ben] = [table.join(CIVIL), table.join(CIVIL)];
		const cards = [write(table, ana, 'Una'), write(table, ben, 'Otra')];
		expect(table.code(ana, { type: 'revealAll' })).toBe('role.facilitator-only');
		table.do(table.facilitator, { type: 'revealAll' });
		expect(cards.map((card) => table.open.revealed.get(card))).toEqual([ana, ben]);
	});
});

describe('moderation before showing', () => {
	const rules = { byFacilitator: true, moderated: true };
	const hashOf = (table: TestTable, card: CardId) =>
		textOf({ cards: table.own.flatMap((own) => own.cards.filter((one) => one.card === card)) }).hash;

	it('[J11] brings a card to the board only when a facilitator shows it as it was read', () => {
		const table = silentTable(rules);
		const ana = table.join(CIVIL);
		const [card, unasked] = [write(table, ana, 'Nadie publica'), write(table, ana, 'Esta no')];
		table.do(ana, { type: 'revealCards', cards: [card] });
		expect([table.open.offered.get(card), table.open.revealed.size]).toEqual([ana, 0]);
		const moderate = { type: 'moderateCard', card, content: hashOf(table, card), shown: true, reason: '' } as const;
		expect(table.code(ana, moderate)).toBe('role.facilitator-only');
		expect(table.code(table.facilitator, { ...moderate, card: unasked })).toBe('reveal.nothing');
		expect(table.code(table.facilitator, { ...moderate, content: textOf('otra').hash })).toBe('content.changed');
		table.do(table.facilitator, moderate);
		expect([table.open.offered.size, table.open.revealed.get(card)]).toEqual([0, ana]);
	});

	it('[J11] gives a card back with a reason that its author reads', () => {
		const table = silentTable(rules);
		const ana = table.join(CIVIL);
		const card = write(table, ana, 'Fulano es un ladrón');
		table.do(ana, { type: 'revealCards', cards: [card] });
		const back = { type: 'moderateCard', card, content: hashOf(table, card), shown: false } as const;
		expect(table.code(table.facilitator, { ...back, reason: '' })).toBe('reveal.reason-required');
		table.do(table.facilitator, { ...back, reason: 'Sin nombres, por favor' });
		const returned = table.open.returned.get(card);
		expect(returned && table.statement(returned.reason)).toBe('Sin nombres, por favor');
		table.do(ana, { type: 'revealCards', cards: [card] });
		expect([table.open.offered.size, table.open.returned.size]).toEqual([1, 0]);
	});

	it('[J11] can be taken back by its author, ends with the phase, and "all" means what was offered', () => {
		const table = silentTable(rules);
		const [ana, ben] = [table.join(CIVIL), table.join(CIVIL)];
		const [one, two] = [write(table, ana, 'Una'), write(table, ben, 'Dos')];
		write(table, ben, 'Mía');
		table.do(ana, { type: 'revealCards', cards: [one] });
		table.do(ben, { type: 'revealCards', cards: [two] });
		expect(table.code(ana, { type: 'withdrawCards', cards: [two] })).toBe('reveal.nothing');
		table.do(ana, { type: 'withdrawCards', cards: [one] });
		table.do(table.facilitator, { type: 'revealAll' });
		expect([...table.open.revealed.keys()]).toEqual([two]);
		table.do(ana, { type: 'revealCards', cards: [one] });
		table.do(table.facilitator, { type: 'movePhase', phase: table.open.agenda[3]?.id ?? table.open.phase });
		expect(table.open.offered.size).toBe(0);
	});
});

describe('who writes where in silence', () => {
	const writes = { cards: ['cause'], links: true, drawings: false, draftCore: true, draftRoute: false } as const;
	const context = {
		locks: [],
		archived: false,
		drafts: new Set<never>(),
		routes: new Set<never>(),
		board: null,
		draft: null,
	};
	const writer = (id: string, role: Writer['role'] = 'guest'): Writer => ({
		...{ id: id as ParticipantId, role, removed: false },
	});
	const own: DocumentTarget = { document: 'own', participant: 'ana' as ParticipantId };
	const code = (who: Writer, target: DocumentTarget, silent: boolean, path: readonly string[] = []) => {
		const verdict = mayWrite(who, 'insert', target, path, { ...context, phase: { writes, silent } });
		return verdict.ok ? 'ok' : verdict.code;
	};

	it('[J9] everybody on their own sheet and nobody on another’s', () => {
		expect(code(writer('ana'), own, true)).toBe('ok');
		expect(code(writer('ben'), own, true)).toBe('role.own-only');
		expect(code(writer('lucia', 'facilitator'), own, true)).toBe('role.own-only');
		expect(code(writer('ana', 'observer'), own, true)).toBe('role.observer');
	});

	it('[J9] nobody on the board; and on the own sheet only while the silence lasts', () => {
		for (const role of ['guest', 'facilitator'] as const) {
			expect(code(writer('ana', role), { document: 'board' }, true)).toBe('phase.silent');
		}
		expect(code(writer('ana'), { document: 'board' }, false)).toBe('ok');
		expect(code(writer('ana'), own, false)).toBe('phase.closed');
		expect(code(writer('ana'), own, true, ['drawings', 'x', 'body'])).toBe('phase.closed');
		expect(code(writer('ana', 'facilitator'), own, true, ['cards', 'x', 'pinned'])).toBe('phase.closed');
	});

	it('[J6] a pause closes board, drafts and own sheets for everybody', () => {
		const lock = { target: { kind: 'table' } as const };
		const targets: DocumentTarget[] = [{ document: 'board' }, own, { document: 'draft', commitment: 'c' as never }];
		for (const target of targets) {
			for (const role of ['guest', 'facilitator'] as const) {
				const verdict = mayWrite(writer('ana', role), 'set', target, [], {
					...{ ...context, drafts: new Set(['c' as never]), locks: [lock], phase: { writes, silent: true } },
				});
				expect(verdict).toMatchObject({ ok: false, code: 'lock.held', lock });
			}
		}
	});
});
