import { useValue, type Editor } from 'tldraw';
import { useLayoutEffect, useRef, useState } from 'react';
import { KIND_ICONS } from '#board/card-shape.ts';
import { CARD_KINDS, type CardKind } from '#board/kinds.ts';
import { NO_LOCKS, type BoardRights } from '#board/rights.ts';
import { chordOf } from '../keys/keys.ts';
import { copy, dots, edit, lock, sync, trash, unlock } from '../ui/icons.ts';
import { comments, paper } from '../ui/tree-icons.ts';
import { SelectedActs } from './act-menu.tsx';
import { changeKind, duplicateSelected, openText, removeSelected, whyKept } from './acts.ts';
import { ArrangeMenu } from './arrange-menu.tsx';
import { useBarFit } from './bar-fit.ts';
import { Icon } from './icon.tsx';
import { PinButton } from './pin-button.tsx';
import { PopMenu } from './pop-menu.tsx';
import { cardIdOf, isCardShape, isLinkShape, type CardShape } from './records.ts';
import type { Scene } from './scene.ts';
import { useMayWrite, useRights, useScene, useWords } from './scene-context.tsx';
import { ToolButton } from './tool-button.tsx';

/** CSS pixels between the selection and the bar: the "+" stands between them. */
const CLEAR = 64;
/** The same where nothing grows from the card; its marks stand out over its edge. */
const CLEAR_OF_BADGE = 36;
/** CSS pixels between the bar and the edges of the canvas. */
const EDGE = 8;
/** CSS pixels at the top over which the page's own buttons stand. */
const HEAD = 68;
/** CSS pixels at the foot that the tools take. */
const FOOT = 134;

/** What can be done with what is selected, and why not, where it is closed; above it, or below where there is no room. */
export function SelectionBar() {
	const { scene, editor } = useScene();
	const words = useWords();
	const mayWrite = useMayWrite();
	const rights = useRights();
	const locking = useValue('locking', () => scene.settings.get().locking, [scene]);
	const openDetails = useValue('open-details', () => scene.settings.get().openDetails, [scene]);
	const openTalk = useValue('open-talk', () => scene.settings.get().openTalk, [scene]);
	const selection = useValue('selection', () => selectionOf(editor), [editor]);
	// Apart from where the selection stands, which changes with each frame of a pan.
	const kept = useValue('kept', () => (mayWrite ? whysKept(scene, editor) : NONE), [scene, editor, mayWrite]);
	const kinds = useValue('kinds', () => (mayWrite ? whysNotKinds(scene, editor) : null), [scene, editor, mayWrite]);
	const bar = useRef<HTMLDivElement>(null);
	const tools = useRef<HTMLDivElement>(null);
	const [size, setSize] = useState({ width: 320, height: 56 });
	const fit = useBarFit(tools, selection?.screen.w ?? 0);
	useLayoutEffect(() => {
		const width = bar.current?.offsetWidth ?? size.width;
		const height = bar.current?.offsetHeight ?? size.height;
		if (width !== size.width || height !== size.height) setSize({ width, height });
	});
	if (!selection) return null;
	const { shapes, cards, screen } = selection;
	const [only] = shapes.length === 1 ? cards : [];
	const card = only ? cardIdOf(only.id) : null;
	const locks = card ? rights.locksOn(card) : NO_LOCKS;
	if (!mayWrite && locks.length === 0 && !(card && (locking || openDetails || openTalk))) return null;
	const areLinks = shapes.every(isLinkShape);
	const reasons = new Set([...kept, ...locks.map(({ why }) => why)]);
	const half = size.width / 2 + EDGE;
	const clear = mayWrite && card && rights.link(card, null) !== null ? CLEAR_OF_BADGE : CLEAR;
	const above = selection.top - clear - size.height;
	const below = Math.min(screen.h - FOOT - size.height, selection.bottom + clear);
	// Where nothing grows from the card, it may come as near as it must.
	const justAbove = clear === CLEAR_OF_BADGE && HEAD + size.height + EDGE <= selection.top ? HEAD : below;
	const place = {
		left: Math.max(half, Math.min(screen.w - half, selection.middle)),
		top: Math.max(HEAD, above > HEAD ? above : justAbove),
	};
	const isRootClosed = locks.some(({ through, target }) => through === null && target.kind === 'branch');
	return (
		<div className="mb-bar" role="toolbar" aria-label={words.selection} style={place} ref={bar}>
			{reasons.size > 0 && (
				<div className="mb-bar-why">
					<Icon path={lock} />
					<div>
						{reasons.size === 1 || shapes.length === 1
							? [...reasons].map((why) => <p key={why}>{why}</p>)
							: words.someAreClosed(kept.length)}
					</div>
				</div>
			)}
			<div className="mb-bar-tools" data-fit={fit} ref={tools}>
				{mayWrite && only && card && rights.card(card) === null && (
					<ToolButton
						label={words.edit}
						icon={edit}
						letter={chordOf('write')}
						onPress={() => openText(scene, card)}
					/>
				)}
				{kinds && (
					<PopMenu
						label={words.changeKind}
						icon={sync}
						items={CARD_KINDS.map((kind) => ({
							id: kind,
							label: words.kinds[kind],
							icon: KIND_ICONS[kind],
							why: kinds.get(kind) ?? null,
						}))}
						onChoose={(kind) =>
							changeKind(
								scene,
								cards.flatMap((shape) => cardIdOf(shape.id) ?? []),
								kind,
							)
						}
					/>
				)}
				{card && openDetails && (
					<ToolButton label={words.details} icon={paper} onPress={() => openDetails(card)} />
				)}
				{card && openTalk && <ToolButton label={words.talk} icon={comments} onPress={() => openTalk(card)} />}
				<SelectedActs />
				<ArrangeMenu />
				<PinButton />
				{mayWrite && !areLinks && (
					<ToolButton
						label={words.duplicate}
						icon={copy}
						className="mb-rare"
						letter={chordOf('duplicate')}
						why={only ? rights.add(only.props.kind) : null}
						onPress={() => duplicateSelected(scene)}
					/>
				)}
				{mayWrite && kept.length < shapes.length && (
					<ToolButton
						label={areLinks ? words.unlink : words.remove}
						icon={trash}
						className="mb-in-menu"
						letter={chordOf('remove')}
						onPress={() => removeSelected(scene)}
					/>
				)}
				{locking &&
					locks
						.filter((held) => held.through === null)
						.map((held) => (
							<ToolButton
								key={held.target.kind}
								label={held.target.kind === 'card' ? words.openCard : words.openBranch}
								icon={unlock}
								onPress={() => locking.open(held)}
							/>
						))}
				{locking && card && !isRootClosed && (
					<ToolButton label={words.close} icon={lock} onPress={() => locking.close(card)} />
				)}
				<ToolButton
					label={words.acts.menu}
					icon={dots}
					className="mb-bar-more"
					opensMenu
					onPress={() =>
						scene.hands.menu.set({ x: place.left + size.width / 2, y: place.top + size.height + EDGE })
					}
				/>
			</div>
		</div>
	);
}

