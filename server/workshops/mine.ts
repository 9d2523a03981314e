import type * as Y from 'yjs';
import { enteredUnder } from '#board/entered-by.ts';
import { readTree } from '#board/read-tree.ts';
import type { Card, ProblemTree } from '#board/tree.ts';
import type { CardId, ParticipantId } from '#domain/ids.ts';
import { isReached } from '#domain/polls.ts';
import type { BoardPicture } from '#domain/texts.ts';
import type { CardUse, CardVote, MyCard } from '#protocol/mine.ts';
import type { CommitmentView, PollView } from '#protocol/view.ts';

/** One person's cards on a board, with the tree that they are part of. */
export interface Written {
	readonly tree: ProblemTree;
	readonly cards: readonly Card[];
}

/** Those that the person entered, or that say that their word is that person's; merged and gone ones too. */
export function writtenBy(
	doc: Y.Doc,
	ownerOf: (client: number) => ParticipantId | null,
	person: ParticipantId,
): Written {
	const tree = readTree(doc);
	const all = [...tree.cards.values(), ...[...tree.merged.values()].flat(), ...tree.gone];
	const cards = all.filter(({ id, details }) => {
		if (details.voice && 'participant' in details.voice) return details.voice.participant === person;
		const client = enteredUnder(doc, id);
		return client !== null && ownerOf(client) === person;
	});
	return { tree, cards };
}

export interface Happened {
	/** Boards that were kept, oldest first. */
	readonly kept: readonly { readonly at: number; readonly board: BoardPicture }[];
	readonly polls: readonly PollView[];
	readonly commitments: readonly CommitmentView[];
}

/** What became of each card: where it stands, which votes were on it, which commitments rest on it. */
export function fatesOf({ tree, cards }: Written, { kept, polls, commitments }: Happened): MyCard[] {
	const standing = standsFor(tree);
	return cards.map((card): MyCard => {
		const stand = card.gone ? null : (standing.get(card.id) ?? null);
		const is = stand === null ? card.id : stand;
		const asked = [card.id, is];
		return {
			card: card.id,
			kind: card.kind,
			text: card.text,
			original: originalOf(card, kept, polls),
			fate: stand === null ? 'gone' : stand === card.id ? 'there' : 'merged',
			into: stand === null || stand === card.id ? null : textOf(tree, stand),
			under: stand === null ? [] : (tree.places.get(stand)?.feeds ?? []).map((id) => textOf(tree, id)),
			votes: polls.flatMap((poll) => voteOn(poll, asked)),
			commitments: commitments.flatMap((commitment) => useOf(tree, standing, commitment, asked, is)),
		};
	});
}

/** By card: the one that people see in its place; itself where it was not merged. */
function standsFor(tree: ProblemTree): Map<CardId, CardId> {
	const standing = new Map<CardId, CardId>([...tree.cards.keys()].map((id) => [id, id]));
	for (const [into, merged] of tree.merged) for (const { id } of merged) standing.set(id, into);
	return standing;
}

const textOf = (tree: ProblemTree, id: CardId): string => tree.cards.get(id)?.text ?? '';

function originalOf(card: Card, kept: Happened['kept'], polls: readonly PollView[]): MyCard['original'] {
	const wordings = [
		...kept.map(({ at, board }) => ({ at, text: board.cards.find((one) => one.card === card.id)?.text ?? '' })),
		...polls.map(({ openedAt, options }) => ({
			at: openedAt,
			text: options.find((option) => option.card === card.id)?.text ?? '',
		})),
	]
		.filter(({ text }) => text.trim() !== '')
		.sort((a, b) => a.at - b.at);
	const [oldest] = wordings;
	return oldest && oldest.text.trim() !== card.text.trim() ? oldest : null;
}

function voteOn(poll: PollView, asked: readonly CardId[]): CardVote[] {
	const option = poll.options.find(({ card }) => card !== null && asked.includes(card));
	if (!option || poll.card.practice) return [];
	const { tally } = poll;
	let result: CardVote['result'] = null;
	if (tally && 'order' in tally) {
		const row = tally.order.findIndex((tied) => tied.includes(option.id));
		const before = tally.order.slice(0, Math.max(row, 0)).reduce((sum, tied) => sum + tied.length, 0);
		if (row >= 0) result = { is: 'ordered', place: before + 1, of: poll.options.length };
	} else if (tally) result = { is: isReached(tally) ? 'chosen' : 'not-chosen' };
	return [{ poll: poll.id, question: poll.question, closedAt: poll.closedAt, status: poll.status, result }];
}

function useOf(
	tree: ProblemTree,
	standing: ReadonlyMap<CardId, CardId>,
	{ id, title, status, solutions, issued }: CommitmentView,
	asked: readonly CardId[],
	is: CardId,
): CardUse[] {
	const directly = solutions.some((solution) => asked.includes(solution));
	const reached = directly || solutions.some((solution) => feeds(tree, standing.get(solution) ?? solution, is));
	return reached ? [{ commitment: id, title, status, directly, url: issued && `/c/${id}` }] : [];
}

/** Whether a solution answers the card, straight or through others; never over the problem in the trunk, which all feed. */
function feeds(tree: ProblemTree, from: CardId, to: CardId): boolean {
	const seen = new Set<CardId>();
	const waiting = [from];
	for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
		if (at === to) return true;
		const kind = tree.cards.get(at)?.kind;
		if (seen.has(at) || kind === 'problem' || kind === 'effect') continue;
		seen.add(at);
		waiting.push(...(tree.places.get(at)?.feeds ?? []));
	}
	return false;
}
