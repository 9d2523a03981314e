import { areSameDetails } from './details.ts';
import type { CardId } from './ids.ts';
import type { Card, ProblemTree } from './tree.ts';

/** One card at two moments. */
export interface CardPair {
	readonly before: Card;
	readonly after: Card;
}

/** What two cards are tied by; *from* feeds *to*. */
export interface CardTie {
	readonly from: Card;
	readonly to: Card;
}

/** What is otherwise on a later board than on an earlier one, each in the reading order of its board. */
export interface BoardChanges {
	readonly added: readonly Card[];
	readonly removed: readonly Card[];
	readonly reworded: readonly CardPair[];
	/** Became another kind of card. */
	readonly rekinded: readonly CardPair[];
	/** What is said beside the text: evidence, powers, budget. */
	readonly detailed: readonly CardPair[];
	readonly merged: readonly { readonly card: Card; readonly into: Card }[];
	/** Stand by themselves again. */
	readonly parted: readonly { readonly card: Card; readonly from: Card }[];
	/** New ties between cards that both were there before, and ties that went although both cards are still there. */
	readonly linked: readonly CardTie[];
	readonly unlinked: readonly CardTie[];
}

/** Where a card lies is no change: the tree is laid out afresh wherever it is shown. */
export function compareBoards(before: ProblemTree, after: ProblemTree): BoardChanges {
	const [mergedBefore, mergedAfter] = [mergedInto(before), mergedInto(after)];
	const both = pairs(before, after);
	const fresh = [...after.cards.values()].filter(({ id }) => !before.cards.has(id));
	const left = [...before.cards.values()].filter(({ id }) => !after.cards.has(id));
	return {
		added: fresh.filter(({ id }) => !mergedBefore.has(id)),
		removed: left.filter(({ id }) => !mergedAfter.has(id)),
		reworded: both.filter((pair) => pair.before.text.trim() !== pair.after.text.trim()),
		rekinded: both.filter((pair) => pair.before.kind !== pair.after.kind),
		detailed: both.filter((pair) => !areSameDetails(pair.before.details, pair.after.details)),
		merged: left.flatMap((card) => {
			const into = mergedAfter.get(card.id);
			return into ? [{ card, into }] : [];
		}),
		parted: fresh.flatMap((card) => {
			const from = mergedBefore.get(card.id);
			return from ? [{ card, from }] : [];
		}),
		linked: tiesOnlyIn(after, before, after),
		unlinked: tiesOnlyIn(before, after, after),
	};
}

export function isUnchanged(changes: BoardChanges): boolean {
	return Object.values(changes).every((list: readonly unknown[]) => list.length === 0);
}

/** By card that is part of another: that other. */
function mergedInto(tree: ProblemTree): Map<CardId, Card> {
	const into = new Map<CardId, Card>();
	for (const [id, parts] of tree.merged) {
		const whole = tree.cards.get(id);
		if (whole) for (const part of parts) into.set(part.id, whole);
	}
	return into;
}

function pairs(before: ProblemTree, after: ProblemTree): CardPair[] {
	return [...after.cards.values()].flatMap((card): CardPair[] => {
		const was = before.cards.get(card.id);
		return was ? [{ before: was, after: card }] : [];
	});
}

/** Ties of `tree` that `other` has not, between cards that both boards show; with the cards as they read in `read`. */
function tiesOnlyIn(tree: ProblemTree, other: ProblemTree, read: ProblemTree): CardTie[] {
	const known = new Set(other.links.map(({ from, to }) => `${from}~${to}`));
	return tree.links.flatMap((link): CardTie[] => {
		if (known.has(`${link.from}~${link.to}`)) return [];
		const isShared = other.cards.has(link.from) && other.cards.has(link.to);
		const [from, to] = [read.cards.get(link.from), read.cards.get(link.to)];
		return isShared && from && to ? [{ from, to }] : [];
	});
}
