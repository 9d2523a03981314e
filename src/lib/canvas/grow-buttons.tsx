import { useValue } from 'tldraw';
import { KIND_ICONS } from '#board/card-shape.ts';
import type { CardId } from '#board/ids.ts';
import { connect, plus } from '../ui/icons.ts';
import { growCard } from './acts.ts';
import { cardHeight } from './card-height.ts';
import type { Side } from './free-place.ts';
import { GROWTH } from './growth.ts';
import { PopMenu } from './pop-menu.tsx';
import { cardIdOf, isCardShape } from './records.ts';
import { useMayWrite, useRights, useScene, useWords } from './scene-context.tsx';
import { ToolButton } from './tool-button.tsx';

/** Narrower than this on the screen, the buttons would cover the card. */
const LEAST_WIDTH_PX = 90;
/** CSS pixels from the edge within which a button would be cut off, and from the foot, where the tools are. */
const MARGIN = 24;
const FOOT = 116;

/** The "+" around the one selected card, and the handle from which a link is dragged. */
export function GrowButtons() {
	const { scene, editor } = useScene();
	const words = useWords();
	const mayWrite = useMayWrite();
	const rights = useRights();
	const card = useValue(
		'card-to-grow',
		() => {
			const shape = editor.getOnlySelectedShape();
			if (!isCardShape(shape) || !editor.isIn('select.idle')) return null;
			const id = cardIdOf(shape.id);
			const corner = editor.pageToViewport({ x: shape.x, y: shape.y });
			const zoom = editor.getZoomLevel();
			const screen = editor.getViewportScreenBounds();
			const [w, h] = [shape.props.w * zoom, cardHeight(editor, shape) * zoom];
			return id && w >= LEAST_WIDTH_PX
				? { id, kind: shape.props.kind, x: corner.x, y: corner.y, w, h, screen }
				: null;
		},
		[editor],
	);
	// A closed card takes no links, so nothing grows from it.
	if (!card || !mayWrite || rights.link(card.id, null) !== null) return null;
	const { x, y, w, h, screen } = card;
	const isClear = ({ left, top }: { readonly left: number; readonly top: number }) =>
		left > MARGIN && left < screen.w - MARGIN && top > MARGIN && top < screen.h - FOOT;
	const at: Readonly<Record<Side, { left: number; top: number }>> = {
		above: { left: x + w / 2, top: y - 30 },
		below: { left: x + w / 2, top: y + h + 30 },
		right: { left: x + w + 34, top: y + h / 2 },
		left: { left: x - 34, top: y + h / 2 },
	};
	const sides: readonly Side[] = ['above', 'below', 'right', 'left'];
	return (
		<div className="mb-grow">
			{sides.map((side) => {
				const kinds = (GROWTH[card.kind][side] ?? []).filter((kind) => rights.add(kind) === null);
				const [first] = kinds;
				if (first === undefined || !isClear(at[side])) return null;
				return (
					<div key={side} className="mb-grow-spot" style={at[side]}>
						{kinds.length === 1 ? (
							<ToolButton
								isQuiet
								className="mb-plus"
								label={words.add[first]}
								icon={plus}
								onPress={() => growCard(scene, card.id, first, side)}
							/>
						) : (
							<PopMenu
								isQuiet
								className="mb-plus"
								label={words.addMore}
								icon={plus}
								items={kinds.map((kind) => ({
									id: kind,
									label: words.add[kind],
									icon: KIND_ICONS[kind],
								}))}
								onChoose={(kind) => growCard(scene, card.id, kind, side)}
							/>
						)}
					</div>
				);
			})}
			{isClear(at.left) && (
				<div className="mb-grow-spot" style={at.left}>
					<ConnectHandle from={card.id} />
				</div>
			)}
		</div>
	);
}

/** Pressed and dragged, it draws a link at once; pressed alone, the next card chosen is the other end. */
function ConnectHandle({ from }: { readonly from: CardId }) {
	const { editor } = useScene();
	const words = useWords();
	const start = () => editor.setCurrentTool('connect', { from });
	return (
		<button
			type="button"
			className="mb-tool mb-plus mb-connect"
			data-quiet
			aria-label={words.connect}
			data-tip={words.connect}
			onPointerDown={(event) => {
				if (event.button !== 0) return;
				event.preventDefault();
				// From here on the canvas hears the pointer, as if the drag had begun on it.
				const canvas = editor.getContainer().querySelector('.tl-canvas');
				event.currentTarget.releasePointerCapture(event.pointerId);
				start();
				canvas?.setPointerCapture(event.pointerId);
			}}
			onClick={(event) => {
				if (event.detail === 0) start();
			}}
		>
			<svg className="mb-icon" viewBox="0 0 24 24" aria-hidden="true">
				<path d={connect} />
			</svg>
		</button>
	);
}
