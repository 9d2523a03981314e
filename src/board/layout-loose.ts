import type { Position, Size } from './geometry.ts';
import type { CardId } from './ids.ts';
import type { CardKind } from './kinds.ts';
import type { Card, ProblemTree } from './tree.ts';

const GAP = 32; // page units
const BLOCK_GAP = 80;

/** Blocks from top to bottom, as the tree stands. */
const BLOCKS: readonly CardKind[] = [
	'effect',
	'problem',
	'cause',
	'solution',
	'end',
	'objective',
	'means',
	'actor',
	'note',
];

/**
 * Cards that nothing connects yet, in one block a kind, right of the trees: filled column by column, so that a block laid out
 * twice stays as it is (reading order runs left to right, then down).
 */
export function packLoose(
	tree: ProblemTree,
	loose: readonly CardId[],
	sizeOf: (card: Card) => Size,
	[left, top]: Position,
): Map<CardId, Position> {
	const positions = new Map<CardId, Position>();
	let y = top;
	for (const kind of BLOCKS) {
		const block = loose.flatMap((id) => tree.cards.get(id) ?? []).filter((card) => card.kind === kind);
		if (block.length === 0) continue;
		const rows = Math.ceil(Math.sqrt(block.length));
		const width = Math.max(...block.map((card) => sizeOf(card)[0])) + GAP;
		const height = Math.max(...block.map((card) => sizeOf(card)[1])) + GAP;
		block.forEach((card, index) => {
			positions.set(card.id, [left + Math.floor(index / rows) * width, y + (index % rows) * height]);
		});
		y += rows * height - GAP + BLOCK_GAP;
	}
	return positions;
}
