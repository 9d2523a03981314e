import { useValue } from 'tldraw';
import { useEffect } from 'react';
import { eye } from '../ui/icons.ts';
import { bring } from '../ui/tree-icons.ts';
import { bringView, goAlong, goBack } from './follow-bringing.ts';
import { Icon } from './icon.tsx';
import { useScene, useWords } from './scene-context.tsx';
import { ToolButton } from './tool-button.tsx';

/** Milliseconds after which the notice goes by itself; the view stays. */
const SHOWN_MS = 20_000;

/** Whoever facilitates has everybody look where they look. */
export function BringButton() {
	const { scene } = useScene();
	const words = useWords();
	const mayBring = useValue('may-bring', () => scene.settings.get().mayBring, [scene]);
	if (!mayBring) return null;
	return (
		<ToolButton
			isQuiet
			className="mb-zoom-bring"
			label={words.bringView}
			icon={bring}
			onPress={() => bringView(scene)}
		/>
	);
}

/** Whose view this is, and the way back; or, for whoever was busy, the way there. */
export function BroughtView() {
	const { scene, editor } = useScene();
	const words = useWords();
	const brought = useValue('brought', () => scene.hands.brought.get(), [scene]);
	useEffect(() => {
		if (!brought) return;
		const timer = setTimeout(() => scene.hands.brought.set(null), SHOWN_MS);
		return () => clearTimeout(timer);
	}, [brought, scene]);
	if (!brought) return null;
	const press = (act: () => void) => () => {
		act();
		if (editor.getEditingShapeId() === null) editor.getContainer().focus({ preventScroll: true });
	};
	return (
		<div className="mb-brought" role="group" aria-label={words.brings(brought.name)}>
			<Icon path={eye} />
			<span>{words.brings(brought.name)}</span>
			{brought.before === null && (
				<button type="button" className="mb-primary" onClick={press(() => goAlong(scene))}>
					{words.goThere}
				</button>
			)}
			<button type="button" className="mb-brought-back" onClick={press(() => goBack(scene))}>
				{brought.before === null ? words.stay : words.goBack}
			</button>
		</div>
	);
}
