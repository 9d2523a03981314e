import {
	DocumentRecordType,
	isShapeId,
	PageRecordType,
	TLDOCUMENT_ID,
	type IndexKey,
	type TLShape,
	type TLShapeId,
	type TLStore,
} from 'tldraw';
import type * as Y from 'yjs';
import { observeDrawings } from '#board/observe-drawings.ts';
import { readDrawing, readDrawings } from '#board/edit-drawings.ts';
import type { Position } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import { observeTree } from '#board/observe-tree.ts';
import type { BoardRefusal } from '#board/outcome.ts';
import { ALL_RIGHTS, type BoardRights } from '#board/rights.ts';
import type { Card, ProblemTree, TreeLink } from '#board/tree.ts';
import { drawingShape } from './drawing-shape.ts';
import {
	BOARD_PAGE,
	cardShape,
	isCardShape,
	isLinkShape,
	linkShape,
	recordIdOf,
	shapeIdOf,
	type CardShape,
} from './records.ts';
import { writeChanges } from './write-changes.ts';

export interface BindOptions {
	/** True while a gesture is under way: what it changes is written when it ends (F25). */
	readonly isBusy: () => boolean;
	readonly isReadOnly: () => boolean;
	readonly makeId: () => CardId;
	/** What this person may do; everything, where nobody says. */
	readonly rights?: () => BoardRights;
	/** The first tree, and each that differs in more than texts. */
	readonly onStructure?: (tree: ProblemTree) => void;
	/** Copies made by the canvas took the places of these shapes: from the copy's first id to its final one. */
	readonly onCopied?: (ids: ReadonlyMap<TLShapeId, TLShapeId>) => void;
	/** Copies of cards whose kind is not written now; they are gone again. */
	readonly onNotCopied?: (count: number) => void;
	readonly onRefused?: (code: BoardRefusal) => void;
	/** These shapes are about to stand in the store: what has to be measured of them can be measured together. */
	readonly onBring?: (shapes: readonly TLShape[]) => void;
}

export interface StoreBinding {
	readonly tree: ProblemTree;
	/** Writes what the person changed in the store, unless a gesture is under way. Happens by itself after each change. */
	commit(): void;
	/** How many cards and drawings the next commit would move. */
	countMoved(): number;
	/** Forgets what the person changed: all goes back to what the document says. */
	discard(): void;
	/** Shows cards elsewhere than the document says: others' drags, and cards that glide to a new place. Replaces the last call's. */
	preview(places: ReadonlyMap<CardId, Position>): void;
	/** Changes nothing any more, in either direction. */
	stop(): void;
}

/**
 * Ties a tldraw store to a board document. What comes from the document enters as remote changes, and only what the person
 * did is written back, compared with what the document holds: nothing can echo. One observer for all cards, one for drawings.
 */
