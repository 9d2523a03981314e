import { HTMLContainer, useEditor, useIsEditing, useValue } from 'tldraw';
import { memo } from 'react';
import { cardIcon, cardOutline } from '#board/card-shape.ts';
import { parseCardId, type CardId } from '#board/ids.ts';
import type { CardLock } from '#board/rights.ts';
import type { CardMark } from '../marks/card-marks.ts';
import { check, lock } from '../ui/icons.ts';
import { cardHeight } from './card-height.ts';
import { CardEditor } from './card-editor.tsx';
import { Icon } from './icon.tsx';
import { indicatedShapes } from './indicators.tsx';
import { recordIdOf, type CardShape } from './records.ts';
import { sceneOf } from './scene.ts';

/**
 * Page units by which a card's shade stands out at its foot. A shape of its own: a filter's shadow is blurred anew for each card
 * in every frame of a drag, which doubled what a frame took.
 */
const SHADE = 2.5;
/** Page units between a card and the ring of what is selected: outside the ring of what was chosen, so that both are seen. */
const RING_GAP = 8;

/**
 * One card as it stands on the table: its kind by outline, icon and word; its text; who writes in it; whether it was chosen. From
 * afar it has no element, see `DrawnShapes`; but for one that is written in.
 */
export const CardView = memo(function CardView({ shape }: { readonly shape: CardShape }) {
	const editor = useEditor();
	const scene = sceneOf(editor);
	const id = parseCardId(recordIdOf(shape.id));
	const { kind, text, w } = shape.props;
	const height = useValue('height', () => cardHeight(editor, shape), [editor, shape]);
	const chosen = useValue('chosen', () => (id && scene.settings.get().chosen.get(id)) ?? null, [scene, id]);
	const isEditing = useIsEditing(shape.id);
	const isSelected = useValue('selected', () => indicatedShapes(editor).get().has(shape.id), [editor, shape.id]);
	return (
		<HTMLContainer
			className="mb-card"
			data-kind={kind}
			data-editing={isEditing || undefined}
			data-card={id ?? undefined}
		>
			<svg className="mb-card-shape" width={w} height={height} aria-hidden="true">
				{isSelected && (
					<path
						className="mb-card-selected"
						d={cardOutline(kind, w + 2 * RING_GAP, height + 2 * RING_GAP)}
						transform={`translate(-${RING_GAP} -${RING_GAP})`}
					/>
				)}
				<path className="mb-card-shade" d={cardOutline(kind, w, height + SHADE)} />
				{chosen !== null && <path className="mb-card-ring" d={cardOutline(kind, w, height)} />}
				<path d={cardOutline(kind, w, height)} />
				<path className="mb-card-icon" d={cardIcon(kind)} />
			</svg>
			<CardFace kind={kind}>
				{isEditing && id ? <CardEditor id={id} kind={kind} /> : <CardText id={id} text={text} />}
			</CardFace>
			{chosen !== null && (
				<div className="mb-card-chosen">
					<Icon path={check} />
					{chosen}
				</div>
			)}
			{id && <Marks id={id} />}
			{id && <Padlock id={id} />}
			{id && <Writer id={id} />}
		</HTMLContainer>
	);
});

function CardFace({
	kind,
	children,
}: {
	readonly kind: CardShape['props']['kind'];
	readonly children: React.ReactNode;
}) {
	const scene = sceneOf(useEditor());
	const word = useValue('kind', () => scene.words.get().kindOnCard[kind], [scene, kind]);
	return (
		<div className="mb-card-face">
			<div className="mb-card-kind">{word}</div>
			{children}
		</div>
	);
}

function CardText({ id, text }: { readonly id: CardId | null; readonly text: string }) {
	const scene = sceneOf(useEditor());
	const hint = useValue(
		'hint',
		() =>
			scene.settings.get().readOnly || (id && scene.rights.get().card(id) !== null)
				? scene.words.get().textNone
				: scene.words.get().textPlaceholder,
		[scene, id],
	);
	return (
		<div className="mb-card-text" dir="auto" data-blank={text === '' || undefined}>
			{text === '' ? hint : text}
		</div>
	);
}

/** Apart from the row: most cards have no mark, and follow neither the zoom nor the words for one. */
function Marks({ id }: { readonly id: CardId }) {
	const scene = sceneOf(useEditor());
	const marks = useValue('marks', () => scene.marks.get().get(id), [scene, id]);
	return marks && <MarkRow marks={marks} />;
}

/** What is said of the card, over its lower edge: its text keeps its room. */
function MarkRow({ marks }: { readonly marks: readonly CardMark[] }) {
	const editor = useEditor();
	const size = useValue('marks', () => padlockSize(editor.getZoomLevel()), [editor]);
	return (
		<div className="mb-card-marks" data-size={size} title={marks.map(({ long }) => long).join('\n')}>
			{marks.map(({ key, icon, short, tone }) => (
				<span key={key} className="mb-card-mark" data-tone={tone} data-brief={short.length < 4 || undefined}>
					<Icon path={icon} />
					{size === 'near' && <span>{short}</span>}
				</span>
			))}
		</div>
	);
}

/** Apart from its badge: most cards have no lock, and follow neither the zoom nor the words for one. */
function Padlock({ id }: { readonly id: CardId }) {
	const scene = sceneOf(useEditor());
	const locks = useValue('locks', () => scene.rights.get().locksOn(id), [scene, id]);
	return locks.length === 0 ? null : <Badge locks={locks} />;
}

/** That a card is closed; who closed it, when and why is said once it is selected, and to a pointer that rests on it. */
function Badge({ locks }: { readonly locks: readonly CardLock[] }) {
	const editor = useEditor();
	const scene = sceneOf(editor);
	const size = useValue('padlock', () => padlockSize(editor.getZoomLevel()), [editor]);
	const word = useValue('locked', () => scene.words.get().locked, [scene]);
	return (
		<div className="mb-card-lock" data-size={size} title={locks.map(({ why }) => why).join('\n')}>
			<Icon path={lock} />
			{size === 'near' && word}
		</div>
	);
}

/** Where its word could not be read, the padlock alone grows. */
function padlockSize(zoom: number): 'near' | 'mid' {
	return zoom >= 0.75 ? 'near' : 'mid';
}

/** "alguien escribe": by name only where the table's rules show names. */
function Writer({ id }: { readonly id: CardId }) {
	const scene = sceneOf(useEditor());
	const sentence = useValue(
		'writer',
		() => {
			const writer = scene.writers.get().get(id);
			if (!writer) return null;
			const name = scene.settings.get().namesShown === 'names' ? writer.person.label : null;
			return name ? scene.words.get().personWrites(name) : scene.words.get().someoneWrites;
		},
		[scene, id],
	);
	if (sentence === null) return null;
	return (
		<div className="mb-card-writer">
			<span className="mb-dots" aria-hidden="true" />
			{sentence}
		</div>
	);
}
