import type { BoardFacts } from '#domain/permissions.ts';
import type { CardId } from './ids.ts';
import type { Card, ProblemTree } from './tree.ts';

/** The card and all that feeds it, straight or through others: its causes, their causes, the solutions on them. */
export function branchOf(tree: ProblemTree, root: CardId): ReadonlySet<CardId> {
	const feeders = new Map<CardId, CardId[]>();
	for (const { from, to } of tree.links) {
		const known = feeders.get(to);
		if (known) known.push(from);
		else feeders.set(to, [from]);
	}
	const branch = new Set([root]);
	for (const id of branch) for (const feeder of feeders.get(id) ?? []) branch.add(feeder); // a set yields what joins it meanwhile
	return branch;
}

/** The tree as `mayWrite` asks about it. Branches are walked once each. */
export function boardFacts(tree: ProblemTree): BoardFacts {
	const branches = new Map<CardId, ReadonlySet<CardId>>();
	const gone = new Map<CardId, Card>(tree.gone.map((card) => [card.id, card]));
	return {
		kindOf: (card) => (tree.cards.get(card) ?? gone.get(card))?.kind ?? null,
		isInBranch(card, root) {
			const branch = branches.get(root) ?? branchOf(tree, root);
			branches.set(root, branch);
			return branch.has(card);
		},
	};
}
