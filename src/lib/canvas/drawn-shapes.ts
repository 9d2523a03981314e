import {
	atom,
	computed,
	react,
	unsafe__withoutCapture,
	type Atom,
	type Box,
	type Computed,
	type Editor,
	type TLRenderingShape,
	type TLShape,
	type TLShapeId,
} from 'tldraw';
import { BoardBoxes, touches } from './board-boxes.ts';
import { areaAround, detailAt, type Area, type Detail } from './detail.ts';
import { narrowHitTests } from './hit-tests.ts';

/** Cards that are put up or taken down with one frame: some ten milliseconds of work on a slow machine. */
const CARDS_A_FRAME = 24;

/**
 * Which shapes stand in the page as elements: near, the cards around the view; from afar none, as they are painted. tldraw would
 * keep an element for every shape of the board, and go through all of them whenever one moves. Links never have one: they are
 * drawn together. Hit tests, selection and what a screen reader hears ask the store, where all is as ever.
 */
export class DrawnShapes {
	readonly boxes: BoardBoxes;
	readonly detail: Atom<Detail> = atom<Detail>('detail', 'far');
	/** Around the view; what lies outside is not drawn. */
	readonly area: Atom<Area | null> = atom<Area | null>('area', null);
	/** Shapes that have an element now. */
	readonly standing: Atom<ReadonlySet<TLShapeId>> = atom<ReadonlySet<TLShapeId>>('standing', new Set());
	/** By shape, what lies above what: the higher the number, the higher it lies. */
	readonly layers: Computed<ReadonlyMap<TLShapeId, number>>;
	readonly #editor: Editor;
	readonly #stops: readonly (() => void)[];
	#wanted: ReadonlySet<TLShapeId> = new Set();
	#frame = 0;

	constructor(editor: Editor) {
		this.#editor = editor;
		this.boxes = new BoardBoxes(editor);
		this.layers = computed('layers', () => {
			const ids = editor.getSortedChildIdsForParent(editor.getCurrentPageId());
			const lowest = editor.options.maxShapesPerPage * 2; // tldraw's own numbers; backgrounds lie below
			return new Map(ids.map((id, index) => [id, lowest + index]));
		});
		const rendering = computed<TLRenderingShape[]>('rendering-shapes', (before) => {
			return this.#rendering(Array.isArray(before) ? before : []);
		});
		const culled = computed('culled-shapes', () => this.#outside());
		editor.getRenderingShapes = () => rendering.get();
		editor.getCulledShapes = () => culled.get();
		narrowHitTests(editor, this.boxes, () => this.layers.get());
		this.#stops = [
			react('area', () => {
				const view = areaOf(editor.getViewportPageBounds());
				this.area.set(
					areaAround(
						view,
						unsafe__withoutCapture(() => this.area.get()),
					),
				);
				const before = unsafe__withoutCapture(() => this.detail.get());
				this.detail.set(detailAt(editor.getZoomLevel(), before));
			}),
			react('standing', () => {
				this.#wanted = this.#choose();
				this.#stand();
			}),
			react('detail', () => void (editor.getContainer().dataset['detail'] = this.detail.get())),
			() => this.boxes.stop(),
		];
	}

