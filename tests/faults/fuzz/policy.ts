import * as Y from 'yjs';
import { hasControls } from '#board/clean-text.ts';
import { linkId, parseCardId } from '#board/ids.ts';
import { RECORD_RULES, keyRule, textMax } from '#board/record-rules.ts';
import { cardsOf } from '#board/roots.ts';
import {
	PIN_KEY,
	mayWrite,
	type DocumentFacts,
	type DocumentTarget,
	type WriteContext,
	type WriteOperation,
	type Writer,
} from '#domain/permissions.ts';
import { factsIn, factsWith } from './facts.ts';
import type { Fresh, Put, Removed, Sound } from './rehearsal.ts';
import type { Row } from './rows.ts';

export type Asked = Omit<WriteContext, keyof DocumentFacts>;

const INVALID = 'value.invalid';
/** On what it depends who may write in a record. */
const KIND_KEYS: ReadonlyMap<string, string> = new Map([
	['cards', 'kind'],
	['indicators', 'type'],
]);

/**
 * The rules of the house for one person and one update [G1–G3, G5]. Each answer is null where it may be, or says why not. Removals
 * are asked about first; then what is new, in the order in which it was written, and only what nothing refused stands under: of two
 * that can't both be, the first may.
 */
export class Policy {
	readonly #person: Writer;
	readonly #target: DocumentTarget;
	readonly #context: Asked;
	readonly #rehearsal: Sound;
	readonly #facts: DocumentFacts;
	/** Maps and texts that the update names for removal. */
	readonly #wiped: ReadonlySet<object>;
	/** Keys without a value that the update has given one, by map. */
	readonly #begun = new Map<object, Set<string>>();
	/** How long each text is with all that may be so far. */
	readonly #lengths = new Map<object, number>();

