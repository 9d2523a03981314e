import type * as Y from 'yjs';
import { readTree } from '#board/read-tree.ts';
import { seedDraft } from '#board/seed.ts';
import type { CardKind } from '#domain/cards.ts';
import type { CardId, CommitmentId } from '#domain/ids.ts';
import type { FieldKey } from '#domain/cards.ts';
import type { Documents } from './documents.ts';
import type { Table } from './table.ts';

/**
 * Gives a new draft its texts, begun with the words that the table chose: its problem, its chosen causes, the solutions that
 * the commitment answers. Called after the start is on the log, and again when a table is loaded, since the process may have
 * died between the two; texts that exist are left alone.
 */
export async function seedDraftOf(table: Table, documents: Documents, id: CommitmentId): Promise<void> {
	const commitment = table.state?.commitments.get(id);
	if (!commitment) return;
	const chosen = [...(table.state?.chosen.keys() ?? [])];
	const fields = await documents.read(table.id, { document: 'board' }, (board) =>
		wordsFor(board, chosen, commitment.solutions),
	);
	await documents.write(table.id, { document: 'draft', commitment: id }, (draft) => seedDraft(draft, fields));
}

function wordsFor(
	board: Y.Doc,
	chosen: readonly CardId[],
	solutions: readonly CardId[],
): Partial<Record<FieldKey, string>> {
	const { cards } = readTree(board);
	const textsOf = (ids: Iterable<CardId>, kind: CardKind): string =>
		[...ids]
			.flatMap((id) => cards.get(id) ?? [])
			.filter((card) => card.kind === kind && card.text !== '')
			.map((card) => card.text)
			.join('\n');
	return {
		problem: textsOf(cards.keys(), 'problem'),
		causes: textsOf(chosen, 'cause'),
		solution: textsOf(solutions, 'solution'),
	};
}
