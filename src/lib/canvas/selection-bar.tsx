import { useValue } from 'tldraw';
import { KIND_ICONS } from '#board/card-shape.ts';
import { CARD_KINDS } from '#board/kinds.ts';
import { copy, edit, sync, trash } from '../ui/icons.ts';
import { changeKind, duplicateSelected, openText, removeSelected, selectedCards } from './acts.ts';
import { PopMenu } from './pop-menu.tsx';
import { isCardShape, isLinkShape } from './records.ts';
import { useMayWrite, useScene, useWords } from './scene-context.tsx';
import { ToolButton } from './tool-button.tsx';

/** CSS pixels between the selection and the bar: the "+" stands between them. */
const CLEAR = 64;
const BAR_HEIGHT = 56;

/** What can be done with what is selected; above it, or below where there is no room. */
export function SelectionBar() {
	const { scene, editor } = useScene();
	const words = useWords();
	const mayWrite = useMayWrite();
	const selection = useValue(
		'selection',
		() => {
			const shapes = editor.getSelectedShapes();
			const bounds = editor.getSelectionPageBounds();
			if (shapes.length === 0 || !bounds || !editor.isIn('select.idle')) return null;
			const topLeft = editor.pageToViewport(bounds.point);
			const bottom = editor.pageToViewport({ x: bounds.x, y: bounds.maxY }).y;
			const screen = editor.getViewportScreenBounds();
			const width = bounds.w * editor.getZoomLevel();
			const above = topLeft.y - CLEAR - BAR_HEIGHT;
			const top = above > 8 ? above : Math.min(screen.h - 190, bottom + CLEAR);
			return {
				left: Math.min(screen.w - 120, Math.max(120, topLeft.x + width / 2)),
				top: Math.max(8, top),
				isOneCard: shapes.length === 1 && isCardShape(shapes[0]),
				hasCards: shapes.some(isCardShape),
				areLinks: shapes.every(isLinkShape),
			};
		},
		[editor],
	);
	if (!selection || !mayWrite) return null;
	const { left, top, isOneCard, hasCards, areLinks } = selection;
	return (
		<div className="mb-bar" role="toolbar" aria-label={words.selection} style={{ left, top }}>
			{isOneCard && (
				<ToolButton
					label={words.edit}
					icon={edit}
					letter="Enter"
					onPress={() => {
						const [id] = selectedCards(scene);
						if (id) openText(scene, id);
					}}
				/>
			)}
			{hasCards && (
				<PopMenu
					label={words.changeKind}
					icon={sync}
					items={CARD_KINDS.map((kind) => ({ id: kind, label: words.kinds[kind], icon: KIND_ICONS[kind] }))}
					onChoose={(kind) => changeKind(scene, selectedCards(scene), kind)}
				/>
			)}
			{!areLinks && (
				<ToolButton
					label={words.duplicate}
					icon={copy}
					letter="Ctrl D"
					onPress={() => duplicateSelected(scene)}
				/>
			)}
			<ToolButton
				label={areLinks ? words.unlink : words.remove}
				icon={trash}
				onPress={() => removeSelected(scene)}
			/>
		</div>
	);
}
