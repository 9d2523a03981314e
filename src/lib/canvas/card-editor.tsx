import { stopEventPropagation, useEditor, useValue } from 'tldraw';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { cardText } from '#board/edit-cards.ts';
import type { CardId } from '#board/ids.ts';
import type { CardKind } from '#board/kinds.ts';
import { CARD_TEXT_MAX } from '#board/limits.ts';
import { bindText } from '../list/text-binding.ts';
import { redoLast, undoLast } from './acts.ts';
import { sceneOf } from './scene.ts';
import { liftAboveKeyboard } from './view.ts';

/** The text of one card under one's own caret, tied letter by letter to what the others write in it. */
export function CardEditor({ id, kind }: { readonly id: CardId; readonly kind: CardKind }) {
	const editor = useEditor();
	const scene = sceneOf(editor);
	const field = useRef<HTMLTextAreaElement>(null);
	const words = useValue('words', () => scene.words.get(), [scene]);

	useEffect(() => {
		const text = cardText(scene.doc, id);
		const area = field.current;
		if (!text || !area) return;
		const binding = bindText(area, text, CARD_TEXT_MAX);
		area.focus({ preventScroll: true });
		area.setSelectionRange(area.value.length, area.value.length);
		scene.undo.endBurst();
		scene.presence.show({ editing: id });
		liftAboveKeyboard(scene, id);
		return () => {
			binding.stop();
			scene.undo.endBurst();
			scene.presence.show({ editing: null });
		};
	}, [scene, id]);

	const onKeyDown = (event: KeyboardEvent) => {
		const isAccel = event.ctrlKey || event.metaKey;
		if (event.nativeEvent.isComposing) return;
		if (event.key === 'Escape' || event.key === 'Tab' || (event.key === 'Enter' && isAccel)) {
			event.preventDefault();
			event.stopPropagation();
			editor.complete();
		} else if (isAccel && event.key.toLowerCase() === 'z') {
			// The browser's own undo knows nothing of what others wrote meanwhile.
			event.preventDefault();
			if (event.shiftKey) redoLast(scene);
			else undoLast(scene);
		} else if (isAccel && event.key.toLowerCase() === 'y') {
			event.preventDefault();
			redoLast(scene);
		}
	};
	return (
		<textarea
			ref={field}
			className="mb-card-text mb-card-editor"
			dir="auto"
			aria-label={words.textLabel(kind)}
			placeholder={words.textPlaceholder}
			maxLength={CARD_TEXT_MAX}
			spellCheck
			onKeyDown={onKeyDown}
			onPointerDown={stopEventPropagation}
			onTouchEnd={stopEventPropagation}
		/>
	);
}
