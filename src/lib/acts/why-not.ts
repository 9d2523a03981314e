import type { Card } from '#board/card.ts';
import type { CardId } from '#board/ids.ts';
import type { BoardRights } from '#board/rights.ts';
import { MIRROR_KIND, type CardKind } from '#board/kinds.ts';
import type { Template } from '#board/template-shapes.ts';
import type { ProblemTree } from '#board/tree.ts';
import { m } from '#i18n/compiled/messages.js';
import type { Locale } from '#i18n/locale.ts';

// Why a person may not do an act that touches several cards; null where they may. In the reader's language: that of the rights.

type Named = Pick<Card, 'id' | 'kind'>;

/** A merge ties the cards to each other and writes on each. */
export function whyNotMerge(rights: BoardRights, cards: readonly Named[]): string | null {
	const [first, ...others] = cards;
	if (first === undefined) return null;
	return firstReason([
		...cards.map(({ id }) => rights.card(id)),
		...others.map(({ id }) => rights.link(first.id, id)),
	]);
}

/** A heading is a new card tied to each of them. */
export function whyNotGroup(
	rights: BoardRights,
	cards: readonly Named[],
	at?: { readonly locale: Locale },
): string | null {
	const [first] = cards;
	if (first === undefined) return null;
	if (cards.some(({ kind }) => kind !== first.kind)) return m.acts_group_kinds({}, at);
	return rights.add(first.kind) ?? firstReason(cards.map(({ id }) => rights.link(id, null)));
}

/** The parts are new cards, tied as the card is. */
export function whyNotSplit(rights: BoardRights, { id, kind }: Named): string | null {
	return rights.card(id) ?? rights.add(kind) ?? rights.link(id, null);
}

/** An objectives tree needs the right to each kind of card that would come, and to tie them. */
export function whyNoObjectives(
	rights: BoardRights,
	tree: ProblemTree,
	at?: { readonly locale: Locale },
): string | null {
	const kinds = new Set([...tree.cards.values()].flatMap(({ kind }) => MIRROR_KIND[kind] ?? []));
	if (kinds.size === 0) return m.acts_objectives_nothing({}, at);
	return firstReason([...[...kinds].map((kind) => rights.add(kind)), rights.link(ANY_CARD, null)]);
}

/** A template needs the right to each kind of card in it, to ties and to frames, as far as it has some. */
export function whyNoTemplate(rights: BoardRights, { cards, frames }: Template): string | null {
	const kinds = new Set(cards.map(({ kind }) => kind));
	const hasLinks = cards.some(({ feeds = [] }) => feeds.length > 0);
	return whyNotBring(rights, [...kinds], hasLinks, frames.length > 0);
}

/** What comes from elsewhere needs the right to all that it brings: a half of it would say something else. */
export function whyNotBring(
	rights: BoardRights,
	kinds: readonly CardKind[],
	hasLinks: boolean,
	hasDrawings: boolean,
): string | null {
	return firstReason([
		...kinds.map((kind) => rights.add(kind)),
		hasLinks ? rights.link(ANY_CARD, null) : null,
		hasDrawings ? rights.draw() : null,
	]);
}

/** An id that no card has: what is asked is whether one could be tied. */
const ANY_CARD = '' as CardId;

const firstReason = (reasons: readonly (string | null)[]): string | null =>
	reasons.find((reason) => reason !== null) ?? null;
