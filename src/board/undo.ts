import * as Y from 'yjs';
import { ACT, TEXT } from './acts.ts';
import { cardsOf, choicesOf, drawingsOf, fieldsOf, indicatorsOf, linksOf, milestonesOf } from './roots.ts';
import {
	DeletedIds,
	history,
	keepsItsKey,
	wouldHide,
	wroteInsideSince,
	wroteKeySince,
	type Clocks,
	type KeyChange,
} from './undo-guard.ts';
import { pathOf } from './undo-history.ts';

/**
 * How a step went: taken back, nothing left to take back, kept because others have written on top of it since, or kept because
 * this person may not write there now.
 */
export type UndoOutcome = 'done' | 'nothing' | 'others-wrote' | 'closed';

/** Whether this person may write in a record now; `path` as `mayWrite` takes it. */
export type MayWriteAt = (path: readonly [root: string, id: string, ...keys: string[]]) => boolean;

export interface Undo {
	readonly canUndo: boolean;
	readonly canRedo: boolean;
	undo(): UndoOutcome;
	redo(): UndoOutcome;
	/** Steps that touch what is closed are kept: taken back here, they would only be refused by the server. */
	keepWhereClosed(mayWriteAt: MayWriteAt): void;
	/** Ends the burst of typing, so that what comes next is a step of its own (a field lost focus, say). */
	endBurst(): void;
	/** Called whenever `canUndo` or `canRedo` may have changed. Returns how to stop that. */
	onChange(listener: () => void): () => void;
	destroy(): void;
}

/** Milliseconds: typing with shorter pauses is one step. */
const BURST_MS = 500;

/**
 * The one undo of a document, for canvas and list alike. It takes back this client's own acts and never what somebody else
 * has written since: a key that others have set, or a card in which others have written, stays as it is.
 */
export function createUndo(doc: Y.Doc): Undo {
	const roots = [cardsOf, linksOf, drawingsOf, fieldsOf, choicesOf, indicatorsOf, milestonesOf].map((root) =>
		root(doc),
	);
	const manager = new Y.UndoManager(roots, {
		doc,
		captureTimeout: BURST_MS,
		trackedOrigins: new Set<unknown>([ACT, TEXT]),
		deleteFilter: keepsItsKey,
	});
	let mayWriteAt: MayWriteAt = () => true;
	let lastOrigin: unknown = null;
	const separateActs = (transaction: Y.Transaction) => {
		if (transaction.origin !== ACT && transaction.origin !== TEXT) return;
		if (transaction.origin === ACT || lastOrigin === ACT) manager.stopCapturing();
		lastOrigin = transaction.origin;
	};
	doc.on('beforeTransaction', separateActs);
	manager.on('stack-item-added', ({ stackItem, changedParentTypes }) => {
		stackItem.meta.set('since', Y.decodeStateVector(Y.encodeStateVector(doc)));
		stackItem.meta.set('keys', changedKeys(changedParentTypes.values()));
	});
	const notePlaces = ({ stackItem, changedParentTypes }: Stacked) => {
		const places: Places = stackItem.meta.get('places') ?? new Map();
		for (const place of changedPlaces(changedParentTypes.values())) places.set(place.join('\u0000'), place);
		stackItem.meta.set('places', places);
	};
	manager.on('stack-item-added', notePlaces);
	manager.on('stack-item-updated', notePlaces);
	const listeners = new Set<() => void>();
	const tell = () => listeners.forEach((listener) => listener());
	manager.on('stack-item-added', tell);
	manager.on('stack-item-popped', tell);
	manager.on('stack-cleared', tell);

	const step = (stack: StackItem[], pop: () => unknown): UndoOutcome => {
		if (stack.length === 0) return 'nothing';
		const places: Places = stack.at(-1)?.meta.get('places') ?? new Map();
		for (const place of places.values()) if (!mayWriteAt(place)) return 'closed';
		for (const item of stack) guard(item, doc.clientID);
		const top = stack.at(-1);
		if (top !== undefined && isEmpty(top)) {
			stack.pop();
			tell();
			return 'others-wrote';
		}
		return pop() === null ? 'nothing' : 'done';
	};
	return {
		get canUndo() {
			return manager.canUndo();
		},
		get canRedo() {
			return manager.canRedo();
		},
		undo: () => step(manager.undoStack, () => manager.undo()),
		redo: () => step(manager.redoStack, () => manager.redo()),
		keepWhereClosed(ask) {
			mayWriteAt = ask;
		},
		endBurst: () => manager.stopCapturing(),
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		destroy() {
			doc.off('beforeTransaction', separateActs);
			listeners.clear();
			manager.destroy();
		},
	};
}

type StackItem = Y.UndoManager['undoStack'][number];
type Stacked = Parameters<Parameters<typeof Y.UndoManager.prototype.on<'stack-item-added'>>[1]>[0];

/** The map keys that a transaction set, with the item that holds each now. */
function changedKeys(changed: Iterable<readonly unknown[]>): KeyChange[] {
	const keys: KeyChange[] = [];
	const seen = new Set<unknown>();
	for (const events of changed) {
		for (const event of events) {
			if (seen.has(event) || !(event instanceof Y.YMapEvent)) continue;
			seen.add(event);
			const map: Y.Map<unknown> = event.target;
			for (const key of event.keysChanged) if (typeof key === 'string') keys.push({ map, key });
		}
	}
	return keys;
}

type Place = readonly [root: string, id: string, ...keys: string[]];
/** Each place once, by its path as one string. */
type Places = Map<string, Place>;

/** Where a transaction changed something, as paths of the document: `cards`, card, key. */
function* changedPlaces(changed: Iterable<readonly unknown[]>): Iterable<Place> {
	const seen = new Set<unknown>();
	for (const events of changed) {
		for (const event of events) {
			if (seen.has(event) || !(event instanceof Y.YEvent)) continue;
			seen.add(event); // Yjs names an event under its type and under all that hold this
			const { target } = event;
			const path = target._item ? pathOf(target._item) : [Y.findRootTypeKey(target)];
			const keys = event instanceof Y.YMapEvent ? [...event.keysChanged] : [null];
			for (const key of keys) {
				const [root, id, ...rest] = typeof key === 'string' ? [...path, key] : path;
				if (root !== undefined && id !== undefined) yield [root, id, ...rest];
			}
		}
	}
}

/** Takes out of a step whatever others have written over since. */
function guard(step: StackItem, me: number): void {
	const since: Clocks = step.meta.get('since') ?? new Map();
	const keys: readonly KeyChange[] = step.meta.get('keys') ?? [];
	for (const change of keys) {
		const hidesOthers =
			change.key === 'gone' && wouldHide(step.insertions, change) && wroteInsideSince(change.map, since, me);
		if (!hidesOthers && !wroteKeySince(change, since, me)) continue;
		for (const item of history(change.map, change.key)) {
			DeletedIds.remove(step.insertions, item.id, item.length);
			DeletedIds.remove(step.deletions, item.id, item.length);
		}
	}
}

const isEmpty = (step: StackItem) => DeletedIds.isEmpty(step.insertions) && DeletedIds.isEmpty(step.deletions);
