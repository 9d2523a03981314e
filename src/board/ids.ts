import { idFromBytes, parseId, type CardId, type LinkId, type RecordId } from '#domain/ids.ts';

export type { CardId, LinkId, RecordId };

/** What tldraw puts after `shape:`, and our own ids too. */
const RECORD_ID = /^[A-Za-z0-9_-]{1,64}$/;
const SEPARATOR = '~';

/** A fresh card id. The caller brings 20 random bytes, so that this folder needs no randomness of its own. */
export function newCardId(bytes: Uint8Array): CardId {
	return idFromBytes(bytes) as CardId; // the one place where a new card id takes its brand
}

export function parseCardId(text: unknown): CardId | null {
	return parseId<CardId>(text);
}

/** The id of the link between two cards: derived from both, so that a link exists once whoever draws it. */
export function linkId(from: CardId, to: CardId): LinkId {
	return `${from}${SEPARATOR}${to}` as LinkId; // built from two checked ids
}

/** The two ends that a link id names, or null where the text is no link id, or one from a card to itself. */
export function parseLinkId(text: string): { id: LinkId; from: CardId; to: CardId } | null {
	const [a, b, ...rest] = text.split(SEPARATOR);
	const from = parseCardId(a);
	const to = parseCardId(b);
	if (from === null || to === null || rest.length > 0 || from === to) return null;
	return { id: linkId(from, to), from, to };
}

/** The id of a drawing, frame, shape, image or indicator. */
export function parseRecordId(text: unknown): RecordId | null {
	return typeof text === 'string' && RECORD_ID.test(text) ? (text as RecordId) : null;
}
