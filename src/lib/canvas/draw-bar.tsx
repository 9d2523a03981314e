import { DefaultColorStyle, DefaultSizeStyle, GeoShapeGeoStyle, getDefaultColorTheme, useValue } from 'tldraw';
import { chordOf } from '../keys/keys.ts';
import { edit } from '../ui/icons.ts';
import { ImageButton } from './image-bar.tsx';
import { useScene, useWords } from './scene-context.tsx';
import { ToolButton } from './tool-button.tsx';

/** Tools of free drawing; while one of them is in hand, this bar shows. */
export const DRAW_TOOLS: readonly string[] = ['draw', 'highlight', 'eraser', 'geo', 'frame', 'laser'];

const COLOURS = ['black', 'blue', 'green', 'red', 'orange', 'violet'] as const;
const WIDTHS = ['s', 'm', 'xl'] as const;

const highlighter = 'M4 20h6M9 16l-2 2H5v-2l2-2zM7 14l8-9 4 4-8 9zM13 20h7';
const eraser = 'M8 19h12M5 14l8-9 6 6-7 8H8l-3-3z';
const rectangle = 'M4 6h16v12H4z';
const ellipse = 'M21 12c0 3.6-4 6.5-9 6.5S3 15.6 3 12s4-6.5 9-6.5 9 2.9 9 6.5z';
const laser = 'M4 20l8-8M14.5 9.5a2 2 0 1 1-2.8 2.8M15 4v2.5M20 9h-2.5M19 5l-2 2M10.5 5.5l1.5 1.5M18.5 13.5l-1.5-1.5';
const frame = 'M7 3v18M17 3v18M3 7h18M3 17h18';

export function DrawBar() {
	const { editor } = useScene();
	const words = useWords();
	const tool = useValue('tool', () => editor.getCurrentToolId(), [editor]);
	const isDark = useValue('dark', () => editor.user.getIsDarkMode(), [editor]);
	const colour = useValue('colour', () => editor.getStyleForNextShape(DefaultColorStyle), [editor]);
	const width = useValue('width', () => editor.getStyleForNextShape(DefaultSizeStyle), [editor]);
	const figure = useValue('figure', () => editor.getStyleForNextShape(GeoShapeGeoStyle), [editor]);
	const theme = getDefaultColorTheme({ isDarkMode: isDark });
	const isPaint = tool === 'draw' || tool === 'highlight' || tool === 'geo';
	const take = (id: string) => editor.setCurrentTool(id);
	const takeFigure = (geo: 'rectangle' | 'ellipse') => {
		editor.setStyleForNextShapes(GeoShapeGeoStyle, geo);
		take('geo');
	};
	return (
		<div className="mb-draw" role="toolbar" aria-label={words.drawBar}>
			<ToolButton
				isQuiet
				label={words.pen}
				icon={edit}
				letter={chordOf('pen')}
				isOn={tool === 'draw'}
				onPress={() => take('draw')}
			/>
			<ToolButton
				isQuiet
				label={words.highlighter}
				icon={highlighter}
				letter={chordOf('highlighter')}
				isOn={tool === 'highlight'}
				onPress={() => take('highlight')}
			/>
			<ToolButton
				isQuiet
				label={words.eraser}
				icon={eraser}
				letter={chordOf('eraser')}
				isOn={tool === 'eraser'}
				onPress={() => take('eraser')}
			/>
			<ToolButton
				isQuiet
				label={words.rectangle}
				icon={rectangle}
				letter={chordOf('rectangle')}
				isOn={tool === 'geo' && figure === 'rectangle'}
				onPress={() => takeFigure('rectangle')}
			/>
			<ToolButton
				isQuiet
				label={words.ellipse}
				icon={ellipse}
				letter={chordOf('ellipse')}
				isOn={tool === 'geo' && figure === 'ellipse'}
				onPress={() => takeFigure('ellipse')}
			/>
			<ToolButton
				isQuiet
				label={words.frame}
				icon={frame}
				letter={chordOf('frame')}
				isOn={tool === 'frame'}
				onPress={() => take('frame')}
			/>
			<LaserButton />
			<ImageButton />
			{isPaint && (
				<>
					<span className="mb-rule" />
					<div className="mb-swatches" role="group" aria-label={words.colour}>
						{COLOURS.map((name) => (
							<ToolButton
								key={name}
								isQuiet
								className="mb-swatch"
								label={words.colours[name]}
								isOn={colour === name}
								onPress={() => editor.setStyleForNextShapes(DefaultColorStyle, name)}
							>
								<span style={{ background: theme[name].solid }} />
							</ToolButton>
						))}
					</div>
					<span className="mb-rule" />
					<div className="mb-swatches" role="group" aria-label={words.width}>
						{WIDTHS.map((size, index) => (
							<ToolButton
								key={size}
								isQuiet
								className="mb-width"
								label={words.widths[size]}
								isOn={width === size}
								onPress={() => editor.setStyleForNextShapes(DefaultSizeStyle, size)}
							>
								<span style={{ height: 2 + index * 3 }} />
							</ToolButton>
						))}
					</div>
				</>
			)}
		</div>
	);
}

/** Points and draws nothing, so whoever only reads has it too. */
export function LaserButton() {
	const { editor } = useScene();
	const words = useWords();
	const isOn = useValue('laser', () => editor.getCurrentToolId() === 'laser', [editor]);
	return (
		<ToolButton
			isQuiet
			className="mb-laser-tool"
			label={words.laser}
			icon={laser}
			letter={chordOf('laser')}
			isOn={isOn}
			onPress={() => editor.setCurrentTool(isOn ? 'select' : 'laser')}
		/>
	);
}
