import type * as Y from 'yjs';
import { exactly, keyOf, type Content, type Leaf } from './content.ts';
import type { Policy } from './policy.ts';
import { told, type Fresh, type Piece, type Rehearsal } from './rehearsal.ts';

type Sound = Extract<Rehearsal, { is: 'sound' }>;

export type Forecast =
	/** The document stays as it is, byte for byte. */
	| { readonly is: 'stands'; readonly why: string }
	/** It becomes what is allowed, place by place; `refused` says what must not get in, and then its author is told. */
	| {
			readonly is: 'goes';
			readonly allowed: Allowed;
			readonly refused: readonly string[];
			/** Whether anything is refused is the gate's to say: a text would pass its limit, say, and some of it still fits. */
			readonly isUnsure: boolean;
			/** Client ids under which something was refused: what they send next does not count until their owner starts afresh. */
			readonly astray: ReadonlySet<number>;
	  };

/** For each place that may change, what may stand there; every other place stays. */
export interface Allowed {
	readonly before: Content;
	readonly places: ReadonlyMap<string, ReadonlySet<Leaf | undefined> | 'whatever'>;
}

/**
 * What the gate has to do with an update, by a rehearsal on a copy and the rules of the house. `mayWriteHere`: whether the person
 * may write anything in this document now. `isOwn`: whether a client id is this person's, or free.
 */
export function forecast(
	rehearsal: Rehearsal,
	mayWriteHere: boolean,
	isOwn: (clientId: number) => boolean,
	policy: Policy,
): Forecast {
	if (rehearsal.is === 'broken') return { is: 'stands', why: rehearsal.why };
	const { before, removed, dropped, writers } = rehearsal;
	if (removed.length === 0 && writers.length === 0) return { is: 'stands', why: 'nothing new' };
	if (!mayWriteHere) return { is: 'stands', why: 'no right to write here' };
	if (!writers.every(isOwn)) return { is: 'stands', why: 'somebody else’s client id' };
	const { refused, kept } = refusedIn(rehearsal, policy);
	const places = new Map<string, ReadonlySet<Leaf | undefined> | 'whatever'>();
	for (const place of placesTouched(rehearsal)) places.set(place, leavesAt(place, rehearsal, refused, kept, policy));
	const reasons = [...refused].map(([piece, why]) => `${why}: ${told(piece)}`);
	for (const [item, why] of kept) reasons.push(`${why}: removal of ${item.id.client} ${item.id.clock}`);
	if (dropped > 0) reasons.push(`text.gone: ${dropped} letters or keys where all is removed`);
	const isUnsure = rehearsal.dropsDead || [...places.values()].includes('whatever');
	const astray = new Set([...rehearsal.droppedFrom, ...[...refused.keys()].map(({ item }) => item.id.client)]);
	return { is: 'goes', allowed: { before, places }, refused: reasons, isUnsure, astray };
}

interface Refused {
	readonly refused: ReadonlyMap<Fresh, string>;
	readonly kept: ReadonlyMap<Y.Item, string>;
}

/** What must not get in, with all that stands on it, and what must not be removed. */
function refusedIn({ fresh, removed, last }: Sound, policy: Policy): Refused {
	const refused = new Map<Fresh, string>();
	const kept = new Map<Y.Item, string>();
	const byItem = new Map(fresh.map((piece) => [piece.item, piece]));
	for (const piece of fresh) {
		const why = policy.fresh(piece);
		if (why !== null) refused.set(piece, why);
	}
	for (let before = -1; before !== refused.size;) {
		before = refused.size;
		for (const piece of fresh) {
			if (refused.has(piece)) continue;
			const stands = piece.restsOn.find((other) => refused.has(other));
			if (stands) refused.set(piece, refused.get(stands) ?? '');
			else if (
				!policy.isWiped(piece.path) &&
				!policy.isFirst(piece) &&
				leavesNothing(piece, last, refused, byItem)
			)
				refused.set(piece, 'a key would be left without a value');
		}
		for (const piece of fresh) {
			const record = policy.recordOf(piece);
			if (record && refused.has(piece) && !refused.has(record)) refused.set(record, refused.get(piece) ?? '');
		}
	}
	for (const { item, path } of removed) {
		const why =
			policy.removed(item, path) ?? (item.parentSub === null ? null : goesFor(path, last, refused, byItem));
		if (why !== null) kept.set(item, why);
	}
	return { refused, kept };
}

/** True for a value that is dead, with nothing alive after it. */
function leavesNothing(
	{ item, path }: Fresh,
	last: ReadonlyMap<string, Y.Item>,
	refused: ReadonlyMap<Fresh, string>,
	byItem: ReadonlyMap<Y.Item, Fresh>,
): boolean {
	if (item.parentSub === null || !item.deleted) return false;
	return goesFor(path, last, refused, byItem) !== null;
}

/** A value goes only for another in its place. */
function goesFor(
	path: readonly string[],
	last: ReadonlyMap<string, Y.Item>,
	refused: ReadonlyMap<Fresh, string>,
	byItem: ReadonlyMap<Y.Item, Fresh>,
): string | null {
	const current = last.get(keyOf(path));
	if (current === undefined || current.deleted) return 'a key would be left without a value';
	const piece = byItem.get(current);
	return piece === undefined ? null : (refused.get(piece) ?? null);
}

