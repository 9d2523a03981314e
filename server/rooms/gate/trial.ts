import * as Y from 'yjs';
import { linkId, parseCardId } from '#board/ids.ts';
import { keyRule, RECORD_RULES } from '#board/record-rules.ts';
import { PIN_KEY, type DocumentFacts, type WriteOperation, type WriteVerdict } from '#domain/permissions.ts';
import type { Excess } from '../mass-change.ts';
import { OwnDeletes, type Removal } from './deletes.ts';
import { factsWith } from './facts.ts';
import type { FreshItem, News, Place } from './news.ts';
import { isShared, type Path, type Paths, type SharedType } from './paths.ts';
import { broughtBy, isSound, newRecordsIn, takes, valueIn, type NewRecord, type NewRecords } from './records.ts';
import { FULL, GONE, INVALID, refusalIn, TOO_MANY, type Refusal } from './refusal.ts';
import { Rows } from './row.ts';
import { refusalBelow, settle } from './settle.ts';
import { TriedTexts } from './tried-texts.ts';

/** `mayWrite` for one person in one document. */
export type MayWrite = (operation: WriteOperation, path: Path, facts: DocumentFacts) => WriteVerdict;

/**
 * Tries every part of an update, one by one, against the schema of the document and the rights of its author. A part that is
 * refused takes with it only what can't stand without it (F27).
 */
export class Trial {
	/** Fresh items that must not get in, and why. */
	readonly refused = new Map<FreshItem, Refusal>();
	/** Removals that must not happen, and why. */
	readonly kept = new Map<Removal, Refusal>();
	readonly #paths: Paths;
	readonly #facts: DocumentFacts;
	readonly #may: MayWrite;
	readonly #records: NewRecords;
	readonly #texts: TriedTexts;
	readonly #ownDeletes: OwnDeletes;
	/** Types that somebody tried to remove. */
	readonly #staying = new Set<object>();
	/** Keys that were absent and that this update has taken, by map. */
	readonly #newKeys = new Map<object, Set<string>>();
	/** Read once an update asks for them. */
	#counterparts: ReadonlyMap<string, readonly string[]> | null = null;

