import { opensKind, type Phase, type PhaseWrites } from './agenda.ts';
import type { CardKind } from './cards.ts';
import type { LockTarget, Role } from './events.ts';
import type { CardId, CommitmentId, ParticipantId, RecordRef } from './ids.ts';
import type { RefusalCode } from './refusals.ts';

/** Where in the documents lane somebody wants to write. An empty `path` asks for the document as a whole. */
export type DocumentTarget =
	| { readonly document: 'board' }
	| { readonly document: 'draft'; readonly commitment: CommitmentId }
	| { readonly document: 'own'; readonly participant: ParticipantId };

export type WriteOperation = 'insert' | 'set' | 'delete';

export interface Lock {
	readonly target: LockTarget;
	readonly by: ParticipantId;
	/** Milliseconds. */
	readonly at: number;
	readonly reason: RecordRef;
}

export interface Writer {
	readonly id: ParticipantId;
	readonly role: Role;
	readonly removed: boolean;
}

/** What stands on the board, as far as a permission depends on it. */
export interface BoardFacts {
	/** What a card is; null where there is no such card. */
	kindOf(card: CardId): CardKind | null;
	/** True for the root of a branch and for all that feeds it, straight or through others, by links that are not gone. */
	isInBranch(card: CardId, root: CardId): boolean;
	/** True for what a facilitator holds in its place: a card, a frame, another drawing. */
	isPinned(root: 'cards' | 'drawings', id: string): boolean;
}

/** What stands in a draft, as far as a permission depends on it. */
export interface DraftFacts {
	/** What an indicator measures; null where there is no such indicator. */
	indicatorType(id: string): 'result' | 'management' | null;
}

/** Null where nobody looked: then kinds and branches narrow nothing, as for a question about the whole document. */
export interface DocumentFacts {
	readonly board: BoardFacts | null;
	readonly draft: DraftFacts | null;
}

/**
 * What the decisions lane says of a document: open to drafting, or closed with the state of its commitment. The server knows
 * locks by their references, a page by the words that it shows; a verdict gives back the lock as it came.
 */
export interface WriteContext<Held extends Pick<Lock, 'target'> = Lock> extends DocumentFacts {
	readonly phase: Pick<Phase, 'writes'> & { readonly silent?: boolean };
	readonly locks: readonly Held[];
	readonly archived: boolean;
	/** Commitments whose text is still a draft; a proposed, agreed or issued one takes no edit. */
	readonly drafts: ReadonlySet<CommitmentId>;
	/** Commitments whose route may be written: it is an annex, so also of those whose text stands. */
	readonly routes: ReadonlySet<CommitmentId>;
}

export type WriteVerdict<Held = Lock> =
	{ readonly ok: true } | { readonly ok: false; readonly code: RefusalCode; readonly lock?: Held };

const YES = { ok: true } as const;
const NO = (code: RefusalCode) => ({ ok: false, code }) as const;
type Refused = ReturnType<typeof NO>;
const HELD = <Held>(lock: Held) => ({ ok: false, code: 'lock.held', lock }) as const;

/**
 * The one answer to "may this person write there, now?". The UI disables by it and the gate enforces it (design §6).
 * `path` is that of the document: root, id, key (`cards`, card, `text`); empty, it asks whether the person could write
 * anything there. A `set` includes the right to take away what stands under the key. What a card is and where it lies are two
 * things: a phase opens some kinds of card, and with any of them the moving of all, to make room.
 */
export function mayWrite<Held extends Pick<Lock, 'target'>>(
	person: Writer,
	operation: WriteOperation,
	target: DocumentTarget,
	path: readonly string[],
	context: WriteContext<Held>,
): WriteVerdict<Held> {
	void operation; // no rule tells them apart today: what structure forbids for everybody, the gate refuses by itself
	if (context.archived) return NO('workshop.archived');
	if (person.removed) return NO('participant.removed');
	if (person.role === 'observer') return NO('role.observer');
	const pause = context.locks.find(({ target: held }) => held.kind === 'table');
	if (pause) return HELD(pause);
	switch (target.document) {
		case 'board': {
			const lock = context.locks.find((held) => closesOnBoard(held.target, path, context.board));
			if (lock) return HELD(lock);
			const pinned = pinVerdict(person, path, context.board);
			if (pinned) return pinned;
			// In silence cards come to the board by being revealed, by nobody's hand.
			if (context.phase.silent) return NO('phase.silent');
			return opensOnBoard(context.phase.writes, path, context.board) ? YES : NO('phase.closed');
		}
		case 'draft':
			return inDraft(target.commitment, path, context);
		case 'own':
			if (target.participant !== person.id) return NO('role.own-only');
			if (!context.phase.silent || path[2] === PIN_KEY) return NO('phase.closed');
			return opensOnBoard(context.phase.writes, path, context.board) ? YES : NO('phase.closed');
	}
}

