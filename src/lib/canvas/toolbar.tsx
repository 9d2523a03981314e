import { useValue } from 'tldraw';
import { useSyncExternalStore } from 'react';
import { KIND_ICONS } from '#board/card-shape.ts';
import { CARD_KINDS, LATER_KINDS, type CardKind } from '#board/kinds.ts';
import { connect, cursor, edit, hand, lock, note, plus, redo, tree, undo } from '../ui/icons.ts';
import { BoardMenu } from './act-menu.tsx';
import { addCardInView, redoLast, undoLast, whyNoLinks } from './acts.ts';
import { DrawBar, DRAW_TOOLS, LaserButton } from './draw-bar.tsx';
import { drawnShapesOf } from './drawn-shapes.ts';
import { chordOf, keyOfKind } from '../keys/keys.ts';
import { Icon } from './icon.tsx';
import { ImageBar, ImageButton } from './image-bar.tsx';
import { PopMenu } from './pop-menu.tsx';
import { useMayWrite, useRights, useScene, useWords } from './scene-context.tsx';
import { tidyTree } from './tidy.ts';
import { ToolButton } from './tool-button.tsx';

/** The tools at the foot of the canvas. Who may only read has two of them, and reads why. */
export function Toolbar() {
	const { editor } = useScene();
	const words = useWords();
	const mayWrite = useMayWrite();
	const rights = useRights();
	const tool = useValue('tool', () => editor.getCurrentToolId(), [editor]);
	return (
		<div className="mb-foot">
			{mayWrite && DRAW_TOOLS.includes(tool) && rights.draw() === null && <DrawBar />}
			<ImageBar />
			<Told />
			{mayWrite && <Hint tool={tool} />}
			<div className="mb-tools" role="toolbar" aria-label={words.toolbar}>
				<ToolButton
					label={words.select}
					icon={cursor}
					letter={chordOf('select')}
					isOn={tool === 'select'}
					onPress={() => editor.setCurrentTool('select')}
				/>
				<ToolButton
					label={words.hand}
					icon={hand}
					letter={chordOf('hand')}
					isOn={tool === 'hand'}
					onPress={() => editor.setCurrentTool('hand')}
				/>
				{(!mayWrite || rights.draw() !== null) && <LaserButton />}
				{mayWrite ? <WritingTools tool={tool} /> : <ReadOnly />}
			</div>
		</div>
	);
}

function WritingTools({ tool }: { readonly tool: string }) {
	const { scene, editor } = useScene();
	const words = useWords();
	const hasProblem = useValue(
		'has-problem',
		() => {
			const { boxes } = drawnShapesOf(editor); // asked again whenever something moves
			boxes.changes.get();
			return [...boxes.cards.values()].some(({ kind }) => kind === 'problem');
		},
		[editor],
	);
	const rights = useRights();
	const whyNoDrawing = rights.draw();
	const kind = useValue('card-kind', () => scene.cardKind.get(), [scene]);
	const canUndo = useSyncExternalStore(scene.undo.onChange, () => scene.undo.canUndo);
	const canRedo = useSyncExternalStore(scene.undo.onChange, () => scene.undo.canRedo);
	const kinds = CARD_KINDS.filter((known) => !LATER_KINDS.includes(known));
	const choose = (chosen: CardKind, byKey: boolean) => {
		if (byKey) return void addCardInView(scene, chosen);
		scene.cardKind.set(chosen);
		editor.setCurrentTool('card');
	};
	const itemOf = (known: CardKind) => ({
		id: known,
		label: words.kinds[known],
		icon: KIND_ICONS[known],
		why: rights.add(known),
	});
	return (
		<>
			<span className="mb-rule" />
			<div className="mb-kinds">
				{kinds
					.filter((known) => known !== 'problem' || !hasProblem)
					.map((known) => (
						<ToolButton
							key={known}
							label={words.kinds[known]}
							icon={KIND_ICONS[known]}
							letter={chordOf(keyOfKind(known))}
							className={`mb-kind-${known}`}
							isOn={tool === 'card' && kind === known}
							why={rights.add(known)}
							onPress={(byKey) => choose(known, byKey)}
						/>
					))}
				<PopMenu
					label={words.moreKinds}
					icon={plus}
					isOn={tool === 'card' && LATER_KINDS.includes(kind)}
					items={LATER_KINDS.map(itemOf)}
					onChoose={choose}
				/>
			</div>
			<div className="mb-kinds-small">
				<PopMenu
					label={words.card}
					icon={note}
					isOn={tool === 'card'}
					items={CARD_KINDS.map(itemOf)}
					onChoose={choose}
				/>
			</div>
			<span className="mb-rule" />
			<ToolButton
				label={words.connect}
				icon={connect}
				letter={chordOf('connect')}
				isOn={tool === 'connect'}
				why={whyNoLinks(scene)}
				onPress={() => editor.setCurrentTool('connect')}
			/>
			<ToolButton
				label={words.draw}
				icon={edit}
				letter={chordOf('pen')}
				isOn={DRAW_TOOLS.includes(tool)}
				why={whyNoDrawing}
				onPress={() => editor.setCurrentTool('draw')}
			/>
			<ImageButton className="mb-image-tool" />
			<span className="mb-rule" />
			<ToolButton label={words.tidy} icon={tree} onPress={() => tidyTree(scene)} />
			<BoardMenu />
			<div className="mb-history">
				<ToolButton
					isQuiet
					label={words.undo}
					icon={undo}
					letter={chordOf('undo')}
					isDisabled={!canUndo}
					onPress={() => undoLast(scene)}
				/>
				<ToolButton
					isQuiet
					label={words.redo}
					icon={redo}
					letter={chordOf('redo')}
					isDisabled={!canRedo}
					onPress={() => redoLast(scene)}
				/>
			</div>
		</>
	);
}

function ReadOnly() {
	const { scene } = useScene();
	const words = useWords();
	const reason = useValue('reason', () => scene.settings.get().readOnlyReason, [scene]);
	return (
		<>
			<span className="mb-rule" />
			<div className="mb-read-only">
				<Icon path={lock} />
				<div>
					<strong>{words.readOnly}</strong> <span>{reason ?? words.readOnlyText}</span>
				</div>
			</div>
		</>
	);
}

/** Why the last thing did not happen. Screen readers have been told already. */
function Told() {
	const { scene } = useScene();
	const told = useValue('told', () => scene.told.get(), [scene]);
	return told === null ? null : (
		<p className="mb-told" aria-hidden="true">
			{told}
		</p>
	);
}

/** One line that says what the chosen tool waits for. */
function Hint({ tool }: { readonly tool: string }) {
	const { scene, editor } = useScene();
	const words = useWords();
	const isTouch = useValue('touch', () => editor.getInstanceState().isCoarsePointer, [editor]);
	const isHalfWay = useValue('half-way', () => scene.connecting.get() !== null, [scene]);
	if (tool === 'card') return <p className="mb-hint">{isTouch ? words.placeHintTouch : words.placeHint}</p>;
	if (tool !== 'connect') return null;
	const hint = isTouch ? words.connectHintTouch : words.connectHint;
	return <p className="mb-hint">{isHalfWay ? words.connectHintSecond : hint}</p>;
}
