import type * as Y from 'yjs';
import { parseDocumentName } from '#board/document-names.ts';
import { hasRoomFor, plantOwnCards, readOwnSheet, type OwnSheet } from '#board/own-sheet.ts';
import { cardsOf } from '#board/roots.ts';
import { textOf } from '#domain/hashing.ts';
import type { SilenceAnswer } from '#protocol/api.ts';
import type { Command, CommandOf } from '#domain/commands.ts';
import type { ParticipantId, WorkshopId } from '#domain/ids.ts';
import type { WorkshopState } from '#domain/state.ts';
import type { Planting } from '../rooms/planting.ts';
import type { Storage, UpdateBatch } from '../storage/storage.ts';
import type { Documents } from './documents.ts';
import { NOTHING_FROZEN, type Frozen } from './freezing.ts';

export type Revealing = CommandOf<'revealCards' | 'revealAll' | 'moderateCard'>;

export interface Sheet {
	readonly participant: ParticipantId;
	readonly sheet: OwnSheet;
}

/** Whether the command may bring own cards to the board, so that these are to be read; why not, `decide` says. */
export function isRevealing(state: WorkshopState | null, actor: ParticipantId, command: Command): command is Revealing {
	const person = state?.people.get(actor);
	if (!state || !person || person.removed || state.status !== 'open') return false;
	if (!state.phases.get(state.phase)?.silent) return false;
	if (command.type === 'revealCards') return person.role !== 'observer';
	return (command.type === 'revealAll' || command.type === 'moderateCard') && person.role === 'facilitator';
}

/** Whose sheets the command is about. */
export async function authorsOf(
	storage: Pick<Storage, 'documents'>,
	state: WorkshopState,
	actor: ParticipantId,
	command: Revealing,
): Promise<readonly ParticipantId[]> {
	switch (command.type) {
		case 'revealCards':
			return [actor];
		case 'moderateCard': {
			const author = state.offered.get(command.card);
			return author ? [author] : [];
		}
		case 'revealAll':
			return ownersOfSheets(storage, state);
	}
}

/** Everybody at the table who ever wrote something for themselves. */
export async function ownersOfSheets(
	storage: Pick<Storage, 'documents'>,
	state: WorkshopState,
): Promise<readonly ParticipantId[]> {
	const names = await storage.documents.list(state.id);
	return names.flatMap((name) => {
		const target = parseDocumentName(name);
		if (target?.document !== 'own') return [];
		const person = state.people.get(target.participant);
		return person && !person.removed && !person.erased ? [person.id] : [];
	});
}

export function readSheets(
	documents: Pick<Documents, 'read'>,
	workshop: WorkshopId,
	authors: readonly ParticipantId[],
): Promise<Sheet[]> {
	return Promise.all(
		authors.map(async (participant) => ({
			participant,
			sheet: await documents.read(workshop, { document: 'own', participant }, readOwnSheet),
		})),
	);
}

/** What the decision may see and write while the board stands still; null where so many cards do not fit. */
export function frozenSheets(
	state: WorkshopState,
	sheets: readonly Sheet[],
	board: Y.Doc,
	plant: (plantings: readonly Planting[]) => UpdateBatch,
): Frozen | null {
	const there = cardsOf(board);
	const own = sheets.map(({ participant, sheet }) => ({
		participant,
		cards: sheet.cards.filter(({ card }) => !there.has(card)).map(({ card, kind, text }) => ({ card, kind, text })),
	}));
	if (
		!hasRoomFor(
			board,
			own.reduce((sum, { cards }) => sum + cards.length, 0),
		)
	)
		return null;
	const withLinks = state.phases.get(state.phase)?.writes.links ?? false;
	const sheetOf = new Map(sheets.map(({ participant, sheet }) => [participant, sheet]));
	return {
		...NOTHING_FROZEN,
		own,
		plant(events) {
			const shown = events.filter((body) => body.type === 'cards.revealed');
			if (shown.length === 0) return null;
			return plant(
				shown.flatMap(({ participant, cards }) => {
					const sheet = sheetOf.get(participant);
					if (!sheet) return [];
					const ids = new Set(cards);
					return [{ participant, write: (doc: Y.Doc) => plantOwnCards(doc, sheet, ids, withLinks) }];
				}),
			);
		},
	};
}

/** Words only of what its author offered; of the rest its number, over all. */
export function silenceOf(state: WorkshopState, sheets: readonly Sheet[]): SilenceAnswer {
	const kept = sheets.map(({ sheet }) =>
		sheet.cards.filter(({ card, text }) => !state.revealed.has(card) && text.trim() !== ''),
	);
	const offered = sheets.flatMap(({ participant, sheet }) =>
		sheet.cards.filter(({ card }) => state.offered.get(card) === participant),
	);
	return {
		people: kept.filter((cards) => cards.length > 0).length,
		cards: kept.reduce((sum, cards) => sum + cards.length, 0),
		offered: offered.map(({ card, kind, text }) => ({
			...{ card, kind, text },
			content: textOf({ cards: [{ card, kind, text }] }).hash,
		})),
	};
}