function placesTouched({ before, after }: Sound): string[] {
	return [...new Set([...before.keys(), ...after.keys()])].filter((place) => before.get(place) !== after.get(place));
}

function leavesAt(
	place: string,
	{ before, after, texts, fresh, removed }: Sound,
	refused: ReadonlyMap<Fresh, string>,
	kept: ReadonlyMap<Y.Item, string>,
	policy: Policy,
): ReadonlySet<Leaf | undefined> | 'whatever' {
	const byItem = new Map(fresh.map((piece) => [piece.item, piece]));
	const pieces = texts.get(place);
	if (policy.isWiped(place.split('\u0000')))
		return leavesOfWiped(place, { before, fresh, removed, pieces, kept, refused });
	const holders = fresh.filter((piece) => piece.put.is !== 'letters' && isAtOrAbove(keyOf(piece.path), place));
	// Letters say themselves what they stand in: a text of that name that lost to another is not it.
	if (pieces === undefined && holders.some((piece) => refused.has(piece))) {
		// Of several values for one key some may be allowed and the last one not: then it may be any of those.
		const earlier = holders.flatMap((piece) =>
			!refused.has(piece) && piece.put.is === 'value' && keyOf(piece.path) === place
				? [`value ${exactly(piece.put.value)}`]
				: [],
		);
		return new Set([before.get(place), ...earlier]);
	}
	if (pieces === undefined) {
		const wasKept = [...kept.keys()].some((item) => keptAt(item, place, policy));
		return new Set([wasKept ? before.get(place) : after.get(place)]);
	}
	if (policy.isOverlong(place, pieces)) return 'whatever';
	const isAllowed = pieces.some(({ item }) => {
		const piece = byItem.get(item);
		return piece === undefined ? item.deleted && !kept.has(item) : !refused.has(piece);
	});
	const read = `text ${pieces.map((piece) => lettersOf(piece, byItem, refused, kept)).join('')}`;
	// Whoever writes between the halves of a pair breaks it, also by what was removed again before it was sent.
	if (!isAllowed) return new Set([before.get(place), ...(read.includes('\ufffd') ? [read] : [])]);
	return new Set([read]);
}

/** What a wipe would have taken with it stays, with what is allowed beside it. */
function leavesOfWiped(
	place: string,
	{
		before,
		fresh,
		removed,
		pieces,
		kept,
		refused,
	}: Pick<Sound, 'before' | 'fresh' | 'removed'> & Refused & { pieces: readonly Piece[] | undefined },
): ReadonlySet<Leaf | undefined> | 'whatever' {
	const here = fresh.filter((piece) => keyOf(piece.path) === place && !refused.has(piece));
	if (pieces === undefined) {
		const values = here.flatMap(({ put }) => (put.is === 'value' ? [`value ${exactly(put.value)}`] : []));
		return new Set([before.get(place), ...values]);
	}
	// Letters that are named, or typed beside, count for their own sake; the wipe hides in the copy how.
	if (here.length > 0 || removed.some(({ path, isNamed }) => isNamed && keyOf(path) === place)) return 'whatever';
	const isNew = new Set(fresh.map(({ item }) => item));
	const isLegal = new Set(here.map(({ item }) => item));
	const read = (isThere: (item: Y.Item) => boolean) =>
		`text ${pieces.map(({ item, letters }) => (isThere(item) ? letters : '')).join('')}`;
	const stood = (item: Y.Item) => kept.has(item) || (!item.deleted && !isNew.has(item));
	return new Set([before.get(place), read(stood), read((item) => stood(item) || isLegal.has(item))]);
}

const keptAt = (item: Y.Item, place: string, policy: Policy): boolean => isAtOrAbove(policy.placeOf(item), place);

function lettersOf(
	{ item, letters }: Piece,
	byItem: ReadonlyMap<Y.Item, Fresh>,
	refused: ReadonlyMap<Fresh, string>,
	kept: ReadonlyMap<Y.Item, string>,
): string {
	if (kept.has(item)) return letters;
	const piece = byItem.get(item);
	return item.deleted || (piece !== undefined && refused.has(piece)) ? '' : letters;
}

const isAtOrAbove = (upper: string, place: string): boolean => place === upper || place.startsWith(`${upper}\u0000`);

/** How the document reads otherwise than foreseen, at one place; null where it reads as foreseen. */
export function surpriseIn(now: Content, { before, places }: Allowed): string | null {
	for (const place of new Set([...now.keys(), ...before.keys(), ...places.keys()])) {
		const found = now.get(place);
		const foreseen = places.get(place) ?? new Set([before.get(place)]);
		if (foreseen === 'whatever' || foreseen.has(found)) continue;
		const wanted = [...foreseen].map((leaf) => leaf ?? 'nothing').join(' or ');
		return `${place.split('\u0000').join('/')} reads ${found ?? 'nothing'}, and should read ${wanted}`;
	}
	return null;
}
