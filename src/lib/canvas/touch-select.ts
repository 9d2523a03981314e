import { SelectTool, type Editor, type TLPointerEventInfo, type TLStateNodeConstructor } from 'tldraw';

/**
 * The select tool with a finger's manners: one finger on the bare table, or on a card that is not selected, moves the view, as on
 * a map; a card is moved by a finger only once it has been tapped. A long press is the menu's, see `listenToMenu`. Pens and
 * mice do as in tldraw.
 */
export class TouchSelect extends SelectTool {
	static override children(): TLStateNodeConstructor[] {
		return SelectTool.children().map((child) => {
			if (child.id === 'pointing_canvas') return panning(child);
			return child.id === 'pointing_shape' ? panning(child) : child;
		});
	}
}

const isFinger = (editor: Editor) => editor.getInstanceState().isCoarsePointer && !editor.inputs.isPen;

/** tldraw exports no class of these states; what they extend is got from its own list. */
function panning(Base: TLStateNodeConstructor): TLStateNodeConstructor {
	return class extends Base {
		/** What was selected as the finger came down; tldraw selects at once, and a pan must not. */
		#before: ReturnType<Editor['getSelectedShapeIds']> = [];
		#wasSelected = false;

		override onEnter(info: TLPointerEventInfo, from: string) {
			this.#before = this.editor.getSelectedShapeIds();
			const shape = 'shape' in info ? info.shape : undefined;
			this.#wasSelected = shape !== undefined && this.#before.includes(shape.id);
			super.onEnter?.(info, from);
		}

		override onPointerMove(info: TLPointerEventInfo) {
			const { editor } = this;
			if (!editor.inputs.isDragging || !isFinger(editor) || this.#wasSelected) {
				super.onPointerMove?.(info);
				return;
			}
			editor.setSelectedShapes(this.#before);
			editor.inputs.isPanning = true; // from here on tldraw pans, and glides on when the finger is lifted
			this.parent.transition('idle');
		}

		override onLongPress(info: TLPointerEventInfo) {
			if (isFinger(this.editor)) this.parent.transition('idle');
			else super.onLongPress?.(info);
		}
	};
}