	constructor(person: Writer, target: DocumentTarget, context: Asked, rehearsal: Sound) {
		this.#person = person;
		this.#target = target;
		this.#context = context;
		this.#rehearsal = rehearsal;
		this.#facts = factsIn(rehearsal.standing.doc, target);
		this.#wiped = new Set(
			rehearsal.removed.flatMap(({ item, row }) =>
				item.content instanceof Y.ContentType ? row.runs.flatMap(({ type }) => type ?? []) : [],
			),
		);
	}

	/** Records and texts go with nobody, and their words stay with them. Values go by others in their place: see `verdictOn`. */
	removal({ item, row, length }: Removed): string | null {
		if (item.content instanceof Y.ContentType) return INVALID;
		if (row.key !== null) return null;
		const closed = this.#isWiped(row.type) ? INVALID : this.#ask('delete', row.path);
		if (closed === null) this.#lengths.set(row.type, this.#lengthOf(row) - length);
		return closed;
	}

	fresh(piece: Fresh): string | null {
		const { row } = piece;
		if (row === null) return 'text.gone';
		if (row.key === null) return this.#letters(piece, row);
		if (row.path.length === 2) return this.#entry(piece, row);
		return this.recordOf(piece) === null ? this.#key(piece, row) : null;
	}

	/** The new record whose key a piece is: it gets in whole or not at all. */
	recordOf({ row, holder }: Fresh): Fresh | null {
		return row?.path.length === 3 && row.key !== null && holder?.put.is === 'map' ? holder : null;
	}

	#ask(operation: WriteOperation, path: readonly string[], facts = this.#facts): string | null {
		const verdict = mayWrite(this.#person, operation, this.#target, path, { ...this.#context, ...facts });
		return verdict.ok ? null : verdict.code;
	}

	// ── letters ─────────────────────────────────────────────────────────────────────────────────────────────────────────

	#letters({ put, holder, struct, erased }: Fresh, row: Row): string | null {
		const { path } = row;
		const max = textMax(path);
		if (max === null) return INVALID;
		// Who may make a record may write its first words.
		const closed = holder !== null && this.recordOf(holder) !== null ? null : this.#ask('insert', path);
		if (closed !== null || put.is !== 'letters') return closed;
		if (hasControls(put.letters)) return INVALID;
		const before = this.#lengthOf(row);
		const after = before + struct.length - erased;
		if (after > before && after > max) return INVALID;
		this.#lengths.set(row.type, after);
		return null;
	}

	#lengthOf(row: Row): number {
		return this.#lengths.get(row.type) ?? this.#rehearsal.before(row)?._length ?? 0;
	}

	#isWiped(type: object): boolean {
		for (let at: unknown = type; at instanceof Y.AbstractType; at = at._item?.parent)
			if (this.#wiped.has(at)) return true;
		return false;
	}

	// ── entries of a root ───────────────────────────────────────────────────────────────────────────────────────────────

	#entry(piece: Fresh, row: Row): string | null {
		const [root = '', id = ''] = row.path;
		const rule = RECORD_RULES.get(root);
		switch (rule?.is) {
			case undefined:
				return INVALID;
			case 'records':
				return piece.put.is === 'map' ? this.#record(piece, row) : INVALID;
			case 'values':
				if (piece.put.is === 'map' || piece.put.is === 'text') return INVALID;
				if (piece.put.is === 'value' && !rule.accepts(piece.put.value, id)) return INVALID;
				return this.#ask('set', row.path);
			case 'texts':
				if (piece.put.is !== 'text' || !rule.isId(id) || this.#isTaken(row)) return INVALID;
				return this.#ask('insert', row.path) ?? this.#begin(row);
		}
	}

	#record(born: Fresh, row: Row): string | null {
		const [root = '', id = ''] = row.path;
		const rule = RECORD_RULES.get(root);
		if (rule?.is !== 'records' || !rule.isId(id) || this.#isTaken(row)) return INVALID;
		const keys = this.#rehearsal.fresh.filter((piece) => this.recordOf(piece) === born);
		const living = new Set<string>();
		const begun = new Set<string>();
		for (const { put, struct, row: at, erased } of keys) {
			const name = at?.key ?? '';
			if (!fits(put, root, id, name)) return INVALID;
			if (struct.origin === null ? begun.has(name) : put.is === 'text') return INVALID;
			begun.add(name);
			if (put.is !== 'dead' && erased === 0) living.add(name);
		}
		if (!rule.required.every((key) => living.has(key))) return INVALID;
		const valueOf = (name: string): unknown => {
			const put = keys.findLast((piece) => piece.row?.key === name && piece.put.is === 'value')?.put;
			return put?.is === 'value' ? put.value : null;
		};
		const facts = factsWith(this.#facts, root, id, valueOf(KIND_KEYS.get(root) ?? ''));
		const closed = this.#ask('insert', row.path, facts);
		const pinned = valueOf(PIN_KEY) === true ? this.#ask('set', [...row.path, PIN_KEY]) : null;
		return (
			closed ??
			pinned ??
			this.#merge(root, id, valueOf('into')) ??
			this.#mirror(root, id, valueOf('mirrors')) ??
			this.#begin(row)
		);
	}

	// ── keys of a record that is there ──────────────────────────────────────────────────────────────────────────────────

	#key(piece: Fresh, row: Row): string | null {
		const [root = '', id = '', name = ''] = row.path;
		const { put } = piece;
		if (row.path.length > 3 || !fits(put, root, id, name)) return INVALID;
		if (put.is === 'text' && this.#isTaken(row)) return INVALID; // it would wipe the words that stand there
		const closed = this.#ask('set', row.path);
		if (closed !== null) return closed;
		if (put.is === 'text') return this.#begin(row);
		if (put.is !== 'value') return null;
		// Both what it was and what it is to be.
		if (KIND_KEYS.get(root) === name)
			return this.#ask('set', row.path, factsWith(this.#facts, root, id, put.value));
		if (name === 'mirrors') return this.#mirror(root, id, put.value);
		if (name !== 'into') return null;
		const map = this.#rehearsal.before(row);
		const before: unknown = map instanceof Y.Map ? map.get(name) : null;
		return this.#merge(root, id, before) ?? this.#merge(root, id, put.value);
	}

	/** A merge makes the links of one card the other's. */
	#merge(root: string, id: string, into: unknown): string | null {
		const [from, to] = [parseCardId(id), parseCardId(into)];
		return root !== 'cards' || from === null || to === null ? null : this.#ask('set', ['links', linkId(from, to)]);
	}

	/** Cards turned from the same one show as one: a merge with each that is there. */
	#mirror(root: string, id: string, original: unknown): string | null {
		if (root !== 'cards' || typeof original !== 'string') return null;
		for (const [other, card] of cardsOf(this.#rehearsal.standing.doc).entries()) {
			const isCounterpart = other !== id && card instanceof Y.Map && card.get('mirrors') === original;
			const closed = isCounterpart ? this.#merge(root, id, other) : null;
			if (closed !== null) return closed;
		}
		return null;
	}

	/** Of two records or texts that come for one key, one would hide the other. */
	#isTaken(row: Row): boolean {
		return this.#hasBegun(row) || (this.#rehearsal.before(row)?._map.has(row.key ?? '') ?? false);
	}

	#hasBegun({ type, key }: Row): boolean {
		return this.#begun.get(type)?.has(key ?? '') ?? false;
	}

	#begin(row: Row): null {
		const begun = this.#begun.get(row.type) ?? new Set();
		this.#begun.set(row.type, begun.add(row.key ?? ''));
		return null;
	}
}

/** Whether a key may hold what is put there at all. */
function fits(put: Put, root: string, id: string, key: string): boolean {
	const rule = keyRule(root, key);
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
