import { StateNode } from 'tldraw';
import { sceneOf } from './scene.ts';

/** A pointer's dot while a button or a finger is down: others see it at once, and nothing of it is kept. */
export class LaserTool extends StateNode {
	static override id = 'laser';

	override onEnter() {
		this.editor.setCursor({ type: 'cross', rotation: 0 });
		this.editor.selectNone();
	}

	override onExit() {
		this.#light(false);
	}

	override onPointerDown() {
		this.#light(true);
	}

	override onPointerUp() {
		this.#light(false);
	}

	override onInterrupt() {
		this.#light(false);
	}

	override onCancel() {
		const { hands } = sceneOf(this.editor);
		if (hands.isPointing.get()) this.#light(false);
		else this.editor.setCurrentTool('select');
	}

	#light(isOn: boolean) {
		sceneOf(this.editor).hands.isPointing.set(isOn);
	}
}
