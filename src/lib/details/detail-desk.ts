import type * as Y from 'yjs';
import type { DetailKey } from '#domain/card-details.ts';
import { setDetail, type CardDetails } from '#board/details.ts';
import type { CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import { m } from '#i18n/compiled/messages.js';

/** Says one thing of a card and answers with what came of it, in words. `what` names it. */
export function say<Key extends DetailKey>(
	doc: Y.Doc,
	id: CardId,
	key: Key,
	value: CardDetails[Key] | null,
	what: string,
): string {
	if (!setDetail(doc, id, key, value).ok) return m.details_not_done();
	return value === null || value === false ? m.details_unsaid({ what }) : m.details_said({ what });
}

/** Cards that claim something is so. */
export const claims = (kind: CardKind): boolean => kind === 'cause' || kind === 'effect' || kind === 'problem';
/** Cards that somebody would have to do. */
export const isDoable = (kind: CardKind): boolean => kind === 'solution' || kind === 'means';
