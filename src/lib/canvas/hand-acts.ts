import { isPinned } from '#board/branch.ts';
import { addCards, addLinkedCard } from '#board/edit-cards.ts';
import { CARD_SIZE, type Position } from '#board/geometry.ts';
import type { CardId, RecordId } from '#board/ids.ts';
import { parseRecordId } from '#board/ids.ts';
import { CHILD_KINDS, isTrunkKind, rises, type CardKind } from '#board/kinds.ts';
import { readList, LIST_LINES_MAX } from '#board/list-text.ts';
import { plantList } from '#board/plant-list.ts';
import { setPinned } from '#board/pin.ts';
import { walk, type Direction } from '#board/walk.ts';
import { bringIntoView, cardRects, growCard, openText, selectedCards, addCardAt } from './acts.ts';
import { isDrawingShape } from './drawing-shape.ts';
import { freePlace, type Side } from './free-place.ts';
import { GROWTH } from './growth.ts';
import { withConsent } from './mass-change.ts';
import { cardIdOf, isCardShape, isLinkShape, recordIdOf, shapeIdOf } from './records.ts';
import type { Scene } from './scene.ts';

/** The one selected card, or null. */
export function onlyCard(scene: Scene): CardId | null {
	const only = scene.editor?.getOnlySelectedShape();
	return isCardShape(only) ? cardIdOf(only.id) : null;
}

/** A card by its key: under the pointer, where that is over the canvas, else in the middle of the view. */
export function addByKey(scene: Scene, kind: CardKind): void {
	const { editor } = scene;
	if (!editor) return;
	const { x, y } = editor.inputs.currentPagePoint;
	const view = editor.getViewportPageBounds();
	const isOver = scene.hands.isPointerOver && view.containsPoint({ x, y });
	const { center } = view;
	addCardAt(scene, kind, isOver ? [x, y] : [center.x, center.y]);
}

/** A double click: the kind last chosen, or whichever may be added now. */
export function addByDoubleClick(scene: Scene, at: Position): void {
	const rights = scene.rights.get();
	const last = scene.cardKind.get();
	const kinds: readonly CardKind[] = [last, 'note', 'cause', 'solution', 'effect'];
	addCardAt(scene, kinds.find((kind) => rights.add(kind) === null) ?? last, at);
}

/** Tab: what usually hangs on a card of that kind; the first that may be added now. */
export function growChild(scene: Scene, near: CardId): void {
	const kinds = CHILD_KINDS[scene.binding.tree.cards.get(near)?.kind ?? 'note'];
	const kind = mayAddFirst(scene, kinds);
	const isBeside = kind === 'note' || kind === 'actor';
	growCard(scene, near, kind, isBeside ? 'right' : rises(kind) ? 'above' : 'below');
}

/** Enter: a card of the same kind beside it, that hangs where it hangs; on a trunk, which stands alone, a child. */
export function growSibling(scene: Scene, near: CardId): void {
	const { editor } = scene;
	const { tree } = scene.binding;
	const card = tree.cards.get(near);
	const shape = editor?.getShape(shapeIdOf(near));
	if (!scene.mayWrite || !editor || !card || !isCardShape(shape)) return;
	if (isTrunkKind(card.kind)) return growChild(scene, near);
	const rights = scene.rights.get();
	const parent = tree.places.get(near)?.parent ?? null;
	if (!scene.mayOrTold(rights.add(card.kind) ?? (parent && rights.link(parent, null)))) return;
	const [w, h] = CARD_SIZE[card.kind];
	const wish = { x: shape.x + shape.props.w + 32, y: shape.y, w, h };
	const id = scene.makeId();
	const fresh = { id, kind: card.kind, pos: freePlace(cardRects(scene), wish, 'row') };
	const outcome = parent ? addLinkedCard(scene.doc, parent, fresh) : addCards(scene.doc, [fresh]);
	if (!outcome.ok) return scene.announce(scene.words.get().refused(outcome.code));
	scene.announce(scene.words.get().saidAdded(card.kind));
	openText(scene, id);
	bringIntoView(scene, id);
}

/** Ctrl and an arrow: what "+" on that side adds first; on the left what it adds on the right. */
export function growAside(scene: Scene, near: CardId, side: Side): void {
	const kind = scene.binding.tree.cards.get(near)?.kind ?? 'note';
	const kinds = GROWTH[kind][side] ?? (side === 'left' ? GROWTH[kind].right : undefined);
	if (kinds) growCard(scene, near, mayAddFirst(scene, kinds), side);
}

/** The first of them that may be added now; where none may, the first, so that the reason is told. */
function mayAddFirst(scene: Scene, kinds: readonly CardKind[]): CardKind {
	const rights = scene.rights.get();
	return kinds.find((kind) => rights.add(kind) === null) ?? kinds[0] ?? 'note';
}

/** Alt and an arrow: selects the next card that way, and brings it into view. */
export function walkTo(scene: Scene, direction: Direction): void {
	const from = selectedCards(scene)[0];
	const { tree } = scene.binding;
	const to = from === undefined ? tree.roots[0] : walk(tree, from, direction);
	if (!to) return;
	scene.editor?.select(shapeIdOf(to));
	bringIntoView(scene, to);
}

