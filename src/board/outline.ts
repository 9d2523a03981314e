import type { CardId } from './ids.ts';
import { isTrunkKind, rises, TRUNK_KINDS, type CardKind } from './kinds.ts';
import type { Card, ProblemTree } from './tree.ts';

export interface OutlineItem {
	readonly id: CardId;
	readonly children: readonly OutlineItem[];
	/** What this card feeds besides what the outline already shows by nesting, in reading order. */
	readonly alsoFeeds: readonly CardId[];
	/** What feeds this card besides what the outline already shows; given where the tree grows upwards (effects). */
	readonly alsoFedBy: readonly CardId[];
	/** True where nesting or headings already show something that this card feeds, or that feeds it: then the rest is "also". */
	readonly isTied: boolean;
	/** What was merged into this card. */
	readonly merged: readonly Card[];
}

export interface OutlineSection {
	readonly kind: CardKind;
	readonly items: readonly OutlineItem[];
}

/** Levels after which a chain goes on as an item of its section: nobody nests that deep, and no page could show it. */
const MAX_DEPTH = 40;

const SECTIONS: readonly CardKind[] = [
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
 * The tree as nested lists, from top to bottom: each card once. Causes and effects start a section of their own, solutions and
 * notes stand under the card that they are tied to. All sections are given, empty ones too. Items that are as they were in
 * the outline `before` are the same objects again, so that a list of 500 cards draws only the rows that changed.
 */
export function treeAsOutline(tree: ProblemTree, before: readonly OutlineSection[] = []): OutlineSection[] {
	const known = itemsById(before);
	const onlyTrunks = new Set(
		TRUNK_KINDS.flatMap((trunk) => {
			const [first, ...others] = [...tree.cards.values()].filter((card) => card.kind === trunk);
			return first && others.length === 0 ? [first.id] : [];
		}),
	);
	const under = (id: CardId): CardId | null => {
		const parent = tree.places.get(id)?.parent ?? null;
		const kind = tree.cards.get(id)?.kind;
		const parentKind = parent === null ? undefined : tree.cards.get(parent)?.kind;
		const level = tree.places.get(id)?.level ?? 0;
		const startsSection =
			((kind === 'cause' || kind === 'means') && isTrunkKind(parentKind)) ||
			(rises(kind) && parentKind !== kind) ||
			(kind === 'actor' && parentKind !== 'actor') ||
			(level !== 0 && level % MAX_DEPTH === 0);
		return startsSection ? null : parent;
	};
	const shows = (holder: CardId, id: CardId) => under(id) === holder || under(holder) === id;
	const implied = (a: CardId, b: CardId) => (onlyTrunks.has(a) || onlyTrunks.has(b)) && isTrunkLink(tree, a, b);
	const rank = new Map([...tree.cards.keys()].map((id, index) => [id, index]));
	const inOrder = (ids: CardId[]) => ids.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
	const item = (id: CardId): OutlineItem => {
		const place = tree.places.get(id);
		const told = (other: CardId) => shows(id, other) || implied(id, other);
		const feeds = place?.feeds ?? [];
		const fedBy = place?.fedBy ?? [];
		const alsoFeeds = inOrder(feeds.filter((other) => !told(other)));
		const othersFeeding = inOrder(fedBy.filter((other) => !told(other)));
		const fresh: OutlineItem = {
			id,
			children: (place?.children ?? []).filter((child) => under(child) === id).map(item),
			alsoFeeds,
			alsoFedBy: rises(tree.cards.get(id)?.kind) ? othersFeeding : [],
			isTied: alsoFeeds.length + othersFeeding.length < feeds.length + fedBy.length,
			merged: tree.merged.get(id) ?? [],
		};
		const old = known.get(id);
		return old && isSame(old, fresh) ? old : fresh;
	};
	const starts = [...tree.cards.values()].filter((card) => under(card.id) === null);
	return SECTIONS.map((kind) => ({
		kind,
		items: starts.filter((card) => card.kind === kind).map((card) => item(card.id)),
	}));
}

function itemsById(sections: readonly OutlineSection[]): Map<CardId, OutlineItem> {
	const items = new Map<CardId, OutlineItem>();
	const waiting = sections.flatMap((section) => section.items);
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		items.set(next.id, next);
		waiting.push(...next.children);
	}
	return items;
}

/** The list in which a card stands, itself included, and the section; null where it stands in none. */
export function siblingsIn(
	sections: readonly OutlineSection[],
	id: CardId,
): { readonly section: CardKind; readonly siblings: readonly CardId[] } | null {
	for (const { kind, items } of sections) {
		const waiting: (readonly OutlineItem[])[] = [items];
		for (let list = waiting.pop(); list !== undefined; list = waiting.pop()) {
			if (list.some((item) => item.id === id)) return { section: kind, siblings: list.map((item) => item.id) };
			for (const item of list) if (item.children.length > 0) waiting.push(item.children);
		}
	}
	return null;
}

function isSame(a: OutlineItem, b: OutlineItem): boolean {
	return (
		a.isTied === b.isTied &&
		isSameList(a.children, b.children) &&
		isSameList(a.alsoFeeds, b.alsoFeeds) &&
		isSameList(a.alsoFedBy, b.alsoFedBy) &&
		isSameList(a.merged, b.merged)
	);
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]) =>
	a.length === b.length && a.every((item, index) => item === b[index]);

/** A card at the head of its section feeds (or comes from) the one problem or objective: the headings say so. */
function isTrunkLink(tree: ProblemTree, a: CardId, b: CardId): boolean {
	return tree.places.get(a)?.parent === b || tree.places.get(b)?.parent === a;
}

export interface OutlineWords {
	/** Headings of the sections. */
	readonly sections: Readonly<Record<CardKind, string>>;
	readonly kinds: Readonly<Record<CardKind, string>>;
	readonly alsoFeeds: string;
	readonly alsoFedBy: string;
	readonly noText: string;
}

/** The outline as indented lines, for places that know no markup. */
export function outlineText(tree: ProblemTree, words: OutlineWords): string {
	const textOf = (id: CardId) => tree.cards.get(id)?.text.replace(/\s+/g, ' ').trim() || words.noText;
	const lines: string[] = [];
	const write = (item: OutlineItem, section: CardKind, depth: number) => {
		const kind = tree.cards.get(item.id)?.kind ?? section;
		const indent = '  '.repeat(depth);
		lines.push(`${indent}- ${kind === section ? '' : `${words.kinds[kind]}: `}${textOf(item.id)}`);
		const tell = (label: string, ids: readonly CardId[]) => {
			if (ids.length > 0) lines.push(`${indent}  (${label}: ${ids.map(textOf).join('; ')})`);
		};
		tell(words.alsoFeeds, item.alsoFeeds);
		tell(words.alsoFedBy, item.alsoFedBy);
		for (const child of item.children) write(child, section, depth + 1);
	};
	for (const { kind, items } of treeAsOutline(tree)) {
		if (items.length === 0) continue;
		if (lines.length > 0) lines.push('');
		lines.push(words.sections[kind]);
		for (const item of items) write(item, kind, 0);
	}
	return lines.join('\n');
}
