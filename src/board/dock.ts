import type * as Y from 'yjs';
import { act, bear } from './acts.ts';
import { toPosition, type Position } from './geometry.ts';
import { linkId, type CardId, type LinkId } from './ids.ts';
import { isCardKind, runsBackwards } from './kinds.ts';
import { readLink, type LinkValue } from './link.ts';
import { done, refuse, type Outcome } from './outcome.ts';
import { cardsOf, entryOf, linksOf } from './roots.ts';

/**
 * Ties a card to another and puts it down beside that, as one act: what a card does that is dropped onto another's edge. The link
 * runs as the tree does, see `linkBetween`. Not inside another transaction. `card.unknown`, `link.itself`.
 */
export function dockCard(doc: Y.Doc, id: CardId, near: CardId, pos: Position): Outcome<LinkId> {
	if (id === near) return refuse('link.itself');
	const entry = entryOf(cardsOf(doc), id);
	const kind: unknown = entry?.get('kind');
	const other: unknown = entryOf(cardsOf(doc), near)?.get('kind');
	const place = toPosition(pos);
	if (entry === null || place === null || !isCardKind(kind) || !isCardKind(other)) return refuse('card.unknown');
	const [from, to] = runsBackwards(kind, other) ? [near, id] : [id, near];
	const link = linkId(from, to);
	const links = linksOf(doc);
	const known = links.has(link) ? readLink(link, links.get(link)) : null;
	const put = (gone: boolean) => links.set(link, { from, to, gone } satisfies LinkValue);
	const finish = () => {
		if (known === null || known.gone) put(false);
		entry.set('pos', place);
	};
	if (links.has(link)) act(doc, finish);
	else bear(doc, () => put(true), finish);
	return done(link);
}
