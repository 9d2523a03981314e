import { useEditor, useValue } from 'tldraw';
import { memo } from 'react';
import { SHAPE_OUTLINES } from '../ui/sector-shapes.ts';
import { cardHeight } from './card-height.ts';
import { arrowHead, curvePath, linkCurve, type Rect } from './link-path.ts';
import type { Peer } from '../live/presence.ts';
import { LaserDot, LaserLayer } from './laser-layer.tsx';
import { EdgeHint } from './edge-hint.tsx';
import { PinMarks } from './pin-marks.tsx';
import { isCardShape, shapeIdOf } from './records.ts';
import { sceneOf } from './scene.ts';
import type { CardId } from '#board/ids.ts';

/** What lies over the shapes and moves with the page: others' cursors, and the line of a link while it is drawn. */
export function Overlays() {
	return (
		<>
			<ConnectLine />
			<EdgeHint />
			<PinMarks />
			<LaserLayer />
			<Cursors />
		</>
	);
}

function Cursors() {
	const scene = sceneOf(useEditor());
	const peers = useValue('peers', () => scene.peers.get().filter((peer) => peer.cursor !== null), [scene]);
	const shown = useValue('names-shown', () => scene.settings.get().namesShown, [scene]);
	return peers.map((peer) => <Cursor key={peer.number} peer={peer} isNamed={shown === 'names'} />);
}

/** The sector's letter in its shape, colour last, beside the arrow; a name only where the table's rules show names. */
const Cursor = memo(function Cursor({ peer, isNamed }: { readonly peer: Peer; readonly isNamed: boolean }) {
	const [x, y] = peer.cursor ?? [0, 0];
	const { sector, label } = peer.person;
	const name = isNamed ? label : null;
	const outline = sector && SHAPE_OUTLINES[sector.shape];
	const tone = `var(--sector-${sector?.tone ?? 'citizens'})`;
	return (
		<div
			className="mb-cursor"
			data-laser={peer.laser || undefined}
			style={{
				transform: `translate(${x}px, ${y}px)`,
				transitionDuration: `${peer.glide}ms`,
				['--tone' as string]: tone,
			}}
		>
			<div className="mb-cursor-inner">
				{peer.laser ? (
					<LaserDot tone={tone} />
				) : (
					<svg className="mb-cursor-arrow" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
						<path d="M2 2l8.5 19 2.6-7.9L21 10.5z" />
					</svg>
				)}
				{(sector || name) && (
					<div className="mb-cursor-tag" data-named={name ? true : undefined}>
						{sector && outline && (
							<svg
								className="mb-cursor-sector"
								viewBox="0 0 32 32"
								width="24"
								height="24"
								aria-hidden="true"
							>
								<path d={outline.d} />
								<text x="16" y={outline.letterY} fontSize={sector.letter.length > 1 ? 13 : 17}>
									{sector.letter}
								</text>
							</svg>
						)}
						{name}
					</div>
				)}
			</div>
		</div>
	);
});

/** Follows the pointer; from the card that was there first, as nobody knows yet which feeds which. */
function ConnectLine() {
	const editor = useEditor();
	const scene = sceneOf(editor);
	const curve = useValue(
		'connect-line',
		() => {
			const connecting = scene.connecting.get();
			if (!connecting) return null;
			const rectOf = (id: CardId): Rect | null => {
				const card = editor.getShape(shapeIdOf(id));
				return isCardShape(card)
					? { x: card.x, y: card.y, w: card.props.w, h: cardHeight(editor, card) }
					: null;
			};
			const [x, y] = connecting.point;
			const from = rectOf(connecting.from);
			const to = (connecting.to && rectOf(connecting.to)) ?? { x, y, w: 0, h: 0 };
			return from && linkCurve(from, to);
		},
		[editor, scene],
	);
	if (!curve) return null;
	return (
		<svg className="tl-overlays__item mb-connect-line" aria-hidden="true">
			<path d={curvePath(curve)} />
			<path className="mb-link-head" d={arrowHead(curve, 11)} />
		</svg>
	);
}
