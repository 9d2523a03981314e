import type { CardId } from './ids.ts';
import type { CardKind } from './kinds.ts';
import type { ProblemTree } from './tree.ts';

export interface OutlineItem {
	readonly id: CardId;
	readonly children: readonly OutlineItem[];
	/** What this card feeds besides what the outline already shows by nesting. */
	readonly alsoFeeds: readonly CardId[];
	/** What feeds this card besides what the outline already shows; given where the tree grows upwards (effects). */
	readonly alsoFedBy: readonly CardId[];
}

export interface OutlineSection {
	readonly kind: CardKind;
	readonly items: readonly OutlineItem[];
}

const SECTIONS: readonly CardKind[] = ['effect', 'problem', 'cause', 'solution', 'note'];

/**
 * The tree as nested lists, from top to bottom: each card once. Causes and effects start a section of their own, solutions and
 * notes stand under the card that they are tied to. All five sections are given, empty ones too.
 */
export function treeAsOutline(tree: ProblemTree): OutlineSection[] {
	const problems = [...tree.cards.values()].filter((card) => card.kind === 'problem');
	const onlyProblem = problems.length === 1 ? (problems[0]?.id ?? null) : null;
	const under = (id: CardId): CardId | null => {
		const parent = tree.places.get(id)?.parent ?? null;
		const kind = tree.cards.get(id)?.kind;
		const parentKind = parent === null ? undefined : tree.cards.get(parent)?.kind;
		const startsSection =
			(kind === 'cause' && parentKind === 'problem') || (kind === 'effect' && parentKind !== 'effect');
		return startsSection ? null : parent;
	};
	const shows = (holder: CardId, id: CardId) => under(id) === holder || under(holder) === id;
	const implied = (a: CardId, b: CardId) => (a === onlyProblem || b === onlyProblem) && isTrunkLink(tree, a, b);
	const item = (id: CardId): OutlineItem => {
		const place = tree.places.get(id);
		const told = (other: CardId) => shows(id, other) || implied(id, other);
		return {
			id,
			children: (place?.children ?? []).filter((child) => under(child) === id).map(item),
			alsoFeeds: (place?.feeds ?? []).filter((other) => !told(other)),
			alsoFedBy:
				tree.cards.get(id)?.kind === 'effect' ? (place?.fedBy ?? []).filter((other) => !told(other)) : [],
		};
	};
	const starts = [...tree.cards.values()].filter((card) => under(card.id) === null);
	return SECTIONS.map((kind) => ({
		kind,
		items: starts.filter((card) => card.kind === kind).map((card) => item(card.id)),
	}));
}

/** A card at the head of its section feeds (or comes from) the one problem: the headings say so. */
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
