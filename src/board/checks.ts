import { likeWorded, stemOf, type Worded } from './check-wording.ts';
import type { CheckWords } from './check-words.ts';
import type { CardId, LinkId } from './ids.ts';
import { isTrunkKind, runsBackwards, standsBeside } from './kinds.ts';
import { plainWords } from './plain-words.ts';
import { finish, type Steps } from './steps.ts';
import type { Card, ProblemTree, TreeLink } from './tree.ts';

/**
 * What the method of the problem tree would ask about. In the order in which findings are told: what breaks the tree before
 * what only concerns its words.
 */
export const CHECKS = [
	'two-problems',
	'loop',
	'turned-round',
	'orphan',
	'no-text',
	'missing-solution',
	'same-words',
] as const;
export type Check = (typeof CHECKS)[number];

export interface Finding {
	readonly check: Check;
	/** The same for the same cards, however often the board is looked at. */
	readonly key: string;
	/**
	 * Two problems: all of them, the best tied first. Loop: round the loop, from where its last link leads to where that comes from.
	 * Turned round: from, to. Orphan: all that is tied together, the card to be tied first. Same words: the best tied first.
	 */
	readonly cards: readonly CardId[];
	/** Loop and turned round: the link to cut or to turn. */
	readonly link: LinkId | null;
}

/** Kinds that say what is wrong; a solution may well be missing there. */
const WRONGS: ReadonlySet<string> = new Set(['problem', 'cause', 'effect']);
/** Loops told at once: whoever cuts one often cuts the others. */
const LOOPS_MAX = 20;

/** Pure and deterministic. */
export function checksOf(tree: ProblemTree, words: CheckWords): Finding[] {
	return finish(checksInSteps(tree, words));
}

/** The same step by step: cards that say nearly the same are sought among all pairs of them, which takes long where many share words. */
export function* checksInSteps(tree: ProblemTree, words: CheckWords): Steps<Finding[]> {
	const found = [...twoProblems(tree), ...loops(tree), ...turnedRound(tree), ...orphans(tree)];
	yield;
	return [...found, ...(yield* inWords(tree, words))];
}

const finding = (check: Check, cards: readonly CardId[], link: LinkId | null = null): Finding => ({
	check,
	key: `${check} ${link ?? [...cards].sort().join(' ')}`,
	cards,
	link,
});

function twoProblems(tree: ProblemTree): Finding[] {
	const problems = [...tree.cards.values()].filter(({ kind }) => kind === 'problem').map(({ id }) => id);
	return problems.length < 2 ? [] : [finding('two-problems', bestTiedFirst(tree, problems))];
}

/** The card with most links first; of equals, as they are read. */
export function bestTiedFirst(tree: ProblemTree, ids: readonly CardId[]): CardId[] {
	const ties = (id: CardId) => {
		const place = tree.places.get(id);
		return (place?.feeds.length ?? 0) + (place?.fedBy.length ?? 0);
	};
	return [...ids].sort((a, b) => ties(b) - ties(a));
}

/** Whatever feeds itself, also by way of an effect, which the tree as it is laid out does not follow. */
function loops(tree: ProblemTree): Finding[] {
	const links = new Map(tree.links.map((link) => [`${link.from} ${link.to}`, link]));
	const found: Finding[] = [];
	const done = new Set<CardId>();
	for (const start of tree.cards.keys()) {
		if (done.has(start)) continue;
		// A stack of our own: a chain of 5,000 cards must not end in a range error.
		const path: { readonly id: CardId; next: number }[] = [{ id: start, next: 0 }];
		const at = new Map([[start, 0]]);
		for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
			const next = tree.places.get(top.id)?.feeds[top.next++];
			if (next === undefined) {
				path.pop();
				at.delete(top.id);
				done.add(top.id);
				continue;
			}
			const from = at.get(next);
			if (from !== undefined) {
				found.push(
					loopOf(
						tree,
						path.slice(from).map(({ id }) => id),
						links,
					),
				);
				if (found.length === LOOPS_MAX) return found;
			} else if (!done.has(next)) {
				at.set(next, path.length);
				path.push({ id: next, next: 0 });
			}
		}
	}
	return found;
}

