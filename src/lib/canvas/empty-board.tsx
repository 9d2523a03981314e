import { useValue } from 'tldraw';
import { addCardInView } from './acts.ts';
import { useMayWrite, useRights, useScene, useWords } from './scene-context.tsx';

/** What an empty board says: how to begin, or that nobody has. */
export function EmptyBoard() {
	const { scene, editor } = useScene();
	const words = useWords();
	const mayWrite = useMayWrite();
	const isShown = useValue('empty', () => editor.getCurrentPageShapeIds().size === 0 && editor.isIn('select'), [
		editor,
	]);
	const whyNot = useRights().add('problem');
	const openTemplates = useValue('templates', () => scene.settings.get().openTemplates, [scene]);
	if (!isShown) return null;
	return (
		<div className="mb-empty">
			<p className="mb-empty-title">{words.emptyTitle}</p>
			<p>{mayWrite ? (whyNot ?? words.emptyText) : words.emptyReadOnly}</p>
			{mayWrite && whyNot === null && (
				<button type="button" className="mb-primary" onClick={() => addCardInView(scene, 'problem')}>
					{words.add.problem}
				</button>
			)}
			{mayWrite && openTemplates && (
				<button type="button" className="mb-secondary" onClick={openTemplates}>
					{words.acts.templates}
				</button>
			)}
		</div>
	);
}
