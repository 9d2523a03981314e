/** Why an operation on a document was not done. Nothing was written then. */
export type BoardRefusal =
	| 'card.unknown'
	| 'card.exists'
	| 'card.into-itself'
	| 'link.itself'
	| 'link.unknown'
	| 'record.unknown'
	| 'record.exists'
	| 'record.too-long'
	| 'board.full'
	| 'field.unknown'
	| 'card.changed'
	| 'group.kinds'
	| 'split.nothing'
	| 'tree.nothing';

export type Outcome<Value = undefined> =
	{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: BoardRefusal };

export const DONE: Outcome = { ok: true, value: undefined };
export const done = <Value>(value: Value): Outcome<Value> => ({ ok: true, value });
export const refuse = (code: BoardRefusal): { readonly ok: false; readonly code: BoardRefusal } => ({
	ok: false,
	code,
});
