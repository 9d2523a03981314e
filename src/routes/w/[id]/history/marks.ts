import type { BoardChanges } from '#board/compare.ts';
import type { CardId, LinkId } from '#board/ids.ts';
import type { CardMark, PictureMarks } from '#board/render-svg.ts';
import type { ProblemTree } from '#board/tree.ts';
import { m } from '#i18n/compiled/messages.js';

interface Marked {
	readonly mark: CardMark;
	readonly word: string;
}

/** What to mark on the pictures of two moments: on the earlier one what goes, on the later one what came, on both what changed. */
export function marksOf(
	changes: BoardChanges,
	before: ProblemTree,
	after: ProblemTree,
): { readonly before: PictureMarks; readonly after: PictureMarks } {
	const changed: Marked = { mark: 'changed', word: m.history_mark_changed() };
	const merged: Marked = { mark: 'changed', word: m.history_mark_merged() };
	const both = new Map<CardId, Marked>();
	for (const list of [changes.reworded, changes.rekinded, changes.detailed]) {
		for (const pair of list) both.set(pair.after.id, changed);
	}
	const earlier = new Map(both);
	const later = new Map(both);
	for (const { card, into } of changes.merged) {
		earlier.set(card.id, merged);
		later.set(into.id, merged);
	}
	for (const { card } of changes.parted) later.set(card.id, changed);
	for (const { id } of changes.removed) earlier.set(id, { mark: 'removed', word: m.history_mark_removed() });
	for (const { id } of changes.added) later.set(id, { mark: 'added', word: m.history_mark_added() });
	return {
		before: { cards: earlier, links: linksOnlyIn(before, after) },
		after: { cards: later, links: linksOnlyIn(after, before) },
	};
}

function linksOnlyIn(tree: ProblemTree, other: ProblemTree): ReadonlySet<LinkId> {
	const known = new Set(other.links.map(({ from, to }) => `${from}~${to}`));
	return new Set(tree.links.filter(({ from, to }) => !known.has(`${from}~${to}`)).map(({ id }) => id));
}
