import { useValue } from 'tldraw';
import { chordOf } from '../keys/keys.ts';
import { minus, plus, search } from '../ui/icons.ts';
import { keyboard } from '../ui/tree-icons.ts';
import { PeopleMenu } from './follow-bar.tsx';
import { BringButton } from './bring-view.tsx';
import { MapButton } from './minimap.tsx';
import { useScene, useWords } from './scene-context.tsx';
import { openSearch } from './search.ts';
import { ToolButton } from './tool-button.tsx';
import { fitView } from './view.ts';

const fit = 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5';
const MOVE = { animation: { duration: 150 } };

export function ZoomBar() {
	const { scene, editor } = useScene();
	const words = useWords();
	const hundredths = useValue('zoom', () => Math.round(editor.getZoomLevel() * 100), [editor]);
	const percent = words.percent(hundredths / 100);
	return (
		<div className="mb-zoom" role="toolbar" aria-label={words.zoom}>
			<ToolButton
				isQuiet
				className="mb-zoom-in"
				label={words.zoomIn}
				letter={chordOf('zoom-in')}
				icon={plus}
				onPress={() => editor.zoomIn(undefined, MOVE)}
			/>
			<ToolButton
				isQuiet
				className="mb-zoom-percent"
				label={words.zoomTo100(percent)}
				onPress={() => editor.resetZoom(undefined, MOVE)}
			>
				<span>{percent}</span>
			</ToolButton>
			<ToolButton
				isQuiet
				className="mb-zoom-out"
				label={words.zoomOut}
				letter={chordOf('zoom-out')}
				icon={minus}
				onPress={() => editor.zoomOut(undefined, MOVE)}
			/>
			<ToolButton
				isQuiet
				className="mb-zoom-fit"
				label={words.zoomFit}
				icon={fit}
				letter={chordOf('fit')}
				onPress={() => fitView(scene)}
			/>
			<MapButton />
			<BringButton />
			<PeopleMenu />
			<ToolButton
				isQuiet
				className="mb-zoom-search"
				label={words.find.label}
				icon={search}
				letter={chordOf('search')}
				onPress={() => openSearch(scene)}
			/>
			<ToolButton
				isQuiet
				className="mb-zoom-help"
				label={words.help}
				icon={keyboard}
				letter={chordOf('help')}
				onPress={() => scene.onHelp()}
			/>
		</div>
	);
}
