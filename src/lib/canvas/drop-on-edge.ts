import { react, TLPOINTER_ID, type Editor } from 'tldraw';
import { dockCard } from '#board/dock.ts';
import type { Position } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import { cardHeight } from './card-height.ts';
import { drawnShapesOf } from './drawn-shapes.ts';
import { besideEdge, edgeAt, EDGE_REACH, type EdgeTarget } from './edge-target.ts';
import { freePlace } from './free-place.ts';
import type { Rect } from './link-path.ts';
import { cardIdOf, isCardShape, shapeIdOf, type CardShape } from './records.ts';
import type { Scene } from './scene.ts';

/** Narrower than this on the screen, a card has no edge to aim at: whoever drags there arranges. CSS pixels. */
const LEAST_WIDTH = 90;

/** Watches a card being dragged over another's edge, and shows what letting go would do. Returns how to stop. */
export function watchEdges(scene: Scene, editor: Editor): () => void {
	return react('edge', () => {
		if (!editor.isIn('select.translating')) return; // what it was let go over, `dropOnEdge` asks
		const { x, y } = editor.store.get(TLPOINTER_ID) ?? { x: 0, y: 0 };
		const edge = targetAt(scene, editor, [x, y]);
		const before = scene.hands.edge.get();
		if (edge?.id !== before?.id || edge?.side !== before?.side) scene.hands.edge.set(edge);
	});
}

/** Ends a drag: a card let go over another's edge is tied to that, and put down beside it. To be called before the move is written. */
export function dropOnEdge(scene: Scene): void {
	const { editor } = scene;
	const edge = scene.hands.edge.get();
	if (!editor || edge === null) return;
	scene.hands.edge.set(null);
	const card = editor.getOnlySelectedShape();
	const id = isCardShape(card) ? cardIdOf(card.id) : null;
	const other = editor.getShape(shapeIdOf(edge.id));
	if (!isCardShape(card) || id === null || !isCardShape(other)) return;
	const stored = scene.binding.tree.cards.get(id)?.pos;
	if (stored === undefined || (stored[0] === card.x && stored[1] === card.y)) return; // the drag was called off
	const size = [card.props.w, cardHeight(editor, card)] as const;
	const taken = otherCards(editor, card).map((each) => rectOf(editor, each));
	const way = edge.side === 'above' || edge.side === 'below' ? 'row' : 'column';
	const [x, y] = freePlace(taken, besideEdge(rectOf(editor, other), size, edge.side), way);
	const words = scene.words.get();
	const outcome = dockCard(scene.doc, id, edge.id, [x, y]);
	if (!outcome.ok) return scene.announce(words.refused(outcome.code));
	const at = scene.binding.tree.cards.get(id)?.pos ?? [x, y];
	editor.updateShape<CardShape>({ id: card.id, type: 'card', x: at[0], y: at[1] });
	const link = scene.binding.tree.links.find((known) => known.id === outcome.value);
	const named = (end: CardId) => scene.binding.tree.cards.get(end)?.text.trim() || words.textNone;
	if (link) scene.announce(words.saidLinked(named(link.from), named(link.to)));
}

function targetAt(scene: Scene, editor: Editor, point: Position): EdgeTarget<CardId> | null {
	const card = editor.getOnlySelectedShape();
	const id = isCardShape(card) ? cardIdOf(card.id) : null;
	const zoom = editor.getZoomLevel();
	if (!isCardShape(card) || id === null || card.props.w * zoom < LEAST_WIDTH || editor.inputs.altKey) return null;
	const rights = scene.rights.get();
	const edge = edgeAt(othersThan(id, editor), point, EDGE_REACH / zoom);
	return edge && rights.link(id, edge.id) === null && !areTied(scene, id, edge.id) ? edge : null;
}

/** From where the board is kept as plain places: this is asked with every frame of a drag. */
function* othersThan(id: CardId, editor: Editor): Iterable<{ readonly id: CardId; readonly rect: Rect }> {
	for (const box of drawnShapesOf(editor).boxes.cards.values()) {
		if (box.card !== null && box.card !== id) yield { id: box.card, rect: box };
	}
}

const areTied = (scene: Scene, a: CardId, b: CardId) =>
	scene.binding.tree.links.some(({ from, to }) => (from === a && to === b) || (from === b && to === a));

const otherCards = (editor: Editor, card: CardShape): CardShape[] =>
	editor
		.getCurrentPageShapes()
		.filter(isCardShape)
		.filter((other) => other.id !== card.id);

const rectOf = (editor: Editor, card: CardShape): Rect => ({
	x: card.x,
	y: card.y,
	w: card.props.w,
	h: cardHeight(editor, card),
});
