import { Box, type TLShape, type TLShapeId } from 'tldraw';
import { addCard, addLinkedCard, setKind } from '#board/edit-cards.ts';
import { linkBetween } from '#board/edit-links.ts';
import { CARD_SIZE, type Position } from '#board/geometry.ts';
import type { CardId, RecordId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import type { Outcome } from '#board/outcome.ts';
import { cardHeight } from './card-height.ts';
import { freePlace, type Side } from './free-place.ts';
import type { Rect } from './link-path.ts';
import { withConsent } from './mass-change.ts';
import { cardIdOf, isCardShape, isLinkShape, recordIdOf, shapeIdOf } from './records.ts';
import type { Scene } from './scene.ts';

/** What people do on the canvas by a tool, a button or a key. Each tells screen readers what came of it. */

/** Puts a card with its middle at a point of the page, and opens its text. */
export function placeCard(scene: Scene, kind: CardKind, middle: Position): CardId | null {
	const [width, height] = CARD_SIZE[kind];
	return putCard(scene, kind, [middle[0] - width / 2, middle[1] - height / 2]);
}

/** Puts a card where the view has room for it, nearest to its middle. */
export function addCardInView(scene: Scene, kind: CardKind): CardId | null {
	const center = scene.editor?.getViewportPageBounds().center;
	return center ? addCardAt(scene, kind, [center.x, center.y]) : null;
}

/** Puts a card where there is room for it, its middle nearest to a point of the page. */
export function addCardAt(scene: Scene, kind: CardKind, [x, y]: Position): CardId | null {
	const [w, h] = CARD_SIZE[kind];
	return putCard(scene, kind, freePlace(cardRects(scene), { x: x - w / 2, y: y - h / 2, w, h }));
}

function putCard(scene: Scene, kind: CardKind, pos: Position): CardId | null {
	if (!scene.mayWrite || !scene.mayOrTold(scene.rights.get().add(kind))) return null;
	const id = scene.makeId();
	if (!told(scene, addCard(scene.doc, { id, kind, pos }))) return null;
	scene.announce(scene.words.get().saidAdded(kind));
	openText(scene, id);
	return id;
}

/** "+": a card tied to another, on the given side of it. */
export function growCard(scene: Scene, near: CardId, kind: CardKind, side: Side): void {
	const { editor } = scene;
	const card = editor?.getShape(shapeIdOf(near));
	if (!scene.mayWrite || !editor || !isCardShape(card)) return;
	const rights = scene.rights.get();
	if (!scene.mayOrTold(rights.add(kind) ?? rights.link(near, null))) return;
	const gap = side === 'right' || side === 'left' ? 48 : 80;
	const [w, h] = CARD_SIZE[kind];
	const own = { x: card.x, y: card.y, w: card.props.w, h: cardHeight(editor, card) };
	const middle = own.x + (own.w - w) / 2;
	const start: Record<Side, Position> = {
		above: [middle, own.y - gap - h],
		below: [middle, own.y + own.h + gap],
		right: [own.x + own.w + gap, own.y],
		left: [own.x - gap - w, own.y],
	};
	const [x, y] = start[side];
	const id = scene.makeId();
	const pos = freePlace(cardRects(scene), { x, y, w, h }, side === 'right' || side === 'left' ? 'column' : 'row');
	if (!told(scene, addLinkedCard(scene.doc, near, { id, kind, pos }))) return;
	scene.announce(scene.words.get().saidAdded(kind));
	openText(scene, id);
	bringIntoView(scene, id);
}

/** Ties two cards, whichever was chosen first: the board knows which feeds which. */
export function connectCards(scene: Scene, a: CardId, b: CardId): void {
	if (!scene.mayWrite || !scene.mayOrTold(scene.rights.get().link(a, b))) return;
	const words = scene.words.get();
	const before = scene.binding.tree.links.length;
	const outcome = linkBetween(scene.doc, a, b);
	if (!told(scene, outcome) || !outcome.ok) return;
	const link = scene.binding.tree.links.find((known) => known.id === outcome.value);
	if (!link || scene.binding.tree.links.length === before) return scene.announce(words.saidAlreadyLinked);
	const named = (id: CardId) => scene.binding.tree.cards.get(id)?.text.trim() || words.textNone;
	scene.announce(words.saidLinked(named(link.from), named(link.to)));
}

/** Why nothing can be tied now, whatever the cards; null where links are open. */
export function whyNoLinks(scene: Scene): string | null {
	return scene.rights.get().link(ANY_CARD, null);
}

/** An id that no card has. */
const ANY_CARD = '' as CardId;

export function changeKind(scene: Scene, ids: readonly CardId[], kind: CardKind): void {
	if (scene.mayWrite) withConsent(scene, 'kind', ids.length, () => changeKinds(scene, ids, kind));
}

function changeKinds(scene: Scene, ids: readonly CardId[], kind: CardKind): void {
	const rights = scene.rights.get();
	let kept: string | null = null;
	for (const id of ids) {
		const why = rights.kind(id, kind);
		if (why === null) told(scene, setKind(scene.doc, id, kind));
		else kept ??= why;
	}
	if (kept !== null) scene.tell(kept);
}

/** Takes what is selected off the board. Cards stay in the document and can be restored. */
export function removeSelected(scene: Scene): void {
	const { editor } = scene;
	const selected = editor?.getSelectedShapes() ?? [];
	if (!editor || !scene.mayWrite || selected.length === 0) return;
	const words = scene.words.get();
	const why = selected.map((shape) => whyKept(scene, shape));
	const kept = why.filter((reason) => reason !== null);
	const removed = selected.filter((_, index) => why[index] === null);
	const onlyLinks = removed.every(isLinkShape);
	const count = onlyLinks ? removed.length : removed.filter((shape) => !isLinkShape(shape)).length;
	const [first] = kept;
	const tellKept = () => {
		if (first !== undefined) scene.tell(selected.length === 1 ? first : words.saidKept(kept.length));
	};
	if (removed.length === 0) return tellKept();
	withConsent(scene, 'remove', count, () => {
		editor.deleteShapes(removed.map((shape) => shape.id));
		scene.binding.commit();
		scene.announce(onlyLinks && count === 1 ? words.saidUnlinked : words.saidRemoved(count));
		tellKept();
	});
}

/** Why a shape stays on the board; null where this person may take it off. */
export function whyKept(scene: Scene, shape: TLShape): string | null {
	const rights = scene.rights.get();
	if (isLinkShape(shape)) return rights.link(shape.props.from, shape.props.to);
	const card = isCardShape(shape) ? cardIdOf(shape.id) : null;
	return card ? rights.card(card) : rights.drawing(recordIdOf(shape.id));
}

/** Copies land a little aside of what they copy, and are selected instead of it. */
export function duplicateSelected(scene: Scene): void {
	const { editor } = scene;
	if (!editor || !scene.mayWrite) return;
	const ids = editor
		.getSelectedShapes()
		.filter((shape) => !isLinkShape(shape))
		.map((shape) => shape.id);
	if (ids.length === 0) return;
	editor.duplicateShapes(ids, { x: 32, y: 32 });
	scene.binding.commit();
}

export function undoLast(scene: Scene): void {
	const words = scene.words.get();
	if (!scene.mayWrite) return;
	const outcome = scene.undo.undo();
	if (outcome === 'closed') return scene.tell(words.saidUndoClosed);
	scene.announce(
		{ done: words.saidUndone, nothing: words.saidNothingToUndo, 'others-wrote': words.saidOthersWrote }[outcome],
	);
}

export function redoLast(scene: Scene): void {
	if (!scene.mayWrite) return;
	const words = scene.words.get();
	const outcome = scene.undo.redo();
	if (outcome === 'closed') scene.tell(words.saidUndoClosed);
	else if (outcome === 'done') scene.announce(words.saidRedone);
}

/** Selects a card and opens its text for writing. */
export function openText(scene: Scene, id: CardId): void {
	const { editor } = scene;
	const shapeId = shapeIdOf(id);
	if (!editor || !scene.mayWrite || !editor.getShape(shapeId)) return;
	if (!scene.mayOrTold(scene.rights.get().card(id))) return;
	// In one go: whoever follows the selection learns that a text is open in it.
	editor.run(() => {
		editor.setCurrentTool('select');
		editor.select(shapeId);
		editor.setEditingShape(shapeId);
		editor.setCurrentTool('select.editing_shape');
	});
}

export function selectedCards(scene: Scene): CardId[] {
	return (scene.editor?.getSelectedShapeIds() ?? []).flatMap((id: TLShapeId) => cardIdOf(id) ?? []);
}

/** Where all cards stand, as tall as they are drawn. */
export function cardRects(scene: Scene): Rect[] {
	const { editor } = scene;
	if (!editor) return [];
	return editor
		.getCurrentPageShapes()
		.filter(isCardShape)
		.map((card) => ({ x: card.x, y: card.y, w: card.props.w, h: cardHeight(editor, card) }));
}

/** Moves the view as little as it takes to see a card or an image. */
export function bringIntoView(scene: Scene, id: CardId | RecordId): void {
	const { editor } = scene;
	const bounds = editor?.getShapePageBounds(shapeIdOf(id));
	if (!editor || !bounds) return;
	const view = editor.getViewportPageBounds();
	const margin = 96 / editor.getZoomLevel(); // the toolbar and the marks around a card
	const inner = new Box(view.x + margin, view.y + margin, view.w - 2 * margin, view.h - 2 * margin);
	if (inner.contains(bounds)) return;
	const camera = editor.getCamera();
	const dx = Math.min(0, bounds.minX - inner.minX) + Math.max(0, bounds.maxX - inner.maxX);
	const dy = Math.min(0, bounds.minY - inner.minY) + Math.max(0, bounds.maxY - inner.maxY);
	editor.setCamera({ x: camera.x - dx, y: camera.y - dy, z: camera.z }, { animation: { duration: 200 } });
}

function told(scene: Scene, outcome: Outcome<unknown>): boolean {
	if (!outcome.ok) scene.announce(scene.words.get().refused(outcome.code));
	return outcome.ok;
}
