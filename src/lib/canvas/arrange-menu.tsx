import { useValue } from 'tldraw';
import { alignLeft } from '../ui/tree-icons.ts';
import { arrange, arrangeable, type Arranging } from './hand-acts.ts';
import { PopMenu } from './pop-menu.tsx';
import { useMayWrite, useScene, useWords } from './scene-context.tsx';
import { chordOf } from '../keys/keys.ts';

const ALIGNING: readonly Arranging[] = [
	'align-left',
	'align-center',
	'align-right',
	'align-top',
	'align-middle',
	'align-bottom',
];
const DISTRIBUTING: readonly Arranging[] = ['distribute-across', 'distribute-down'];

/** Aligns what is selected, and spreads three or more evenly. */
export function ArrangeMenu() {
	const { scene } = useScene();
	const words = useWords();
	const mayWrite = useMayWrite();
	const count = useValue('arrangeable', () => arrangeable(scene).length, [scene]);
	if (!mayWrite || count < 2) return null;
	return (
		<PopMenu
			label={words.arrange}
			icon={alignLeft}
			items={[...ALIGNING, ...(count > 2 ? DISTRIBUTING : [])].map((id) => ({
				id,
				label: words.withKey(words.arranging[id], chordOf(id)),
			}))}
			onChoose={(how) => arrange(scene, how)}
		/>
	);
}
