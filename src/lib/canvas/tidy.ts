import { moveCards } from '#board/edit-cards.ts';
import type { Position } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import { layoutTree } from '#board/layout.ts';
import { cardHeight } from './card-height.ts';
import { glide } from './glide.ts';
import { isCardShape, shapeIdOf } from './records.ts';
import type { Scene } from './scene.ts';
import { fitView } from './view.ts';

/** "Acomodar": lays out the tree by the heights that the cards have on this screen, as one act that undo takes back whole. Closed cards stay. */
export function tidyTree(scene: Scene): void {
	const { editor } = scene;
	const { tree } = scene.binding;
	if (!editor || !scene.mayWrite || tree.cards.size === 0) return;
	const places = layoutTree(tree, (card) => {
		const shape = editor.getShape(shapeIdOf(card.id));
		return isCardShape(shape) ? [card.size[0], cardHeight(editor, shape)] : card.size;
	});
	const rights = scene.rights.get();
	const free = [...places].filter(([id]) => rights.move(id) === null);
	const words = scene.words.get();
	const held = [...places].length - free.length;
	if (free.length === 0) return scene.tell(words.saidHeldInPlace(held));
	const from = new Map<CardId, Position>();
	for (const [id, card] of tree.cards) from.set(id, card.pos);
	glide(scene, from, () => moveCards(scene.doc, free));
	if (held > 0) scene.tell(`${words.saidTidied} ${words.saidHeldInPlace(held)}`);
	else scene.announce(words.saidTidied);
	fitView(scene);
}
