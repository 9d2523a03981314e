/** Kinds of card on the board. Closed list: the server refuses any other. */
export const CARD_KINDS = [
	'problem',
	'cause',
	'effect',
	'solution',
	'note',
	'objective',
	'means',
	'end',
	'actor',
] as const;
export type CardKind = (typeof CARD_KINDS)[number];

/** Fields of a commitment's draft, after OGP's current template (ogp.md); each is one plain Y.Text. */
export const FIELD_KEYS = [
	'problem',
	'causes',
	'background',
	'solution',
	'results',
	'transparency',
	'accountability',
	'participation',
	'lead',
	'supporters',
	'term',
] as const;
export type FieldKey = (typeof FIELD_KEYS)[number];