function closesOnBoard(target: LockTarget, path: readonly string[], board: BoardFacts | null): boolean {
	switch (target.kind) {
		case 'table':
		case 'board':
			return true;
		case 'card':
			return cardsOn(path).includes(target.card);
		case 'branch':
			return cardsOn(path).some(
				(card) => card === target.card || (board?.isInBranch(card, target.card) ?? false),
			);
		case 'draft':
		case 'field':
			return false;
	}
}

/** The cards that a write touches: a link touches both its ends. */
function cardsOn([root, id]: readonly string[]): readonly CardId[] {
	if (id === undefined) return [];
	if (root === 'cards') return [id as CardId]; // a key of `cards`; one that is no id equals no locked card's
	if (root === 'links') return id.split('~') as CardId[]; // likewise
	return [];
}

/** The key that says that something is held in its place. Only a facilitator sets it. */
export const PIN_KEY = 'pinned';

/** What is pinned stays where it is, for everybody, until a facilitator lets it go; a card's words are not held by that. */
function pinVerdict(person: Writer, [root, id, key]: readonly string[], board: BoardFacts | null): Refused | null {
	if (id === undefined || (root !== 'cards' && root !== 'drawings')) return null;
	if (key === PIN_KEY) return person.role === 'facilitator' ? null : NO('role.facilitator-only');
	const isPlace = root === 'drawings' ? key !== undefined : LAYOUT_KEYS.has(key);
	return isPlace && board?.isPinned(root, id) ? NO('place.pinned') : null;
}

/** Keys that say where a card lies. */
export const LAYOUT_KEYS: ReadonlySet<string | undefined> = new Set(['pos', 'size', 'z']);

function opensOnBoard(writes: PhaseWrites, [root, id, key]: readonly string[], board: BoardFacts | null): boolean {
	if (key === PIN_KEY) return opensOnBoard(writes, [], board);
	switch (root) {
		case undefined:
			return writes.cards.length > 0 || writes.links || writes.drawings;
		case 'cards': {
			if (id === undefined || LAYOUT_KEYS.has(key)) return writes.cards.length > 0;
			const kind = board?.kindOf(id as CardId) ?? null; // a key of `cards`
			return kind === null ? writes.cards.length > 0 : opensKind(writes, kind);
		}
		case 'links':
			return writes.links;
		case 'drawings':
			return writes.drawings;
		default:
			return false;
	}
}

function closesInDraft(target: LockTarget, commitment: CommitmentId, [root, id]: readonly string[]): boolean {
	switch (target.kind) {
		case 'draft':
			return target.commitment === commitment;
		case 'field':
			return target.commitment === commitment && root === 'fields' && id === target.field;
		case 'table':
			return true;
		case 'board':
		case 'card':
		case 'branch':
			return false;
	}
}

/** Signed core and route apart (design §7): a lock, a proposal and an issue hold the core and nothing of the route. */
function inDraft<Held extends Pick<Lock, 'target'>>(
	commitment: CommitmentId,
	path: readonly string[],
	context: WriteContext<Held>,
): WriteVerdict<Held> {
	const { writes } = context.phase;
	const core = (): WriteVerdict<Held> => {
		if (!context.drafts.has(commitment)) return NO('commitment.not-draft');
		const lock = context.locks.find((held) => closesInDraft(held.target, commitment, path));
		if (lock) return HELD(lock);
		return writes.draftCore ? YES : NO('phase.closed');
	};
	const route = (): WriteVerdict<Held> => {
		if (!context.routes.has(commitment)) return NO('commitment.not-draft');
		return writes.draftRoute ? YES : NO('phase.closed');
	};
	switch (partOf(path, context.draft)) {
		case 'core':
			return core();
		case 'route':
			return route();
		case 'either': {
			const open = core();
			if (open.ok) return open;
			const other = route();
			return other.ok || (writes.draftRoute && !writes.draftCore) ? other : open;
		}
		case null:
			return NO('phase.closed');
	}
}

/** Where a path of a draft leads; null: to nothing that a draft has. */
function partOf([root, id]: readonly string[], draft: DraftFacts | null): 'core' | 'route' | 'either' | null {
	switch (root) {
		case undefined:
			return 'either';
		case 'fields':
		case 'choices':
			return 'core';
		case 'indicators': {
			const type = id === undefined ? null : (draft?.indicatorType(id) ?? null);
			if (type === null) return 'either';
			return type === 'result' ? 'core' : 'route';
		}
		case 'milestones':
			return 'route';
		default:
			return null;
	}
}