export type Arranging =
	| 'align-left'
	| 'align-right'
	| 'align-top'
	| 'align-bottom'
	| 'align-center'
	| 'align-middle'
	| 'distribute-across'
	| 'distribute-down';

/** What is selected, besides links, which run where their cards are. */
export function arrangeable(scene: Scene) {
	return (scene.editor?.getSelectedShapes() ?? []).filter((shape) => !isLinkShape(shape));
}

/** Aligns or distributes what is selected, as one act. What is closed or pinned stays, and the person is told. */
export function arrange(scene: Scene, how: Arranging): void {
	const { editor } = scene;
	const shapes = arrangeable(scene);
	const least = how.startsWith('distribute') ? 3 : 2;
	if (!editor || !scene.mayWrite || shapes.length < least) return;
	const ids = shapes.map(({ id }) => id);
	withConsent(scene, 'move', ids.length, () => {
		editor.run(() => {
			if (how === 'distribute-across') editor.distributeShapes(ids, 'horizontal');
			else if (how === 'distribute-down') editor.distributeShapes(ids, 'vertical');
			else editor.alignShapes(ids, ALIGN[how]);
		});
		scene.binding.commit();
		scene.held.tell(scene);
	});
}

const ALIGN = {
	'align-left': 'left',
	'align-right': 'right',
	'align-top': 'top',
	'align-bottom': 'bottom',
	'align-center': 'center-horizontal',
	'align-middle': 'center-vertical',
} as const;

/** What pinning the selection would hold: its cards and drawings, and what lies wholly on a selected frame. */
export function pinnable(scene: Scene): { readonly ids: readonly (CardId | RecordId)[]; readonly arePinned: boolean } {
	const { editor } = scene;
	const chosen = new Set<CardId | RecordId>();
	let arePinned = true;
	for (const shape of editor?.getSelectedShapes() ?? []) {
		if (isLinkShape(shape)) continue;
		const id = recordOf(shape.id);
		if (id) chosen.add(id);
		if (!isPinned(scene.doc, isCardShape(shape) ? 'cards' : 'drawings', recordIdOf(shape.id))) arePinned = false;
		if (shape.type !== 'frame') continue;
		const area = editor?.getShapePageBounds(shape);
		for (const other of editor?.getCurrentPageShapes() ?? []) {
			const bounds = isCardShape(other) || isDrawingShape(other) ? editor?.getShapePageBounds(other) : undefined;
			const inner = bounds && area?.contains(bounds) ? recordOf(other.id) : null;
			if (inner) chosen.add(inner);
		}
	}
	return { ids: [...chosen], arePinned: arePinned && chosen.size > 0 };
}

const recordOf = (id: Parameters<typeof cardIdOf>[0]): CardId | RecordId | null =>
	cardIdOf(id) ?? parseRecordId(recordIdOf(id));

/** Holds what is selected in its place, for everybody, or lets it go where all of it is held. */
export function pinSelected(scene: Scene): void {
	const { ids, arePinned } = pinnable(scene);
	if (ids.length === 0 || !scene.mayOrTold(scene.rights.get().pin())) return;
	setPinned(scene.doc, ids, !arePinned);
	const words = scene.words.get();
	scene.announce(arePinned ? words.saidUnpinned(ids.length) : words.saidPinned(ids.length));
}

/** Makes cards and links of a bulleted or indented text; false where it is none. On the one selected card, where there is one. */
export function pasteList(scene: Scene, text: string): boolean {
	const { editor } = scene;
	const lines = readList(text);
	if (lines === null || !editor) return false;
	const words = scene.words.get();
	if (lines.length > LIST_LINES_MAX) {
		scene.tell(words.pasteTooMany(LIST_LINES_MAX));
		return true;
	}
	const rights = scene.rights.get();
	const under = onlyCard(scene);
	if (under && !scene.mayOrTold(rights.link(under, null))) return true;
	const planted = plantList(scene.binding.tree, lines, {
		under,
		mayAdd: (kind) => rights.add(kind) === null,
		makeId: scene.makeId,
	});
	if (planted === null) {
		scene.tell(words.saidNotCopied(lines.length));
		return true;
	}
	const { center } = editor.getViewportPageBounds();
	const cards = planted.cards;
	const left = Math.min(...cards.map(({ pos }) => pos[0]));
	const top = Math.min(...cards.map(({ pos }) => pos[1]));
	const w = Math.max(...cards.map(({ pos, size }) => pos[0] + (size?.[0] ?? 0))) - left;
	const h = Math.max(...cards.map(({ pos, size }) => pos[1] + (size?.[1] ?? 0))) - top;
	const wish = under ? { x: left, y: top, w, h } : { x: center.x - w / 2, y: center.y - h / 2, w, h };
	const [x, y] = freePlace(cardRects(scene), wish, under ? 'row' : 'around');
	const moved = cards.map((card) => ({ ...card, pos: [card.pos[0] + x - left, card.pos[1] + y - top] as const }));
	const outcome = addCards(scene.doc, moved, planted.links);
	if (!outcome.ok) scene.announce(words.refused(outcome.code));
	else {
		editor.setCurrentTool('select');
		editor.select(...moved.map(({ id }) => shapeIdOf(id)));
		scene.announce(words.saidOutline(moved.length));
		if (moved[0]) bringIntoView(scene, moved[0].id);
	}
	return true;
}