function selectionOf(editor: Editor) {
	if (!editor.isIn('select.idle')) return null; // before anything is asked that changes with each frame of a drag
	const shapes = editor.getSelectedShapes();
	const bounds = editor.getSelectionPageBounds();
	if (shapes.length === 0 || !bounds) return null;
	const topLeft = editor.pageToViewport(bounds.point);
	return {
		shapes,
		cards: shapes.filter(isCardShape),
		screen: editor.getViewportScreenBounds(),
		middle: topLeft.x + (bounds.w * editor.getZoomLevel()) / 2,
		top: topLeft.y,
		bottom: editor.pageToViewport({ x: bounds.x, y: bounds.maxY }).y,
	};
}

const NONE: readonly string[] = [];

/** Why what stays of the selection does: a sentence for each such shape. */
function whysKept(scene: Scene, editor: Editor): readonly string[] {
	if (!editor.isIn('select.idle')) return NONE;
	return editor.getSelectedShapes().flatMap((shape) => whyKept(scene, shape) ?? []);
}

/** What stands against each kind for the selected cards; null where none of them may change. */
function whysNotKinds(scene: Scene, editor: Editor): ReadonlyMap<CardKind, string | null> | null {
	if (!editor.isIn('select.idle')) return null;
	const rights = scene.rights.get();
	const cards = editor.getSelectedShapes().filter(isCardShape);
	if (!cards.some((shape) => mayChange(rights, shape))) return null;
	return new Map(CARD_KINDS.map((kind) => [kind, whyNotKind(rights, cards, kind)]));
}

function mayChange(rights: BoardRights, shape: CardShape): boolean {
	const card = cardIdOf(shape.id);
	return card !== null && rights.card(card) === null;
}

/** Why none of these cards may become one of that kind; null where some may. */
function whyNotKind(rights: BoardRights, cards: readonly CardShape[], kind: CardKind): string | null {
	let why: string | null = null;
	for (const { id } of cards) {
		const card = cardIdOf(id);
		const reason = card && rights.kind(card, kind);
		if (reason === null) return null;
		why = reason;
	}
	return why;
}
