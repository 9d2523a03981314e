import { useValue, type Editor } from 'tldraw';
import { Fragment, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { KIND_ICONS } from '#board/card-shape.ts';
import { CARD_KINDS, LATER_KINDS } from '#board/kinds.ts';
import { chordOf, keyOfKind, type KeyId } from '../keys/keys.ts';
import { connect, copy, edit, plus, search, trash, tree } from '../ui/icons.ts';
import { pin, split } from '../ui/tree-icons.ts';
import { addCardAt, duplicateSelected, openText, removeSelected, whyKept, whyNoLinks } from './acts.ts';
import { arrangeable, growChild, onlyCard, pinnable, pinSelected } from './hand-acts.ts';
import { Icon } from './icon.tsx';
import { isCardShape, isLinkShape } from './records.ts';
import type { Scene } from './scene.ts';
import { useScene, useWords } from './scene-context.tsx';
import { selectedAsCards, splitSelected } from './several-acts.ts';
import { openSearch } from './search.ts';
import { tidyTree } from './tidy.ts';
import { fitSelection, fitView } from './view.ts';
import type { BoardWords } from './words.ts';

interface Entry {
	readonly id: string;
	readonly label: string;
	readonly icon?: string;
	readonly letter?: KeyId;
	readonly why?: string | null;
	readonly act: () => void;
}

/** CSS pixels between the menu and the edges of the board. */
const EDGE = 8;
/** At the foot of a phone the page says over the canvas whether all is saved. */
const FOOT_ON_PHONE = 120;
const PHONE_MAX = 700; // as in canvas.css

/**
 * What can be done with what is selected, or with the bare table: by a long press of a finger, a right click, or Shift and F10.
 * Everything in it has a button or a key of its own; this is where a hand looks first.
 */
export function ContextMenu() {
	const { scene, editor } = useScene();
	const words = useWords();
	const place = useValue('menu', () => scene.hands.menu.get(), [scene]);
	const root = useRef<HTMLDivElement>(null);
	const [size, setSize] = useState({ w: 240, h: 320 });
	const close = () => scene.hands.menu.set(null);

	useLayoutEffect(() => {
		const { offsetWidth: w, offsetHeight: h } = root.current ?? { offsetWidth: size.w, offsetHeight: size.h };
		if (w !== size.w || h !== size.h) setSize({ w, h });
	});
	useEffect(() => {
		if (place === null) return;
		root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true });
		const onDown = (event: PointerEvent) => {
			if (event.target instanceof Node && !root.current?.contains(event.target)) scene.hands.menu.set(null);
		};
		document.addEventListener('pointerdown', onDown, true);
		return () => document.removeEventListener('pointerdown', onDown, true);
	}, [place, scene]);
	if (place === null) return null;

	const onKeyDown = (event: KeyboardEvent) => {
		event.stopPropagation();
		if (event.key === 'Escape' || event.key === 'Tab') {
			event.preventDefault();
			close();
			editor.getContainer().focus({ preventScroll: true });
			return;
		}
		const items = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
		const at = items.findIndex((item) => item === document.activeElement);
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
		if (to === undefined) return;
		event.preventDefault();
		items[(to + items.length) % items.length]?.focus();
	};
	const screen = editor.getViewportScreenBounds();
	const foot = screen.w <= PHONE_MAX ? FOOT_ON_PHONE : EDGE;
	const style = {
		left: Math.max(EDGE, Math.min(screen.w - size.w - EDGE, place.x)),
		top: Math.max(EDGE, Math.min(screen.h - size.h - foot, place.y)),
		maxHeight: screen.h - EDGE - foot,
	};
	const groups = entriesOf(scene, editor, words).filter((group) => group.length > 0);
	return (
		<div
			ref={root}
			className="mb-menu mb-context"
			role="menu"
			aria-label={words.menuLabel}
			style={style}
			onKeyDown={onKeyDown}
			onContextMenu={(event) => event.preventDefault()}
		>
			{groups.map((group, index) => (
				<Fragment key={group[0]?.id}>
					{index > 0 && <div className="mb-menu-rule" role="separator" />}
					{group.map((entry) => (
						<button
							key={entry.id}
							type="button"
							role="menuitem"
							tabIndex={-1}
							className="mb-menu-item"
							aria-disabled={Boolean(entry.why) || undefined}
							aria-description={entry.why ?? undefined}
							onClick={() => {
								close();
								editor.getContainer().focus({ preventScroll: true });
								if (entry.why) scene.tell(entry.why);
								else entry.act();
							}}
						>
							{entry.icon ? <Icon path={entry.icon} /> : <span className="mb-menu-gap" />}
							<span>{entry.label}</span>
							{entry.letter && <kbd aria-hidden="true">{chordOf(entry.letter)}</kbd>}
						</button>
					))}
				</Fragment>
			))}
		</div>
	);
}

