import { useValue } from 'tldraw';
import { pin } from '../ui/tree-icons.ts';
import { pinnable, pinSelected } from './hand-acts.ts';
import { useMayWrite, useRights, useScene, useWords } from './scene-context.tsx';
import { ToolButton } from './tool-button.tsx';

/** Facilitators hold what is selected in its place, for everybody; a frame with all that lies on it. */
export function PinButton() {
	const { scene } = useScene();
	const words = useWords();
	const mayWrite = useMayWrite();
	const rights = useRights();
	const held = useValue('pinnable', () => (scene.rights.get(), pinnable(scene)), [scene]);
	if (!mayWrite || rights.pin() !== null || held.ids.length === 0) return null;
	return (
		<ToolButton
			label={held.arePinned ? words.unpin : words.pin}
			icon={pin}
			className="mb-rare"
			isOn={held.arePinned}
			onPress={() => pinSelected(scene)}
		/>
	);
}