export function bindStore(store: TLStore, doc: Y.Doc, options: BindOptions): StoreBinding {
	store.mergeRemoteChanges(() => {
		if (!store.has(TLDOCUMENT_ID)) store.put([DocumentRecordType.create({ id: TLDOCUMENT_ID })]);
		const index = 'a1' as IndexKey;
		if (!store.has(BOARD_PAGE)) store.put([PageRecordType.create({ id: BOARD_PAGE, name: '', index })]);
	});

	// What the document says, as last brought to the store.
	const cards = new Map<TLShapeId, Card>();
	const links = new Map<TLShapeId, TreeLink>();
	const drawings = new Set<TLShapeId>();
	let previews: ReadonlyMap<CardId, Position> = new Map();
	/** What the person changed and the document doesn't know yet. */
	let touched = new Set<TLShapeId>();
	let isStopped = false;

	const wanted = (id: TLShapeId): TLShape | null => {
		const card = cards.get(id);
		if (card) return cardShape(card, previews.get(card.id));
		const link = links.get(id);
		if (link) return linkShape(link);
		if (!drawings.has(id)) return null;
		const drawing = readDrawing(doc, recordIdOf(id));
		return drawing && drawingShape(store, drawing);
	};

	/** Makes these shapes as the document says. One that the person has in hand keeps its place until it is put down. */
	const bring = (ids: Iterable<TLShapeId>) => {
		const put: TLShape[] = [];
		const remove: TLShapeId[] = [];
		for (const id of ids) {
			const shape = wanted(id);
			const current = store.get(id);
			const known = current !== undefined && isShape(current) ? current : null;
			if (shape === null) {
				if (known) remove.push(id);
			} else if (!touched.has(id)) {
				if (known === null) put.push(shape);
				else if (!isSame(known, shape)) put.push(asKnown(known, shape));
			} else if (known !== null && isCardShape(known) && isCardShape(shape)) {
				const { kind, text } = shape.props;
				if (known.props.kind !== kind || known.props.text !== text) {
					put.push({ ...known, props: { ...known.props, kind, text } });
				}
			}
		}
		if (put.length === 0 && remove.length === 0) return;
		options.onBring?.(put);
		store.mergeRemoteChanges(() => {
			if (remove.length > 0) store.remove(remove);
			if (put.length > 0) putAll(store, put);
		});
	};

	const takeTree = (tree: ProblemTree, onlyTexts: ReadonlySet<CardId> | null) => {
		const changed = new Set<TLShapeId>();
		if (onlyTexts !== null) {
			for (const cardId of onlyTexts) {
				const card = tree.cards.get(cardId);
				if (!card) continue;
				cards.set(shapeIdOf(cardId), card);
				changed.add(shapeIdOf(cardId));
			}
		} else {
			sweep(cards, tree.cards.values(), (a, b) => a === b, changed);
			sweep(links, tree.links, (a, b) => a.from === b.from && a.to === b.to, changed);
		}
		if (onlyTexts === null) options.onStructure?.(tree);
		bring(changed);
	};

	const takeDrawings = (ids: Iterable<string>) => {
		const changed: TLShapeId[] = [];
		for (const recordId of ids) {
			const id = shapeIdOf(recordId);
			const drawing = readDrawing(doc, recordId);
			if (drawing !== null && drawingShape(store, drawing) !== null) drawings.add(id);
			else drawings.delete(id);
			changed.push(id);
		}
		bring(changed);
	};

	const observed = observeTree(doc, (tree, change) => {
		if (!isStopped) takeTree(tree, change.structure ? null : change.cards);
	});
	const stopDrawings = observeDrawings(doc, (ids) => {
		if (!isStopped) takeDrawings(ids);
	});
	takeTree(observed.current, null);
	takeDrawings(readDrawings(doc).map((drawing) => drawing.id));

	const commit = () => {
		if (isStopped || touched.size === 0 || options.isBusy()) return;
		const ids = touched;
		touched = new Set();
		if (!options.isReadOnly()) {
			const written = writeChanges(
				{
					doc,
					store,
					makeId: options.makeId,
					rights: options.rights?.() ?? ALL_RIGHTS,
					cardOf: (id) => cards.get(id),
					isLink: (id) => links.has(id),
					isDrawing: (id) => drawings.has(id),
				},
				ids,
			);
			if (written.copied.size > 0) options.onCopied?.(written.copied);
			if (written.notCopied > 0) options.onNotCopied?.(written.notCopied);
			for (const code of written.refused) options.onRefused?.(code);
		}
		bring(ids); // what was refused, or is no one's to change here, goes back to what the document says
	};

	const touch = (record: { readonly id: TLShapeId }, source: 'user' | 'remote') => {
		if (source !== 'user') return;
		if (touched.size === 0) queueMicrotask(commit);
		touched.add(record.id);
	};
	const stopHandlers = [
		store.sideEffects.registerAfterCreateHandler('shape', touch),
		store.sideEffects.registerAfterChangeHandler('shape', (_, next, source) => touch(next, source)),
		store.sideEffects.registerAfterDeleteHandler('shape', touch),
	];

	return {
		get tree() {
			return observed.current;
		},
		commit,
		countMoved() {
			let count = 0;
			for (const id of touched) {
				const [now, before] = [store.get(id), wanted(id)];
				if (now && isShape(now) && before && (now.x !== before.x || now.y !== before.y)) count++;
			}
			return count;
		},
		discard() {
			const ids = touched;
			touched = new Set();
			bring(ids);
		},
		preview(places) {
			const changed = new Set([...previews.keys(), ...places.keys()].map(shapeIdOf));
			previews = places;
			bring(changed);
		},
		stop() {
			isStopped = true;
			for (const stop of stopHandlers) stop();
			observed.stop();
			stopDrawings();
		},
	};
}

/** One shape that the schema refuses must not keep the others off the canvas (F27). */
function putAll(store: TLStore, shapes: readonly TLShape[]): void {
	try {
		store.put([...shapes]);
	} catch {
		for (const shape of shapes) {
			try {
				store.put([shape]);
			} catch (cause) {
				console.warn(`a shape of the board can not be shown: ${shape.id}`, cause);
			}
		}
	}
}

const isShape = (record: { readonly id: string }): record is TLShape => isShapeId(record.id);

/** Brings `known` in line with `now` and collects the ids of what differs. */
function sweep<Item extends { readonly id: string }>(
	known: Map<TLShapeId, Item>,
	now: Iterable<Item>,
	isEqual: (a: Item, b: Item) => boolean,
	changed: Set<TLShapeId>,
): void {
	const gone = new Set(known.keys());
	for (const item of now) {
		const id = shapeIdOf(item.id);
		gone.delete(id);
		const before = known.get(id);
		known.set(id, item);
		if (before === undefined || !isEqual(before, item)) changed.add(id);
	}
	for (const id of gone) {
		known.delete(id);
		changed.add(id);
	}
}

/** With the parts that did not change as they were: a card that only moves is not drawn anew. */
function asKnown(known: TLShape, shape: TLShape): TLShape {
	if (!isCardShape(known) || !isCardShape(shape)) return shape;
	const props = areSameProps(known.props, shape.props) ? known.props : shape.props;
	return { ...shape, props, meta: known.meta['card'] === shape.meta['card'] ? known.meta : shape.meta };
}

const areSameProps = (a: CardShape['props'], b: CardShape['props']) =>
	a.w === b.w && a.h === b.h && a.kind === b.kind && a.text === b.text;

/** Compared as the document stores them; of `meta`, which is our own, a drawing's pin counts. */
function isSame(a: TLShape, b: TLShape): boolean {
	if (a.x !== b.x || a.y !== b.y || a.index !== b.index || a.parentId !== b.parentId) return false;
	if (a.rotation !== b.rotation || a.opacity !== b.opacity || a.isLocked !== b.isLocked) return false;
	if (isCardShape(a) && isCardShape(b)) return areSameProps(a.props, b.props);
	if (isLinkShape(a) && isLinkShape(b)) return a.props.from === b.props.from && a.props.to === b.props.to;
	if (a.meta['pinned'] !== b.meta['pinned']) return false;
	return JSON.stringify(a.props) === JSON.stringify(b.props);
}
