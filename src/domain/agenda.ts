import type { PhaseId, TextHash } from './ids.ts';
import { CARD_KINDS, type CardKind } from './cards.ts';

/** The phases of a table, guide chapter III.4 to III.8 (domain.md, "The phases of a table"). */
export const PHASE_KINDS = [
	'welcome',
	'problem',
	'causes',
	'choose-causes',
	'solutions',
	'choose-solutions',
	'draft',
	'agree',
	'route',
	'follow-up',
] as const;
export type PhaseKind = (typeof PHASE_KINDS)[number];

/** What a phase lets participants write. Locks narrow it further; see `mayWrite`. */
export interface PhaseWrites {
	readonly cards: readonly CardKind[];
	readonly links: boolean;
	readonly drawings: boolean;
	/** The part of a commitment that is signed: fields and result indicators. */
	readonly draftCore: boolean;
	/** Milestones and management indicators. */
	readonly draftRoute: boolean;
}

export interface Phase {
	readonly id: PhaseId;
	readonly kind: PhaseKind;
	readonly writes: PhaseWrites;
	/** Planned length in milliseconds; the timer only announces. */
	readonly durationMs: number;
	/** What the table calls it: a table text. Without one it goes by its kind. */
	readonly name?: TextHash;
	/** Everybody writes cards for themselves; the board takes only what is revealed. */
	readonly silent?: true;
	/** Passed over: it stays in the agenda to be seen, and can still be gone to. */
	readonly skipped?: true;
}

/** The phase that comes after this one, past what is skipped; undefined at the end. */
export function nextPhase<Any extends Pick<Phase, 'id'> & { readonly skipped?: boolean }>(
	agenda: readonly Any[],
	phase: PhaseId,
): Any | undefined {
	return agenda.slice(agenda.findIndex(({ id }) => id === phase) + 1).find(({ skipped }) => !skipped);
}

export type Agenda = readonly Phase[];

/**
 * Kinds that a table's agenda does not name open with others: the objectives tree wherever causes or solutions are written,
 * actors wherever notes are. So an agenda that was stored before there were such kinds needs no change.
 */
const OPENS_WITH: Readonly<Partial<Record<CardKind, readonly CardKind[]>>> = {
	objective: ['cause', 'solution'],
	means: ['cause', 'solution'],
	end: ['cause', 'solution'],
	actor: ['note'],
};

/** Whether a phase takes writing in cards of a kind. */
export function opensKind({ cards }: Pick<PhaseWrites, 'cards'>, kind: CardKind): boolean {
	return cards.includes(kind) || (OPENS_WITH[kind]?.some((other) => cards.includes(other)) ?? false);
}

/** All kinds that a phase takes writing in, in their usual order. */
export function openKinds(writes: Pick<PhaseWrites, 'cards'>): readonly CardKind[] {
	return CARD_KINDS.filter((kind) => opensKind(writes, kind));
}

const NOTHING: PhaseWrites = { cards: [], links: false, drawings: false, draftCore: false, draftRoute: false };
const BOARD: PhaseWrites = { ...NOTHING, links: true, drawings: true };

/** What each kind of phase permits unless the table edits it. */
export const WRITES_BY_KIND: Readonly<Record<PhaseKind, PhaseWrites>> = {
	welcome: NOTHING,
	problem: { ...BOARD, cards: ['problem', 'note'] },
	causes: { ...BOARD, cards: ['problem', 'cause', 'effect', 'note'] },
	'choose-causes': NOTHING,
	solutions: { ...BOARD, cards: ['solution', 'note'] },
	'choose-solutions': NOTHING,
	draft: { ...NOTHING, draftCore: true },
	agree: NOTHING,
	route: { ...NOTHING, draftRoute: true },
	'follow-up': NOTHING,
};

export const AGENDA_TEMPLATES = ['full', 'tree-only', 'commitment-only'] as const;
export type AgendaTemplate = (typeof AGENDA_TEMPLATES)[number];

const KINDS_BY_TEMPLATE: Readonly<Record<AgendaTemplate, readonly PhaseKind[]>> = {
	full: PHASE_KINDS,
	'tree-only': ['welcome', 'problem', 'causes', 'choose-causes', 'solutions', 'choose-solutions'],
	'commitment-only': ['welcome', 'draft', 'agree', 'route', 'follow-up'],
};

const MINUTES: Readonly<Record<PhaseKind, number>> = {
	welcome: 15,
	problem: 20,
	causes: 40,
	'choose-causes': 15,
	solutions: 30,
	'choose-solutions': 15,
	draft: 45,
	agree: 20,
	route: 30,
	'follow-up': 15,
};

export function agendaFrom(template: AgendaTemplate): Agenda {
	return KINDS_BY_TEMPLATE[template].map((kind, index) => ({
		id: `p${index + 1}` as PhaseId,
		kind,
		writes: WRITES_BY_KIND[kind],
		durationMs: MINUTES[kind] * 60_000,
	}));
}
