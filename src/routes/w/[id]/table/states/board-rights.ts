import type * as Y from 'yjs';
import { boardFacts } from '#board/branch.ts';
import { NO_LOCKS, type BoardRights, type CardLock } from '#board/rights.ts';
import type { ProblemTree } from '#board/tree.ts';
import { openKinds } from '#domain/agenda.ts';
import type { CardKind } from '#domain/cards.ts';
import type { CardId, CommitmentId } from '#domain/ids.ts';
import {
	mayWrite,
	PIN_KEY,
	type DocumentFacts,
	type DocumentTarget,
	type WriteContext,
	type WriteVerdict,
} from '#domain/permissions.ts';
import { m } from '#i18n/compiled/messages.js';
import type { LockView, MyPart, WorkshopView } from '#protocol/view.ts';
import { KIND_WORDS } from '$lib/list/kind-words.ts';
import { inARow } from '../format.ts';
import { phaseName } from '../phase-words.ts';
import { currentPhase } from '../polls.ts';
import { closedWhy, lockedWhen, whyClosed } from './permission.ts';

type Refused = Extract<WriteVerdict<LockView>, { ok: false }>;

/** The decisions lane as `mayWrite` asks about it: what the gate knows, out of what the page shows. */
export function writeContextOf(view: WorkshopView, facts: DocumentFacts): WriteContext<LockView> | null {
	const phase = currentPhase(view);
	if (!phase) return null;
	const drafts = new Set<CommitmentId>();
	for (const { id, status } of view.commitments) if (status === 'draft') drafts.add(id);
	const routes = new Set(view.commitments.map(({ id }) => id));
	return { phase, locks: view.locks, archived: view.status !== 'open', drafts, routes, ...facts };
}

/** What this person may do on a board that reads like that tree now, by the rule that the gate enforces. */
export function boardRights(
	view: WorkshopView,
	me: Pick<MyPart, 'id' | 'role'>,
	doc: Y.Doc,
	tree: ProblemTree,
	target: DocumentTarget = { document: 'board' },
): BoardRights {
	const board = boardFacts(doc);
	const context = writeContextOf(view, { board, draft: null });
	const writer = { id: me.id, role: me.role, removed: false };
	const ask = (path: readonly string[], as?: CardKind): Refused | null => {
		if (!context) return null;
		const asked = as ? { ...context, board: { ...board, kindOf: () => as } } : context;
		const verdict = mayWrite(writer, 'set', target, path, asked);
		return verdict.ok ? null : verdict;
	};
	const titleOf = (card: CardId): string => tree.cards.get(card)?.text.trim() || m.list_no_text();
	const whyWithoutLock = once((code: Refused['code']) =>
		code === 'phase.closed'
			? whyKinds(view)
			: code === 'place.pinned'
				? m.keys_why_pinned()
				: whyBoard(view, { ok: false, code }),
	);
	const whyOwn = once((lock: LockView) => closedWhy(lock, lock.target.kind));
	const whyThrough = once((lock: LockOnCards) => closedWhy(lock, lock.target.kind, titleOf(lock.target.card)));
	const whyLocked = (card: CardId, lock: LockView): string => {
		const isThrough = closesCards(lock) && lock.target.kind === 'branch' && lock.target.card !== card;
		return isThrough ? whyThrough(lock) : whyOwn(lock);
	};
	const whyTied = once((lock: LockView) => whyLinked(lock, titleOf));
	const whyCard = (card: CardId, refused: Refused | null): string | null => {
		if (!refused) return null;
		return refused.lock ? whyLocked(card, refused.lock) : whyWithoutLock(refused.code);
	};
	const cardLocks = view.locks.filter(closesCards);
	const card = (id: CardId, key: string, as?: CardKind) => whyCard(id, ask(['cards', id, key], as));
	return {
		card: (id) => card(id, 'text'),
		move: (id) => card(id, 'pos'),
		kind: (id, next) => card(id, 'kind') ?? card(id, 'kind', next),
		add: (kind) => whyCard(NEW_CARD, ask(['cards', NEW_CARD], kind)),
		link(a, b) {
			const refused = ask(['links', `${a}~${b ?? a}`]);
			if (!refused?.lock) return refused && whyPhase(view, refused, m.lock_phase_links);
			return whyTied(refused.lock);
		},
		draw() {
			const refused = ask(['drawings', NEW_CARD]);
			return refused && whyPhase(view, refused, m.lock_phase_drawings);
		},
		drawing(id) {
			const refused = ask(['drawings', id, 'pos']);
			if (refused?.code === 'place.pinned') return m.keys_why_pinned();
			return refused && whyPhase(view, refused, m.lock_phase_drawings);
		},
		pin() {
			const refused = ask(['cards', NEW_CARD, PIN_KEY]);
			if (refused?.code === 'role.facilitator-only') return m.keys_why_pin();
			return refused && whyBoard(view, refused);
		},
		locksOn(id) {
			const own: CardLock[] = [];
			const through: CardLock[] = [];
			for (const lock of cardLocks) {
				const { target } = lock;
				if (target.card === id) {
					own.push({ target, why: whyOwn(lock), through: null });
				} else if (target.kind === 'branch' && board.isInBranch(id, target.card)) {
					through.push({ target, why: whyThrough(lock), through: titleOf(target.card) });
				}
			}
			return own.length + through.length === 0 ? NO_LOCKS : [...own, ...through];
		},
	};
}

type LockOnCards = LockView & { readonly target: CardLock['target'] };

const closesCards = (lock: LockView): lock is LockOnCards =>
	lock.target.kind === 'card' || lock.target.kind === 'branch';

/** Composes a sentence when it is first asked for: hundreds of cards share the same few, and writing a date is slow. */
function once<Key>(compose: (key: Key) => string): (key: Key) => string {
	const known = new Map<Key, string>();
	return (key) => {
		const sentence = known.get(key) ?? compose(key);
		known.set(key, sentence);
		return sentence;
	};
}

/** An id that no card has: what is asked is whether one could come. */
const NEW_CARD = '' as CardId;

function whyKinds(view: WorkshopView): string {
	const phase = currentPhase(view);
	if (!phase || phase.writes.cards.length === 0) return whyBoard(view, { ok: false, code: 'phase.closed' });
	const kinds = inARow(openKinds(phase.writes).map((kind) => KIND_WORDS[kind]()));
	return m.lock_phase_kinds({ phase: phaseName(phase), kinds });
}

/** Why the phase holds it, in the words given, else why the board as a whole is closed. */
export function whyPhase(view: WorkshopView, refused: Refused, words: (inputs: { phase: string }) => string): string {
	const phase = currentPhase(view);
	if (refused.lock || refused.code !== 'phase.closed' || !phase) return whyBoard(view, refused);
	return words({ phase: phaseName(phase) });
}

function whyBoard(view: WorkshopView, refused: Refused): string {
	return whyClosed(view, { ok: false, code: refused.code, lock: refused.lock ?? null }) ?? m.table_read_only();
}

/** A link belongs to two cards, so the closed one is named. */
function whyLinked({ target, by, at, reason }: LockView, titleOf: (card: CardId) => string): string {
	const words = { name: by, when: lockedWhen(at), reason };
	if (target.kind === 'card') return m.lock_card_named({ ...words, text: titleOf(target.card) });
	if (target.kind === 'branch') return m.lock_branch_named({ ...words, text: titleOf(target.card) });
	return closedWhy({ by, at, reason }, target.kind);
}
