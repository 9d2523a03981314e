import * as Y from 'yjs';
import { hasControls } from '#board/clean-text.ts';
import { isIndicatorType } from '#board/draft.ts';
import { linkId, parseCardId } from '#board/ids.ts';
import { isCardKind } from '#board/kinds.ts';
import { readLink } from '#board/link.ts';
import { RECORD_RULES, keyRule, textMax } from '#board/record-rules.ts';
import { cardsOf, entryOf, indicatorsOf, linksOf } from '#board/roots.ts';
import type { CardId } from '#domain/ids.ts';
import {
	mayWrite,
	type DocumentFacts,
	type DocumentTarget,
	type WriteContext,
	type WriteOperation,
	type Writer,
} from '#domain/permissions.ts';
import { keyOf } from './content.ts';
import type { Fresh, Piece, Rehearsal } from './rehearsal.ts';

type Sound = Extract<Rehearsal, { is: 'sound' }>;
type Asked = Omit<WriteContext, keyof DocumentFacts>;

/** The rules of the house for one person and one update. Each answer is null where it may be, or says why not. */
export interface Policy {
	fresh(piece: Fresh): string | null;
	removed(item: Y.Item, path: readonly string[]): string | null;
	/** The new record whose key a piece is: it gets in whole or not at all. */
	recordOf(piece: Fresh): Fresh | null;
	/** True for a text that would pass its limit: which letters still fit depends on their order. */
	isOverlong(place: string, pieces: readonly Piece[]): boolean;
	placeOf(item: Y.Item): string;
	/** True for a value under a key that had none: if it is dead, it takes nothing away. */
	isFirst(piece: Fresh): boolean;
	/** True where the update removes the record or text that the path leads to or into, which nobody may. */
	isWiped(path: readonly string[]): boolean;
}

const INVALID = 'value.invalid';
/** On what it depends who may write in a record. */
const KIND_KEYS: ReadonlyMap<string, string> = new Map([
	['cards', 'kind'],
	['indicators', 'type'],
]);

export function policyFor(person: Writer, target: DocumentTarget, context: Asked, rehearsal: Sound): Policy {
	const { fresh, removed, last } = rehearsal;
	const copy = rehearsal.copy();
	const facts = factsOf(copy, target);
	const ask = (operation: WriteOperation, path: readonly string[], known = facts): string | null => {
		const verdict = mayWrite(person, operation, target, path, { ...context, ...known });
		return verdict.ok ? null : verdict.code;
	};
	const places = new Map(removed.map(({ item, path }) => [item, keyOf(path)]));
	const wipedPlaces = removed.flatMap(({ item, path }) =>
		item.content instanceof Y.ContentType ? [keyOf(path)] : [],
	);
	const isWiped = (path: readonly string[]) =>
		wipedPlaces.some((place) => keyOf(path) === place || keyOf(path).startsWith(`${place}\u0000`));
	const had = (path: readonly string[]) => valueAt(copy, path) !== undefined;
	const bornBefore = (piece: Fresh) =>
		fresh.some((other) => other !== piece && other.put.is === 'map' && keyOf(other.path) === keyOf(piece.path));

	const recordOf = (piece: Fresh): Fresh | null =>
		piece.path.length !== 3 || piece.put.is === 'letters'
			? null
			: (piece.restsOn.find(({ put, path }) => put.is === 'map' && path.length === 2) ?? holderOf(piece, fresh));

	const record = (born: Fresh): string | null => {
		const [root = '', id = ''] = born.path;
		const rule = RECORD_RULES.get(root);
		if (rule?.is !== 'records' || born.put.is !== 'map') return INVALID;
		if (!rule.isId(id) || had(born.path) || bornBefore(born)) return INVALID;
		const keys = fresh.filter((piece) => recordOf(piece) === born);
		const live = new Set(keys.filter(({ put }) => put.is !== 'dead').map(({ path }) => path[2] ?? ''));
		if (!rule.required.every((key) => live.has(key))) return INVALID;
		if (keys.some((piece) => !fits(piece, root, id))) return INVALID;
		const valueOf = (key: string): unknown => {
			const item = last.get(keyOf([root, id, key]));
			const put = fresh.find((piece) => piece.item === item)?.put;
			return put?.is === 'value' ? put.value : null;
		};
		const kind = valueOf(KIND_KEYS.get(root) ?? '');
		return ask('insert', born.path, factsWith(facts, root, id, kind)) ?? merge(root, id, valueOf('into'));
	};

	/** A merge makes the links of one card the other's. */
	const merge = (root: string, id: string, into: unknown): string | null => {
		const [from, to] = [parseCardId(id), parseCardId(into)];
		return root !== 'cards' || from === null || to === null ? null : ask('set', ['links', linkId(from, to)]);
	};

	const key = (piece: Fresh): string | null => {
		const [root = '', id = '', name = ''] = piece.path;
		if (piece.path.length > 3 || !fits(piece, root, id)) return INVALID;
		if (piece.put.is === 'text' && had(piece.path)) return INVALID;
		const closed = ask('set', piece.path);
		if (closed !== null || piece.put.is !== 'value') return closed;
		if (KIND_KEYS.get(root) === name) return ask('set', piece.path, factsWith(facts, root, id, piece.put.value));
		if (name !== 'into') return null;
		return merge(root, id, valueAt(copy, piece.path)) ?? merge(root, id, piece.put.value);
	};

	const entry = (piece: Fresh): string | null => {
		const [root = '', id = ''] = piece.path;
		const rule = RECORD_RULES.get(root);
		switch (rule?.is) {
			case undefined:
				return INVALID;
			case 'records':
				return record(piece);
			case 'values':
				if (piece.put.is === 'map' || piece.put.is === 'text') return INVALID;
				if (piece.put.is === 'value' && !rule.accepts(piece.put.value, id)) return INVALID;
				return ask('set', piece.path);
			case 'texts':
				if (piece.put.is !== 'text' || !rule.isId(id) || had(piece.path)) return INVALID;
				return ask('insert', piece.path);
		}
	};

	const letters = (piece: Fresh): string | null => {
		if (textMax(piece.path) === null) return INVALID;
		const isOfNewRecord = piece.restsOn.some(({ put }) => put.is === 'text') || isInNewText(piece, fresh);
		const closed = isOfNewRecord ? null : ask('insert', piece.path);
		if (closed !== null) return closed;
		return piece.put.is === 'letters' && hasControls(piece.put.letters) ? INVALID : null;
	};

	return {
		fresh(piece) {
			if (piece.item.parentSub === null) return letters(piece);
			if (piece.path.length === 2) return entry(piece);
			return recordOf(piece) === null ? key(piece) : null;
		},
		removed(item, path) {
			if (item.content instanceof Y.ContentType || isWiped(path)) return INVALID;
			return item.parentSub === null ? ask('delete', path) : null;
		},
		recordOf,
		isOverlong(place, pieces) {
			const max = textMax(place.split('\u0000'));
			return (
				max !== null &&
				pieces.reduce((sum, { item, letters: run }) => sum + (item.deleted ? 0 : run.length), 0) > max
			);
		},
		placeOf: (item) => places.get(item) ?? '',
		isFirst: (piece) => piece.put.is !== 'map' && piece.put.is !== 'text' && !had(piece.path),
		isWiped,
	};
}

