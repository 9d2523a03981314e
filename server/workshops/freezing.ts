import type * as Y from 'yjs';
import { boardPicture } from '#board/board-picture.ts';
import { boardCards, draftCore, draftRoute } from '#board/content.ts';
import { readTree } from '#board/read-tree.ts';
import type { Command } from '#domain/commands.ts';
import type { EventBody, LockTarget } from '#domain/events.ts';
import { textOf } from '#domain/hashing.ts';
import type { CardId, CommitmentId, TextHash } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import type { CommitmentState } from '#domain/state.ts';
import type {
	Amends,
	BoardPicture,
	FrozenCard,
	FrozenCore,
	FrozenRoute,
	FrozenTree,
	TableSetup,
} from '#domain/texts.ts';
import type { OwnCards } from '#domain/decision.ts';
import type { UpdateBatch } from '../storage/storage.ts';
import type { Undoing } from '../rooms/undoing.ts';
import type { Table } from './table.ts';

export interface Frozen {
	readonly cards: { readonly hash: TextHash; readonly cards: readonly FrozenCard[] } | null;
	readonly core: { readonly hash: TextHash; readonly core: FrozenCore } | null;
	readonly route: { readonly hash: TextHash; readonly route: FrozenRoute } | null;
	readonly tree: FrozenTree | null;
	readonly undoing: Undoing | null;
	/** Cards that people wrote in silence, which the command may bring to the board. */
	readonly own: readonly OwnCards[] | null;
	/** What these events write in the document that stands still; null where they write nothing. */
	readonly plant: ((events: readonly EventBody[]) => UpdateBatch | null) | null;
	/** The board that the end of a phase or a session keeps. */
	readonly board: BoardPicture | null;
}

export const NOTHING_FROZEN: Frozen = {
	cards: null,
	core: null,
	route: null,
	tree: null,
	undoing: null,
	own: null,
	plant: null,
	board: null,
};

/** Which document a command freezes, if any. */
export function targetOf(command: Command): DocumentTarget | null {
	switch (command.type) {
		case 'openDots':
		case 'openConfirmation':
		case 'proposeWording':
		case 'witnessIssue':
		case 'movePhase':
		case 'closeSession':
			return { document: 'board' };
		case 'openPoll':
			return 'cards' in command.about ? { document: 'board' } : null;
		case 'requestRoute':
		case 'proposeCommitment':
			return { document: 'draft', commitment: command.commitment };
		case 'setLock':
			return cardOf(command.target) ? { document: 'board' } : null;
		default:
			return null;
	}
}

/** False where the document is only kept beside the decision: then it is made also where the document can't be had. */
export function needsDocument({ type }: Command): boolean {
	return type !== 'movePhase' && type !== 'closeSession';
}

/** The card that a new conversation is about; null for every other command. */
export function cardTalkedAbout(command: Command): CardId | null {
	return command.type === 'addComment' && command.target.kind === 'card' ? command.target.card : null;
}

/** The card that a lock starts from: the board has to say whether it is there. */
const cardOf = (target: LockTarget): CardId | null => ('card' in target ? target.card : null);

/** What a command takes out of the document that was frozen for it. */
export function freeze(table: Table, command: Command, doc: Y.Doc): Frozen {
	switch (command.type) {
		case 'openDots':
		case 'openConfirmation':
			return { ...NOTHING_FROZEN, cards: frozenCards(doc, command.cards) };
		case 'proposeWording':
			return { ...NOTHING_FROZEN, cards: frozenCards(doc, [command.card]) };
		case 'openPoll':
			return 'cards' in command.about
				? { ...NOTHING_FROZEN, cards: frozenCards(doc, command.about.cards) }
				: NOTHING_FROZEN;
		case 'witnessIssue':
			return { ...NOTHING_FROZEN, tree: frozenTree(doc) };
		case 'movePhase':
		case 'closeSession':
			return { ...NOTHING_FROZEN, board: boardPicture(doc) };
		case 'proposeCommitment': {
			const core = frozenCore(table, doc, command.commitment);
			return core ? { ...NOTHING_FROZEN, core } : NOTHING_FROZEN;
		}
		case 'requestRoute': {
			const route = frozenRoute(table, doc, command.commitment);
			return route ? { ...NOTHING_FROZEN, route } : NOTHING_FROZEN;
		}
		case 'setLock': {
			const card = cardOf(command.target);
			return card ? { ...NOTHING_FROZEN, cards: frozenCards(doc, [card]) } : NOTHING_FROZEN;
		}
		default:
			return NOTHING_FROZEN;
	}
}

/** The named cards that are on the board, in the order asked for, and the hash that the facilitator sends back. */
export function frozenCards(doc: Y.Doc, ids: readonly CardId[]): { hash: TextHash; cards: readonly FrozenCard[] } {
	const cards = boardCards(doc, ids);
	return { hash: textOf({ cards }).hash, cards };
}

export function frozenCore(table: Table, doc: Y.Doc, id: CommitmentId): { hash: TextHash; core: FrozenCore } | null {
	const commitment = table.state?.commitments.get(id);
	const title = commitment && table.text(commitment.title);
	if (!table.state || !commitment || title === undefined) return null;
	const { language } = table.textValue<TableSetup>(table.state.setup);
	const amends = amendsOf(table, commitment);
	const core: FrozenCore = {
		...{ commitment: id, workshop: table.id, title, language, ...draftCore(doc) },
		...(amends ? { amends } : {}),
	};
	return { hash: textOf(core).hash, core };
}

/** The lines of action as they stand in the draft, and the hash by which whoever publishes them says that they saw these. */
export function frozenRoute(table: Table, doc: Y.Doc, id: CommitmentId): { hash: TextHash; route: FrozenRoute } | null {
	if (!table.state?.commitments.has(id)) return null;
	const { language } = table.textValue<TableSetup>(table.state.setup);
	const route: FrozenRoute = { commitment: id, workshop: table.id, language, ...draftRoute(doc) };
	return { hash: textOf(route).hash, route };
}

/** What a new version takes the place of; people see and sign it with the text. */
function amendsOf(table: Table, { amending, issued }: CommitmentState): Amends | null {
	if (!amending || !issued) return null;
	const { version, record } = issued;
	return { kind: amending.kind, version, record, reason: table.text(amending.reason) ?? '' };
}

export function frozenTree(doc: Y.Doc): FrozenTree {
	const tree = readTree(doc);
	return {
		cards: [...tree.cards.values()].map(({ id, kind, text, pos, size }) => ({ card: id, kind, text, pos, size })),
		links: tree.links.map(({ from, to }) => ({ from, to })),
	};
}
