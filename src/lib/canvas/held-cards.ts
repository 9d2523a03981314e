import type { CardId } from '#board/ids.ts';
import { isInGesture } from './follow-editor.ts';
import type { Scene } from './scene.ts';

/** Cards that a hand tried to move and that may not be moved: told once, when the hand lets go. */
export class HeldCards {
	#cards = new Set<CardId>();

	add(card: CardId): void {
		this.#cards.add(card);
	}

	tell(scene: Scene): void {
		const { editor } = scene;
		const [first] = this.#cards;
		if (first === undefined || !editor || isInGesture(editor) || scene.isNudging.get()) return;
		const count = this.#cards.size;
		this.#cards = new Set();
		const words = scene.words.get();
		scene.tell((count === 1 ? scene.rights.get().move(first) : null) ?? words.saidHeldInPlace(count));
	}
}
