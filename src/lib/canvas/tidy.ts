import { moveCards } from '#board/edit-cards.ts';
import type { Position, Size } from '#board/geometry.ts';
import type { CardId } from '#board/ids.ts';
import { cardHeight } from './card-height.ts';
import { glide } from './glide.ts';
import { layOut, type Layout } from './lay-out.ts';
import { withConsent } from './mass-change.ts';
import { isCardShape, shapeIdOf } from './records.ts';
import type { Scene } from './scene.ts';
import { fitView } from './view.ts';

/** Boards that are being laid out now: a second press waits for nothing and does nothing. */
const busy = new WeakSet<Scene>();

/**
 * "Acomodar": lays out the tree by the heights that the cards have on this screen, as one act that undo takes back whole. Closed
 * and pinned cards stay. Reckoned off the main thread; cards that came meanwhile stay where they are.
 */
export function tidyTree(scene: Scene): void {
	const { editor } = scene;
	const { tree } = scene.binding;
	if (!editor || !scene.mayWrite || tree.cards.size === 0 || busy.has(scene)) return;
	const sizes = new Map<CardId, Size>();
	for (const [id, card] of tree.cards) {
		const shape = editor.getShape(shapeIdOf(id));
		if (isCardShape(shape)) sizes.set(id, [card.size[0], cardHeight(editor, shape)]);
	}
	busy.add(scene);
	void layOut(tree, sizes)
		.then((places) => {
			if (scene.editor === editor && scene.mayWrite) moveTo(scene, places);
		})
		.finally(() => busy.delete(scene));
}

function moveTo(scene: Scene, places: Layout): void {
	const { tree } = scene.binding;
	const rights = scene.rights.get();
	const present = [...places].filter(([id]) => tree.cards.has(id));
	const free = present.filter(([id]) => rights.move(id) === null);
	const words = scene.words.get();
	const held = present.length - free.length;
	if (free.length === 0) return scene.tell(words.saidHeldInPlace(held));
	const moved = free.filter(([id, [x, y]]) => {
		const pos = tree.cards.get(id)?.pos;
		return pos?.[0] !== x || pos[1] !== y;
	});
	withConsent(scene, 'move', moved.length, () => {
		const from = new Map<CardId, Position>();
		for (const [id, card] of scene.binding.tree.cards) from.set(id, card.pos);
		glide(scene, from, () => moveCards(scene.doc, free));
		if (held > 0) scene.tell(`${words.saidTidied} ${words.saidHeldInPlace(held)}`);
		else scene.announce(words.saidTidied);
		fitView(scene);
	});
}