/** Whether a key may hold what is put there at all. */
function fits({ put, path }: Fresh, root: string, id: string): boolean {
	const rule = keyRule(root, path[2] ?? '');
	switch (put.is) {
		case 'dead':
			return rule?.is === 'value';
		case 'value':
			return rule?.is === 'value' && rule.accepts(put.value, id);
		case 'text':
			return rule?.is === 'text';
		case 'map':
		case 'letters':
			return false;
	}
}

/** The new map or text that a piece stands in, however far to the side. */
function holderOf({ item }: Fresh, fresh: readonly Fresh[]): Fresh | null {
	const parent: unknown = item.parent;
	const holder = parent instanceof Y.AbstractType ? parent._item : null;
	return fresh.find((other) => other.item === holder) ?? null;
}

const isInNewText = (piece: Fresh, fresh: readonly Fresh[]): boolean => holderOf(piece, fresh)?.put.is === 'text';

function valueAt(doc: Y.Doc, [root = '', ...keys]: readonly string[]): unknown {
	let at: unknown = doc.getMap(root);
	for (const name of keys) at = at instanceof Y.Map && at.has(name) ? (at.get(name) ?? null) : undefined;
	return at;
}

function factsOf(doc: Y.Doc, target: DocumentTarget): DocumentFacts {
	if (target.document === 'draft') {
		return {
			board: null,
			draft: {
				indicatorType(id) {
					const type: unknown = entryOf(indicatorsOf(doc), id)?.get('type');
					return isIndicatorType(type) ? type : null;
				},
			},
		};
	}
	return {
		draft: null,
		board: {
			kindOf(card) {
				const kind: unknown = entryOf(cardsOf(doc), card)?.get('kind');
				return isCardKind(kind) ? kind : null;
			},
			isInBranch: (card, root) => branchOf(doc, root).has(card),
		},
	};
}

/** The facts once a record is of another kind. */
function factsWith({ board, draft }: DocumentFacts, root: string, id: string, kind: unknown): DocumentFacts {
	return {
		board: board && {
			...board,
			kindOf: (card) => (root === 'cards' && card === id && isCardKind(kind) ? kind : board.kindOf(card)),
		},
		draft: draft && {
			indicatorType: (other) =>
				root === 'indicators' && other === id && isIndicatorType(kind) ? kind : draft.indicatorType(other),
		},
	};
}

/** The card and all that feeds it, straight or through others; what was merged into a card is part of it. */
function branchOf(doc: Y.Doc, root: CardId): ReadonlySet<string> {
	const found = new Set<string>([root]);
	const links = [...linksOf(doc).entries()].flatMap(([id, value]) => readLink(id, value) ?? []);
	const merges = [...cardsOf(doc).keys()].map((id) => ({ from: id, to: entryOf(cardsOf(doc), id)?.get('into') }));
	for (const card of found) {
		for (const { from, to, gone } of links) if (to === card && !gone) found.add(from);
		for (const { from, to } of merges) if (to === card) found.add(from);
	}
	return found;
}