	/** `excess`: what takes away too much of what others made. */
	constructor(news: News, paths: Paths, facts: DocumentFacts, may: MayWrite, excess: Excess | null) {
		this.#paths = paths;
		this.#facts = facts;
		this.#may = may;
		this.#records = newRecordsIn(news);
		this.#ownDeletes = new OwnDeletes(news.deletes);
		this.#texts = new TriedTexts((operation, path) => this.#ask(operation, path), this.#ownDeletes);
		for (const removal of excess?.removals ?? []) this.kept.set(removal, TOO_MANY);
		for (const item of excess?.items ?? []) this.refused.set(item, TOO_MANY);
		for (const removal of news.removals) this.#note(this.kept, removal, this.#tryRemovalOfType(removal));
		for (const removal of news.removals) this.#note(this.kept, removal, this.#tryRemovalOfLetters(removal));
		for (const item of news.items)
			this.#note(this.refused, item, refusalBelow(item, this.refused) ?? this.#tryItem(item));
		settle({
			news,
			records: this.#records,
			rows: new Rows(news.items, this.#ownDeletes),
			refused: this.refused,
			kept: this.kept,
		});
	}

	/** The first reason, in the order of what was written; null where all of it may pass. */
	get why(): Refusal | null {
		const [first] = this.refused.values();
		const [other] = this.kept.values();
		return first ?? other ?? null;
	}

	/** Where something was refused, each place once. */
	paths(): Path[] {
		const places = new Map<string, Path>();
		const note = (path: Path) => places.set(path.join('/'), path);
		for (const { place } of this.refused.keys()) if (place !== 'gone') note(pathOf(place));
		for (const { item } of this.kept.keys()) {
			const parent: unknown = item.parent;
			if (!isShared(parent)) continue;
			note(pathOf({ type: parent, path: this.#paths.of(parent), key: item.parentSub }));
		}
		return [...places.values()];
	}

	#note<Part>(into: Map<Part, Refusal>, part: Part, refusal: Refusal | null): void {
		if (refusal !== null) into.set(part, refusal);
	}

	#ask(operation: WriteOperation, path: Path, facts = this.#facts): Refusal | null {
		return refusalIn(this.#may(operation, path, facts));
	}

	/** Records and texts are never removed, only marked. */
	#tryRemovalOfType({ item: { content } }: Removal): Refusal | null {
		if (!(content instanceof Y.ContentType)) return null;
		this.#staying.add(content.type);
		return INVALID;
	}

	/** Plain values go only by another in their place, see `settle`. */
	#tryRemovalOfLetters(removal: Removal): Refusal | null {
		const { parent, parentSub }: { readonly parent: unknown; readonly parentSub: string | null } = removal.item;
		if (parentSub !== null || !isShared(parent)) return null;
		if (this.#isStaying(parent)) return INVALID; // its words stay with it
		return this.#texts.remove(parent, this.#paths.of(parent), removal);
	}

	/** Somebody tried to remove it, or the record that it belongs to. */
	#isStaying(type: SharedType): boolean {
		for (let at: unknown = type; isShared(at); at = at._item?.parent) if (this.#staying.has(at)) return true;
		return false;
	}

	#tryItem(item: FreshItem): Refusal | null {
		const { struct, place } = item;
		if (place === 'gone') return GONE;
		const { type, path, key } = place;
		if (key === null) return this.#texts.insert(type, path, struct);
		const record = this.#records.get(type);
		if (record !== undefined) return this.#tryKeyOfNew(struct);
		const [root = '', id] = path;
		return id === undefined ? this.#tryEntry(item, type, root, key) : this.#tryKey(item, type, root, id, key);
	}

	/** The record was tried whole. */
	#tryKeyOfNew(struct: Y.Item): null {
		const brought = broughtBy(struct);
		if (brought.is === 'type') this.#texts.bear(brought.type);
		return null;
	}