/** A loop told from the link that is most likely wrong: one against the way of the tree, else the one that closed it. */
function loopOf(tree: ProblemTree, ring: readonly CardId[], links: ReadonlyMap<string, TreeLink>): Finding {
	const linkAt = (index: number) => links.get(`${ring[index]} ${ring[(index + 1) % ring.length]}`);
	const wrong = ring.findIndex((_, index) => isBackwards(tree, linkAt(index)));
	const last = wrong === -1 ? ring.length - 1 : wrong;
	const cards = [...ring.slice(last + 1), ...ring.slice(0, last + 1)];
	return finding('loop', cards, linkAt(last)?.id ?? null);
}

function turnedRound(tree: ProblemTree): Finding[] {
	return tree.links
		.filter((link) => isBackwards(tree, link))
		.map(({ id, from, to }) => finding('turned-round', [from, to], id));
}

/** An effect that stands as a cause: it feeds what should feed it. */
function isBackwards(tree: ProblemTree, link: TreeLink | undefined): boolean {
	const from = link && tree.cards.get(link.from)?.kind;
	const to = link && tree.cards.get(link.to)?.kind;
	if (from === undefined || to === undefined || standsBeside(from) || standsBeside(to)) return false;
	return runsBackwards(from, to);
}

/** What no tie leads to the problem; asked only where there is one. */
function orphans(tree: ProblemTree): Finding[] {
	const reached = new Set<CardId>();
	const group = (start: CardId): CardId[] => {
		const ids = [start];
		reached.add(start);
		for (const id of ids) {
			const place = tree.places.get(id);
			for (const next of [...(place?.feeds ?? []), ...(place?.fedBy ?? [])]) {
				if (reached.has(next)) continue;
				reached.add(next);
				ids.push(next);
			}
		}
		return ids;
	};
	const kindOf = (id: CardId) => tree.cards.get(id)?.kind;
	const trunk = [...tree.cards.keys()].filter((id) => isTrunkKind(kindOf(id)));
	if (trunk.length === 0) return [];
	for (const id of trunk) if (!reached.has(id)) group(id);
	const found: Finding[] = [];
	// A group is told by the card that the others hang on.
	for (const id of [...tree.roots, ...tree.cards.keys()]) {
		if (reached.has(id) || standsBeside(kindOf(id))) continue;
		found.push(finding('orphan', group(id)));
	}
	return found;
}

interface Read {
	readonly words: CheckWords;
	readonly isBlank: boolean;
	readonly isMissing: boolean;
	readonly worded: Worded;
}

/** What a card says, read once as long as it is the same card. */
const reads = new WeakMap<Card, Read>();

function read(card: Card, words: CheckWords): Read {
	const known = reads.get(card);
	if (known?.words === words) return known;
	const all = plainWords(card.text);
	const telling = all.filter((word) => !words.empty.has(word));
	const said = telling.length > 0 ? telling : all;
	const fresh: Read = {
		words,
		isBlank: card.text.trim() === '',
		isMissing: words.missing.test(all.join(' ')),
		worded: { id: card.id, key: said.join(' '), stems: [...new Set(said.map(stemOf))] },
	};
	reads.set(card, fresh);
	return fresh;
}

function* inWords(tree: ProblemTree, words: CheckWords): Steps<Finding[]> {
	const blank: Finding[] = [];
	const missing: Finding[] = [];
	const families = new Map<string, Worded[]>();
	for (const card of tree.cards.values()) {
		yield;
		const { isBlank, isMissing, worded } = read(card, words);
		const isWrong = WRONGS.has(card.kind);
		if (isBlank) blank.push(finding('no-text', [card.id]));
		else if (isWrong && isMissing) missing.push(finding('missing-solution', [card.id]));
		if (worded.key === '') continue;
		const family = isWrong ? 'wrong' : card.kind;
		const others = families.get(family);
		if (others) others.push(worded);
		else families.set(family, [worded]);
	}
	const same: CardId[][] = [];
	for (const family of families.values()) same.push(...(yield* likeWorded(family)));
	return [...blank, ...missing, ...same.map((ids) => finding('same-words', bestTiedFirst(tree, ids)))];
}
