import { StateNode } from 'tldraw';
import type { CardId } from '#board/ids.ts';
import { connectCards } from './acts.ts';
import { cardIdOf, isCardShape } from './records.ts';
import { sceneOf } from './scene.ts';

/**
 * Ties cards: drag from one to another, or tap one and then the other. A tldraw arrow would be a drawing that happens to touch
 * two cards; here a line between two cards is always a link of the tree.
 */
export class ConnectTool extends StateNode {
	static override id = 'connect';
	#isDown = false;

	override onEnter(info: { readonly from?: CardId } = {}) {
		this.editor.setCursor({ type: 'cross', rotation: 0 });
		this.editor.selectNone();
		this.#isDown = info.from !== undefined;
		if (info.from !== undefined) this.#aim(info.from);
	}

	override onExit() {
		this.#drop();
	}

	override onPointerDown() {
		const { connecting } = sceneOf(this.editor);
		const card = this.#cardHere();
		this.#isDown = true;
		const from = connecting.get()?.from;
		if (from === undefined && card === null) return;
		this.#aim(from ?? card);
	}

	override onPointerMove() {
		const from = sceneOf(this.editor).connecting.get()?.from;
		if (from !== undefined) this.#aim(from);
		else this.#hint(this.#cardHere());
	}

	override onPointerUp() {
		const scene = sceneOf(this.editor);
		const connecting = scene.connecting.get();
		const wasDown = this.#isDown;
		this.#isDown = false;
		if (connecting === null || !wasDown) return;
		const to = this.#cardHere();
		if (to === connecting.from) return this.#aim(connecting.from); // chosen by a tap: the next tap says with what
		if (to === null && !this.editor.inputs.isDragging) return this.#drop();
		this.#drop();
		if (to !== null) queueMicrotask(() => connectCards(scene, connecting.from, to));
	}

	override onCancel() {
		if (sceneOf(this.editor).connecting.get() !== null) this.#drop();
		else this.editor.setCurrentTool('select');
	}

	#aim(from: CardId | null) {
		if (from === null) return;
		const { x, y } = this.editor.inputs.currentPagePoint;
		const here = this.#cardHere();
		const to = here === from ? null : here;
		sceneOf(this.editor).connecting.set({ from, to, point: [x, y] });
		this.#hint(to);
	}

	#drop() {
		sceneOf(this.editor).connecting.set(null);
		this.#hint(null);
	}

	#hint(card: CardId | null) {
		const shape = this.editor.getCurrentPageShapes().find(({ id }) => card !== null && cardIdOf(id) === card);
		this.editor.setHintingShapes(shape ? [shape.id] : []);
	}

	#cardHere(): CardId | null {
		const shape = this.editor.getShapeAtPoint(this.editor.inputs.currentPagePoint, {
			hitInside: true,
			margin: 6 / this.editor.getZoomLevel(),
			filter: isCardShape,
		});
		return shape ? cardIdOf(shape.id) : null;
	}
}