	stop(): void {
		cancelAnimationFrame(this.#frame);
		for (const stop of this.#stops) stop();
	}

	#choose(): Set<TLShapeId> {
		const editor = this.#editor;
		const area = this.area.get();
		const editing = editor.getEditingShapeId();
		this.boxes.changes.get();
		const wanted = new Set<TLShapeId>();
		if (editing !== null) wanted.add(editing);
		if (area === null) return wanted;
		for (const id of this.boxes.others) {
			const bounds = editor.getShapePageBounds(id);
			if (bounds && touches(bounds, area)) wanted.add(id);
		}
		if (this.detail.get() === 'far') return wanted;
		for (const id of this.boxes.frames.keys()) wanted.add(id);
		// What is in view comes first.
		const view = areaOf(unsafe__withoutCapture(() => editor.getViewportPageBounds()));
		const later: TLShapeId[] = [];
		for (const box of this.boxes.cards.values()) {
			if (!touches(box, area)) continue;
			if (touches(box, view)) wanted.add(box.id);
			else later.push(box.id);
		}
		for (const id of later) wanted.add(id);
		return wanted;
	}

	/** Brings what stands nearer to what is wanted, a frame's worth of work at a time. Till then a card is painted as from afar. */
	#stand(): void {
		const before = unsafe__withoutCapture(() => this.standing.get());
		const next = new Set<TLShapeId>();
		let left = CARDS_A_FRAME;
		let isDone = true;
		for (const id of before) {
			if (this.#wanted.has(id)) next.add(id);
			else if (!this.boxes.cards.has(id) || left-- > 0) continue;
			else {
				next.add(id);
				isDone = false;
			}
		}
		for (const id of this.#wanted) {
			if (before.has(id)) continue;
			if (!this.boxes.cards.has(id) || id === this.#editor.getEditingShapeId() || left-- > 0) next.add(id);
			else isDone = false;
		}
		if (next.size !== before.size || [...next].some((id) => !before.has(id))) this.standing.set(next);
		if (isDone || this.#frame !== 0) return;
		this.#frame = requestAnimationFrame(() => {
			this.#frame = 0;
			this.#stand();
		});
	}

	/** The same list, and in it the same entries, where only places changed: tldraw moves elements by itself. */
	#rendering(before: TLRenderingShape[]): TLRenderingShape[] {
		const editor = this.#editor;
		const known = new Map(before.map((entry) => [entry.id, entry]));
		const layers = this.layers.get();
		const erasing = editor.getErasingShapeIds();
		let isSame = true;
		const next: TLRenderingShape[] = [];
		for (const id of this.standing.get()) {
			const shape = editor.getShape(id);
			const index = layers.get(id);
			if (!shape || index === undefined) continue;
			const opacity = shape.opacity * (erasing.includes(id) ? 0.32 : 1);
			const old = known.get(id);
			if (old && old.index === index && old.opacity === opacity && looksAlike(old.shape, shape)) {
				next.push(old);
				continue;
			}
			isSame = false;
			const backgroundIndex = index - editor.options.maxShapesPerPage;
			next.push({ id, shape, util: editor.getShapeUtil(shape), index, backgroundIndex, opacity });
		}
		// The order of the elements says nothing; a steady one spares moving them about.
		return isSame && next.length === before.length ? before : next.sort((a, b) => (a.id < b.id ? -1 : 1));
	}

	/** Another set with each change, as tldraw expects, but one that costs nothing until it is asked. */
	#outside(): Set<TLShapeId> {
		this.boxes.changes.get();
		const area = this.area.get();
		const kept = new Set<TLShapeId | null>([
			this.#editor.getEditingShapeId(),
			...this.#editor.getSelectedShapeIds(),
		]);
		return new Outside((id) => area !== null && !kept.has(id) && this.boxes.isOutside(id, area));
	}
}

/** Knows of each id whether it is in the set, and lists none. */
class Outside extends Set<TLShapeId> {
	readonly #isIn: (id: TLShapeId) => boolean;

	constructor(isIn: (id: TLShapeId) => boolean) {
		super();
		this.#isIn = isIn;
	}

	override has(id: TLShapeId): boolean {
		return this.#isIn(id);
	}
}

export const areaOf = ({ minX: left, minY: top, maxX: right, maxY: bottom }: Box): Area => ({
	left,
	top,
	right,
	bottom,
});

const looksAlike = (a: TLShape, b: TLShape) => a.props === b.props && a.meta === b.meta && a.type === b.type;

const known = new WeakMap<Editor, DrawnShapes>();

export function drawnShapesOf(editor: Editor): DrawnShapes {
	let drawn = known.get(editor);
	if (!drawn) known.set(editor, (drawn = new DrawnShapes(editor)));
	return drawn;
}
