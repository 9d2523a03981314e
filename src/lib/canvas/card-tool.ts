import { StateNode } from 'tldraw';
import { placeCard } from './acts.ts';
import { sceneOf } from './scene.ts';

/** A click puts a card of the chosen kind there and opens its text. Which kind, the scene knows. */
export class CardTool extends StateNode {
	static override id = 'card';

	override onEnter() {
		this.editor.setCursor({ type: 'cross', rotation: 0 });
	}

	override onPointerUp() {
		const { x, y } = this.editor.inputs.currentPagePoint;
		const scene = sceneOf(this.editor);
		// After this event: a card is born in the document, and comes to the store from there.
		queueMicrotask(() => {
			if (placeCard(scene, scene.cardKind.get(), [x, y]) === null) this.editor.setCurrentTool('select');
		});
	}

	override onCancel() {
		this.editor.setCurrentTool('select');
	}

	override onComplete() {
		this.editor.setCurrentTool('select');
	}
}
