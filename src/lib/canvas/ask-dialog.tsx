import { useValue } from 'tldraw';
import { useEffect, useId, useRef } from 'react';
import { useScene } from './scene-context.tsx';

/** The question before a change of many things at once. The browser's own dialog: it holds the focus and answers Escape. */
export function AskDialog() {
	const { scene, editor } = useScene();
	const question = useValue('question', () => scene.hands.question.get(), [scene]);
	const dialog = useRef<HTMLDialogElement>(null);
	const id = useId();
	useEffect(() => {
		if (question) dialog.current?.showModal();
	}, [question]);
	if (!question) return null;
	const answer = (isYes: boolean) => {
		dialog.current?.close();
		question.answer(isYes);
		editor.getContainer().focus({ preventScroll: true });
	};
	return (
		<dialog
			ref={dialog}
			className="mb-ask"
			aria-labelledby={`${id}-title`}
			aria-describedby={`${id}-text`}
			onCancel={(event) => {
				event.preventDefault();
				answer(false);
			}}
		>
			<h2 id={`${id}-title`}>{question.title}</h2>
			<p id={`${id}-text`}>{question.text}</p>
			<div className="mb-ask-ways">
				<button type="button" className="mb-ask-no" autoFocus onClick={() => answer(false)}>
					{question.no}
				</button>
				<button type="button" className="mb-primary" onClick={() => answer(true)}>
					{question.yes}
				</button>
			</div>
		</dialog>
	);
}