	#tryEntry({ struct }: FreshItem, map: SharedType, root: string, id: string): Refusal | null {
		const brought = broughtBy(struct);
		const rule = RECORD_RULES.get(root);
		switch (rule?.is) {
			case undefined:
				return INVALID;
			case 'records': {
				const record = brought.is === 'type' ? this.#recordOf(brought.type) : undefined;
				return record === undefined ? INVALID : this.#tryRecord(record, map);
			}
			case 'values': {
				if (brought.is === 'type') return INVALID;
				if (brought.is === 'value' && !rule.accepts(brought.value, id)) return INVALID;
				const isNew = this.#isAbsent(map, id);
				if (isNew && this.#isFull(map, rule.max)) return FULL;
				return this.#ask('set', [root, id]) ?? (isNew ? this.#take(map, id) : null);
			}
			case 'texts': {
				const type = brought.is === 'type' ? brought.type : null;
				if (!(type instanceof Y.Text)) return INVALID;
				if (!rule.isId(id)) return INVALID;
				if (!this.#isAbsent(map, id)) return INVALID;
				return this.#ask('insert', [root, id]) ?? this.#take(map, id);
			}
		}
	}

	/** A record only on an absent id: a new map under a known one would wipe what stands there. */
	#tryRecord(record: NewRecord, map: SharedType): Refusal | null {
		const { root, id, rule } = record;
		if (!rule.isId(id)) return INVALID;
		if (!this.#isAbsent(map, id)) return INVALID;
		if (!isSound(record, this.#ownDeletes)) return INVALID;
		if (this.#isFull(map, rule.max)) return FULL;
		const facts = factsWith(this.#facts, root, id, valueIn(record, KIND_KEY[root] ?? ''));
		const refusal = this.#ask('insert', [root, id], facts);
		if (refusal !== null) return refusal;
		const pinned = valueIn(record, PIN_KEY) === true ? this.#ask('set', [root, id, PIN_KEY]) : null;
		return (
			pinned ??
			this.#tryMerge(root, id, valueIn(record, 'into')) ??
			this.#tryCounterpart(map, root, id, valueIn(record, 'mirrors')) ??
			this.#take(map, id)
		);
	}

	#tryKey({ struct }: FreshItem, map: SharedType, root: string, id: string, key: string): Refusal | null {
		const brought = broughtBy(struct);
		if (!takes(keyRule(root, key), brought, id)) return INVALID;
		if (brought.is === 'type' && !this.#isAbsent(map, key)) return INVALID; // it would wipe the words that stand there
		const refusal = this.#ask('set', [root, id, key]);
		if (refusal !== null) return refusal;
		if (brought.is === 'type') return this.#take(map, key);
		if (brought.is === 'dead') return null;
		// Both what it was and what it is to be: nobody turns a card into a kind that the phase does not open.
		if (key === KIND_KEY[root])
			return this.#ask('set', [root, id, key], factsWith(this.#facts, root, id, brought.value));
		if (key === 'mirrors') return this.#tryCounterpart(map.parent, root, id, brought.value);
		if (root !== 'cards' || key !== 'into') return null;
		const before: unknown = map instanceof Y.Map ? map.get(key) : null;
		return this.#tryMerge(root, id, before) ?? this.#tryMerge(root, id, brought.value);
	}

	/** A merge makes the links of one card the other's, so it needs what tying the two would need. */
	#tryMerge(root: string, id: string, into: unknown): Refusal | null {
		const [from, to] = [parseCardId(id), parseCardId(into)];
		if (root !== 'cards' || from === null || to === null) return null;
		return this.#ask('set', ['links', linkId(from, to)]);
	}

	/** Counterparts of one card show as one (`foldMerged`), which is a merge with each that is there. */
	#tryCounterpart(cards: unknown, root: string, id: string, mirrors: unknown): Refusal | null {
		if (root !== 'cards' || typeof mirrors !== 'string' || !(cards instanceof Y.Map)) return null;
		this.#counterparts ??= counterpartsIn(cards);
		for (const other of this.#counterparts.get(mirrors) ?? []) {
			const refusal = other === id ? null : this.#tryMerge(root, id, other);
			if (refusal !== null) return refusal;
		}
		return null;
	}

	#recordOf(type: object): NewRecord | undefined {
		return type instanceof Y.Map ? this.#records.get(type) : undefined;
	}

	#isAbsent(map: SharedType, key: string): boolean {
		return !map._map.has(key) && !this.#hasTaken(map, key);
	}

	/** Of two records or texts that come for one key, one would hide the other. */
	#hasTaken(map: SharedType, key: string): boolean {
		return this.#newKeys.get(map)?.has(key) ?? false;
	}

	#isFull(map: SharedType, max: number): boolean {
		return map._map.size + (this.#newKeys.get(map)?.size ?? 0) >= max;
	}

	#take(map: SharedType, key: string): null {
		const taken = this.#newKeys.get(map);
		if (taken) taken.add(key);
		else this.#newKeys.set(map, new Set([key]));
		return null;
	}
}

/** By the card that they were turned from: the cards that say so. */
function counterpartsIn(cards: Y.Map<unknown>): ReadonlyMap<string, readonly string[]> {
	const counterparts = new Map<string, string[]>();
	cards.forEach((card, id) => {
		const mirrors: unknown = card instanceof Y.Map ? card.get('mirrors') : null;
		if (typeof mirrors !== 'string') return;
		const known = counterparts.get(mirrors);
		if (known) known.push(id);
		else counterparts.set(mirrors, [id]);
	});
	return counterparts;
}

/** The key on which it depends who may write in a record. */
const KIND_KEY: Readonly<Partial<Record<string, string>>> = { cards: 'kind', indicators: 'type' };

const pathOf = ({ path, key }: Place): Path => (key === null ? path : [...path, key]);
