import { createShapeId, type IndexKey, type TLShape, type TLShapeId, type TLStore } from 'tldraw';
import * as Y from 'yjs';
import { newCardId, type CardId } from '#board/ids.ts';
import type { BoardRefusal } from '#board/outcome.ts';
import { ALL_RIGHTS, type BoardRights } from '#board/rights.ts';
import { createUndo, type Undo } from '#board/undo.ts';
import { bindStore, type StoreBinding } from '../../src/lib/canvas/bind-store.ts';
import { guardShapes } from '../../src/lib/canvas/guard-shapes.ts';
import { BOARD_PAGE, isCardShape, isLinkShape, shapeIdOf } from '../../src/lib/canvas/records.ts';
import { createBoardStore } from '../../src/lib/canvas/schema.ts';

/** One person's canvas without a screen: a store bound to a document, and the switches that a page would set. */
export class Canvas {
	readonly store: TLStore = createBoardStore();
	readonly binding: StoreBinding;
	readonly undo: Undo;
	readonly refused: BoardRefusal[] = [];
	readonly copied = new Map<TLShapeId, TLShapeId>();
	readonly doc: Y.Doc;
	isDragging = false;
	isReadOnly = false;
	rights: BoardRights = ALL_RIGHTS;
	/** Cards that a hand tried to move and may not. */
	readonly held = new Set<CardId>();
	notCopied = 0;

	constructor(doc: Y.Doc, random: () => number = Math.random) {
		this.doc = doc;
		this.undo = createUndo(doc);
		guardShapes(this.store, {
			isReadOnly: () => this.isReadOnly,
			rights: () => this.rights,
			onHeld: (card) => this.held.add(card),
		});
		this.binding = bindStore(this.store, doc, {
			isBusy: () => this.isDragging,
			isReadOnly: () => this.isReadOnly,
			rights: () => this.rights,
			onNotCopied: (count) => (this.notCopied += count),
			makeId: () => freshId(random),
			onRefused: (code) => this.refused.push(code),
			onCopied: (ids) => ids.forEach((to, from) => this.copied.set(from, to)),
		});
	}

	get shapes(): TLShape[] {
		return this.store.allRecords().filter((record) => record.typeName === 'shape');
	}

	card(id: CardId) {
		const shape = this.store.get(shapeIdOf(id));
		return shape?.typeName === 'shape' && isCardShape(shape) ? shape : null;
	}

	get cards() {
		return this.shapes.filter(isCardShape);
	}

	get links() {
		return this.shapes.filter(isLinkShape);
	}

	/** What a person's hand does: a change in the store that is not the document's. */
	change(id: TLShapeId, change: Partial<TLShape>): void {
		this.store.update(id, (record) => ({ ...record, ...change }) as typeof record);
	}

	draw(shape: Partial<TLShape> & { type: string }): TLShapeId {
		const id = createShapeId();
		this.store.put([
			{
				id,
				typeName: 'shape',
				parentId: BOARD_PAGE,
				x: 0,
				y: 0,
				index: 'a1' as IndexKey,
				rotation: 0,
				opacity: 1,
				isLocked: false,
				props: {},
				meta: {},
				...shape,
			},
		]);
		return id;
	}

	/** What everybody should see alike: shapes without what only this canvas knows. */
	picture(): unknown {
		return this.shapes
			.map(({ id, type, x, y, index, props }) => ({ id, type, x, y, index, props }))
			.sort((a, b) => (a.id < b.id ? -1 : 1));
	}
}

export function freshId(random: () => number = Math.random): CardId {
	return newCardId(Uint8Array.from({ length: 20 }, () => Math.floor(random() * 256)));
}

/** Two documents whose updates cross when `deliver` is called, in the order in which they were made. */
export class Wire {
	readonly docs: readonly [Y.Doc, Y.Doc];
	readonly #waiting: { to: Y.Doc; update: Uint8Array }[] = [];
	updates = 0;

	constructor() {
		this.docs = [new Y.Doc(), new Y.Doc()];
		const [a, b] = this.docs;
		a.on('update', (update: Uint8Array, origin: unknown) => this.#take(b, update, origin));
		b.on('update', (update: Uint8Array, origin: unknown) => this.#take(a, update, origin));
	}

	#take(to: Y.Doc, update: Uint8Array, origin: unknown): void {
		if (origin === this) return;
		this.updates++;
		this.#waiting.push({ to, update });
	}

	async deliver(): Promise<void> {
		await settled();
		for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
			Y.applyUpdate(next.to, next.update, this);
			await settled();
		}
	}
}

/** Commits run as microtasks; after one turn of the event loop all that were due are done. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

export const A_STROKE = {
	type: 'draw',
	props: {
		segments: [
			{
				type: 'free',
				points: [
					{ x: 0, y: 0, z: 0.5 },
					{ x: 30, y: 12, z: 0.5 },
				],
			},
		],
		color: 'black',
		fill: 'none',
		dash: 'draw',
		size: 'm',
		isComplete: true,
		isClosed: false,
		isPen: false,
		scale: 1,
	},
} as const;