function entriesOf(scene: Scene, editor: Editor, words: BoardWords): Entry[][] {
	const selected = editor.getSelectedShapes();
	if (selected.length === 0) return tableEntries(scene, editor, words);
	const rights = scene.rights.get();
	const card = onlyCard(scene);
	const shapes = arrangeable(scene);
	const whys = selected.map((shape) => whyKept(scene, shape));
	const whyStays = whys.every((why) => why !== null) ? (whys[0] ?? null) : null;
	const held = pinnable(scene);
	const first = selected.find(isCardShape);
	const writing: Entry[] = [];
	if (card) {
		writing.push(
			{
				id: 'write',
				label: words.edit,
				icon: edit,
				letter: 'write',
				why: rights.card(card),
				act: () => openText(scene, card),
			},
			{
				id: 'child',
				label: words.addMore,
				icon: plus,
				letter: 'child',
				why: rights.link(card, null),
				act: () => growChild(scene, card),
			},
			{
				id: 'connect',
				label: words.connect,
				icon: connect,
				letter: 'connect',
				why: rights.link(card, null) ?? whyNoLinks(scene),
				act: () => void editor.setCurrentTool('connect', { from: card }),
			},
		);
		const isBlank = selectedAsCards(scene).every(({ text }) => text.trim() === '');
		if (!isBlank && rights.card(card) === null) {
			writing.push({
				id: 'split',
				label: words.acts.split,
				icon: split,
				act: () => splitSelected(scene, card),
			});
		}
	}
	const copying: Entry[] =
		shapes.length === 0
			? []
			: [
					{ id: 'copy', label: words.copy, letter: 'copy', act: () => void document.execCommand('copy') },
					{
						id: 'duplicate',
						label: words.duplicate,
						icon: copy,
						letter: 'duplicate',
						why: first ? rights.add(first.props.kind) : rights.draw(),
						act: () => duplicateSelected(scene),
					},
				];
	const placing: Entry[] =
		shapes.length === 0
			? []
			: [
					{
						id: 'to-front',
						label: words.toFront,
						letter: 'to-front',
						act: () => void editor.bringToFront(editor.getSelectedShapeIds()),
					},
					{
						id: 'to-back',
						label: words.toBack,
						letter: 'to-back',
						act: () => void editor.sendToBack(editor.getSelectedShapeIds()),
					},
					...(rights.pin() === null
						? [
								{
									id: 'pin',
									label: held.arePinned ? words.unpin : words.pin,
									icon: pin,
									act: () => pinSelected(scene),
								},
							]
						: []),
				];
	const seeing: Entry[] = [
		{ id: 'fit-selection', label: words.fitSelection, letter: 'fit-selection', act: () => fitSelection(scene) },
	];
	const removing: Entry[] = [
		{
			id: 'remove',
			label: selected.every(isLinkShape) ? words.unlink : words.remove,
			icon: trash,
			letter: 'remove',
			why: whyStays,
			act: () => removeSelected(scene),
		},
	];
	return scene.mayWrite ? [writing, copying, placing, seeing, removing] : [copying.slice(0, 1), seeing];
}

function tableEntries(scene: Scene, editor: Editor, words: BoardWords): Entry[][] {
	const rights = scene.rights.get();
	const place = scene.hands.menu.get();
	const at = editor.screenToPage({
		x: (place?.x ?? 0) + editor.getViewportScreenBounds().x,
		y: (place?.y ?? 0) + editor.getViewportScreenBounds().y,
	});
	const kinds = CARD_KINDS.filter((kind) => !LATER_KINDS.includes(kind) && rights.add(kind) === null);
	const adding = kinds.map((kind): Entry => ({
		id: `add-${kind}`,
		label: words.add[kind],
		icon: KIND_ICONS[kind],
		letter: keyOfKind(kind),
		act: () => void addCardAt(scene, kind, [at.x, at.y]),
	}));
	const seeing: Entry[] = [
		{
			id: 'select-all',
			label: words.selectAll,
			letter: 'select-all',
			act: () => void editor.setCurrentTool('select').selectAll(),
		},
		{ id: 'search', label: words.find.label, icon: search, letter: 'search', act: () => openSearch(scene) },
		{ id: 'fit', label: words.zoomFit, letter: 'fit', act: () => fitView(scene) },
	];
	const tidying: Entry[] = [{ id: 'tidy', label: words.tidy, icon: tree, act: () => tidyTree(scene) }];
	const helping: Entry[] = [{ id: 'help', label: words.help, letter: 'help', act: () => scene.onHelp() }];
	return scene.mayWrite ? [adding, tidying, seeing, helping] : [seeing, helping];
}
