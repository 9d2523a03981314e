import {
	computed,
	createTLUser,
	DefaultCanvas,
	DrawShapeTool,
	EraserTool,
	HandTool,
	HighlightShapeTool,
	registerDefaultSideEffects,
	TldrawEditor,
	TldrawScribble,
	atom,
	useEditor,
	type Editor,
	type TLEditorComponents,
	type TldrawOptions,
} from 'tldraw';
import { Component, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { takeDroppedImages } from './add-images.ts';
import { AskDialog } from './ask-dialog.tsx';
import { BroughtView } from './bring-view.tsx';
import { CardTool } from './card-tool.ts';
import { CardUtil } from './card-util.tsx';
import { carryFrames } from './carry-frames.ts';
import { listenToClipboard } from './clipboard.ts';
import { ConnectTool } from './connect-tool.ts';
import { ContextMenu } from './context-menu.tsx';
import { watchDarkness } from './darkness.ts';
import { drawnShapesOf } from './drawn-shapes.ts';
import { watchEdges } from './drop-on-edge.ts';
import { EmptyBoard } from './empty-board.tsx';
import { FarLayer } from './far-layer.tsx';
import { FigureTool, FigureUtil } from './figure-util.tsx';
import { FollowBar } from './follow-bar.tsx';
import { followBringing } from './follow-bringing.ts';
import { leadScreen } from './lead-screen.ts';
import { followArrows, followFocus, followGestures, followSelection, shareHand, shareView } from './follow-editor.ts';
import { keepFollowing, showFollowers } from './follow-person.ts';
import { FrameTool, FrameUtil } from './frame-util.tsx';
import { GrowButtons } from './grow-buttons.tsx';
import { guardEraser } from './guard-eraser.ts';
import { addByDoubleClick } from './hand-acts.ts';
import { ImageUtil } from './image-util.tsx';
import { Indicators } from './indicators.tsx';
import { LaserTool } from './laser-tool.ts';
import { leaveLinks } from './leave-links.ts';
import { listenToKeys } from './keys.ts';
import { LinkLayer } from './link-layer.tsx';
import { LinkUtil } from './link-util.tsx';
import { followPointer, guardTwoFingers, listenToMenu } from './listen-to-menu.ts';
import { Minimap } from './minimap.tsx';
import type { BoardOptions } from './options.ts';
import { Overlays } from './overlays.tsx';
import { SceneContext } from './scene-context.tsx';
import type { Scene } from './scene.ts';
import { SearchBox } from './search-box.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { SelectionBox } from './selection-box.tsx';
import { HighlighterUtil, PenUtil } from './stroke-utils.ts';
import { Toolbar } from './toolbar.tsx';
import { TouchSelect } from './touch-select.ts';
import { openView } from './view.ts';
import { ZoomBar } from './zoom-bar.tsx';

// All of these must keep their identity: tldraw makes a new editor whenever one changes.
const SHAPES = [CardUtil, LinkUtil, PenUtil, HighlighterUtil, FigureUtil, FrameUtil, ImageUtil];
const TOOLS = [
	TouchSelect,
	HandTool,
	EraserTool,
	DrawShapeTool,
	HighlightShapeTool,
	FigureTool,
	FrameTool,
	CardTool,
	ConnectTool,
	LaserTool,
];
const COMPONENTS: TLEditorComponents = {
	Overlays,
	Scribble: TldrawScribble,
	Canvas: BoardCanvas,
	Background: FarLayer,
	OnTheCanvas: LinkLayer,
	ShapeIndicators: Indicators,
	SelectionForeground: SelectionBox,
	Handles: null,
	Grid: null,
	Spinner: null,
	LoadingScreen: null,
	ErrorFallback: Rethrow,
};

/** tldraw's canvas, told before it first draws which shapes it is to draw. */
function BoardCanvas() {
	const editor = useEditor();
	const drawn = drawnShapesOf(editor);
	useEffect(() => () => drawn.stop(), [drawn]);
	return <DefaultCanvas />;
}

/** Past tldraw's own screen, which speaks English and offers to delete what is there. */
function Rethrow({ error }: { readonly error: unknown }): never {
	throw error;
}

const OPTIONS: Partial<TldrawOptions> = {
	maxShapesPerPage: 20_000, // cards and links of a board at its limit
	maxPages: 1,
	createTextOnCanvasDoubleClick: false,
};
const CAMERA = { zoomSteps: [0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 4] };

/** The canvas with its tools around it. tldraw's own interface is not loaded: no fonts, icons or words of its own. */
export function BoardRoot({ scene, options }: { readonly scene: Scene; readonly options: BoardOptions }) {
	const root = useRef<HTMLDivElement>(null);
	const [editor, setEditor] = useState<Editor | null>(null);
	const dark = useMemo(() => atom('dark', false), []);
	const user = useMemo(() => createUser(scene, dark), [scene, dark]);

	useEffect(() => (root.current ? watchDarkness(root.current, (isDark) => dark.set(isDark)) : undefined), [dark]);
	useEffect(
		() => (editor && root.current ? attach(scene, editor, root.current, options) : undefined),
		[scene, editor, options],
	);

	return (
		<div className="mb-board" ref={root}>
			<Catch onCrash={options.onCrash}>
				<TldrawEditor
					store={scene.store}
					shapeUtils={SHAPES}
					tools={TOOLS}
					components={COMPONENTS}
					options={OPTIONS}
					cameraOptions={CAMERA}
					initialState="select"
					autoFocus={false}
					user={user}
					{...(options.licenseKey ? { licenseKey: options.licenseKey } : {})}
					onMount={setEditor}
				/>
				{editor && (
					<SceneContext value={{ scene, editor }}>
						<EmptyBoard />
						<GrowButtons />
						<SelectionBar />
						<ZoomBar />
						<Minimap />
						<Toolbar />
						<SearchBox />
						<BroughtView />
						<FollowBar />
						<ContextMenu />
						<AskDialog />
					</SceneContext>
				)}
			</Catch>
		</div>
	);
}

/** Ties an editor to the scene; returns how to untie it. */
function attach(scene: Scene, editor: Editor, root: HTMLElement, options: BoardOptions): () => void {
	scene.editor = editor;
	const container = editor.getContainer();
	container.tabIndex = 0; // reachable by keyboard; tldraw leaves it to its own interface
	const countFonts = () => scene.fonts.update((count) => count + 1);
	document.fonts.addEventListener('loadingdone', countFonts);
	void document.fonts.ready.then(countFonts);
	const stopSettings = scene.follow(editor, container);
	const stops = [
		registerDefaultSideEffects(editor),
		guardEraser(editor),
		leaveLinks(editor.store),
		carryFrames(editor),
		followGestures(scene, editor),
		watchEdges(scene, editor),
		followPointer(scene, editor),
		guardTwoFingers(editor),
		listenToMenu(root, scene, editor),
		followBringing(scene, editor),
		leadScreen(scene, editor),
		followArrows(scene, root),
		followFocus(editor),
		followSelection(scene, editor, options.onSelect ?? (() => {})),
		shareHand(scene, editor),
		shareView(scene, editor),
		keepFollowing(scene, editor),
		showFollowers(scene, editor),
		listenToKeys(root, scene),
		listenToClipboard(root, scene),
		takeDroppedImages(scene, editor),
		listenToDoubleClick(scene, editor),
		stopSettings,
	];
	openView(scene);
	return () => {
		document.fonts.removeEventListener('loadingdone', countFonts);
		for (const stop of stops) stop();
		scene.editor = null;
	};
}

/** A double click on the bare table puts a card there, as elsewhere it would put a text. */
function listenToDoubleClick(scene: Scene, editor: Editor): () => void {
	const onEvent: Parameters<typeof editor.on<'event'>>[1] = (info) => {
		if (info.type !== 'click' || info.name !== 'double_click' || info.phase !== 'up' || !editor.isIn('select.idle'))
			return;
		const { x, y } = editor.inputs.currentPagePoint;
		if (!scene.mayWrite || editor.getShapeAtPoint({ x, y }, { hitInside: true, margin: 4 })) return;
		queueMicrotask(() => addByDoubleClick(scene, [x, y]));
	};
	editor.on('event', onEvent);
	return () => editor.off('event', onEvent);
}

function createUser(scene: Scene, dark: { get(): boolean }) {
	const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
	return createTLUser({
		// tldraw would keep these in the browser and share them between tabs; here they are the page's.
		setUserPreferences: () => {},
		userPreferences: computed('user', () => {
			const { identity, locale } = scene.settings.get();
			return {
				id: identity?.id ?? 'me',
				name: '',
				locale,
				colorScheme: dark.get() ? ('dark' as const) : ('light' as const),
				animationSpeed: calm ? 0 : 1,
				edgeScrollSpeed: 1,
				isSnapMode: false,
			};
		}),
	});
}

/** Hands a breakdown to the page, which says in words what to do; what the board holds is in the document. */
class Catch extends Component<
	{ readonly onCrash: BoardOptions['onCrash']; readonly children: ReactNode },
	{ readonly failed: boolean }
> {
	override state = { failed: false };

	static getDerivedStateFromError() {
		return { failed: true };
	}

	override componentDidCatch(error: unknown) {
		this.props.onCrash?.(error);
	}

	override render() {
		return this.state.failed ? null : this.props.children;
	}
}
