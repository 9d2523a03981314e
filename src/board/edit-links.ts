import type * as Y from 'yjs';
import { act, bear } from './acts.ts';
import { linkId, parseLinkId, type CardId, type LinkId } from './ids.ts';
import { isCardKind, runsBackwards } from './kinds.ts';
import { readLink, type LinkValue } from './link.ts';
import { DONE, done, refuse, type Outcome } from './outcome.ts';
import { cardsOf, entryOf, linksOf } from './roots.ts';

/**
 * Ties two cards, turned as the tree runs: solution → cause → problem → effect, a note towards what it comments on; two of
 * one kind as drawn. A loop is not refused: a check reports it. `card.unknown`, `link.itself`.
 */
export function linkBetween(doc: Y.Doc, a: CardId, b: CardId): Outcome<LinkId> {
	const kindOfA: unknown = entryOf(cardsOf(doc), a)?.get('kind');
	const kindOfB: unknown = entryOf(cardsOf(doc), b)?.get('kind');
	if (!isCardKind(kindOfA) || !isCardKind(kindOfB)) return refuse('card.unknown');
	return runsBackwards(kindOfA, kindOfB) ? link(doc, b, a) : link(doc, a, b);
}

/** *from* feeds *to*, as given. A link that is gone comes back. `card.unknown`, `link.itself`. */
export function link(doc: Y.Doc, from: CardId, to: CardId): Outcome<LinkId> {
	if (from === to) return refuse('link.itself');
	const cards = cardsOf(doc);
	if (entryOf(cards, from) === null || entryOf(cards, to) === null) return refuse('card.unknown');
	const id = linkId(from, to);
	const links = linksOf(doc);
	const known = links.has(id) ? readLink(id, links.get(id)) : null;
	if (known !== null && !known.gone) return done(id);
	const put = (gone: boolean) => links.set(id, { from, to, gone } satisfies LinkValue);
	if (links.has(id)) act(doc, () => put(false));
	else
		bear(
			doc,
			() => put(true),
			() => put(false),
		);
	return done(id);
}

/** `link.unknown`. */
export function unlink(doc: Y.Doc, id: LinkId): Outcome {
	const ends = parseLinkId(id);
	const links = linksOf(doc);
	if (ends === null || !links.has(id)) return refuse('link.unknown');
	const { from, to } = ends;
	if (readLink(id, links.get(id))?.gone !== true) {
		act(doc, () => links.set(id, { from, to, gone: true } satisfies LinkValue));
	}
	return DONE;
}

/** Makes a link run the other way, as one act. `link.unknown`. */
export function turnRound(doc: Y.Doc, id: LinkId): Outcome<LinkId> {
	const ends = parseLinkId(id);
	const links = linksOf(doc);
	if (ends === null || !links.has(id)) return refuse('link.unknown');
	const { from, to } = ends;
	const turned = linkId(to, from);
	const turn = () => {
		links.set(id, { from, to, gone: true } satisfies LinkValue);
		links.set(turned, { from: to, to: from, gone: false } satisfies LinkValue);
	};
	if (links.has(turned)) act(doc, turn);
	else bear(doc, () => links.set(turned, { from: to, to: from, gone: true } satisfies LinkValue), turn);
	return done(turned);
}
