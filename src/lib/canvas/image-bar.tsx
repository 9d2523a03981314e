import { useValue } from 'tldraw';
import { useId, useRef, type KeyboardEvent } from 'react';
import { cleanAlt } from '#board/images.ts';
import { IMAGE_ALT_MAX } from '#board/limits.ts';
import { IMAGE_TYPES } from '../images/image-desk.ts';
import { picture } from '../images/icon.ts';
import { addImages } from './add-images.ts';
import { isImageShape, type ImageShape } from './image-shape.ts';
import { recordIdOf } from './records.ts';
import { useMayWrite, useRights, useScene, useWords } from './scene-context.tsx';
import { ToolButton } from './tool-button.tsx';

/** Opens the device's own way of choosing a file, or of taking a photo. */
export function ImageButton({ className }: { readonly className?: string }) {
	const { scene } = useScene();
	const words = useWords();
	const why = useRights().draw();
	const isThere = useValue('images', () => scene.settings.get().images !== null, [scene]);
	const input = useRef<HTMLInputElement>(null);
	if (!isThere) return null;
	return (
		<>
			<ToolButton
				isQuiet
				label={words.image}
				icon={picture}
				why={why}
				{...(className ? { className } : {})}
				onPress={() => input.current?.click()}
			/>
			<input
				ref={input}
				type="file"
				accept={IMAGE_TYPES}
				multiple
				hidden
				aria-label={words.image}
				onChange={({ currentTarget }) => {
					const files = [...(currentTarget.files ?? [])];
					currentTarget.value = ''; // so that the same file can be chosen again
					void addImages(scene, files);
				}}
			/>
		</>
	);
}

/** How far an image has gone, and then what it shows. */
export function ImageBar() {
	const { scene, editor } = useScene();
	const words = useWords();
	const mayWrite = useMayWrite();
	const rights = useRights();
	const share = useValue('sending', () => scene.sending.get(), [scene]);
	const chosen = useValue(
		'image',
		() => {
			const shape = editor.getOnlySelectedShape();
			return isImageShape(shape) ? shape : null;
		},
		[editor],
	);
	if (share !== null) {
		return (
			<label className="mb-image-bar">
				{words.imageSending(Math.round(share * 100))}
				<progress max={1} value={share} />
			</label>
		);
	}
	if (!chosen || !mayWrite || rights.drawing(recordIdOf(chosen.id)) !== null) return null;
	return <Description key={`${chosen.id} ${chosen.props.alt}`} shape={chosen} />;
}

function Description({ shape }: { readonly shape: ImageShape }) {
	const { editor } = useScene();
	const words = useWords();
	const id = useId();
	const keep = (text: string) => {
		const alt = cleanAlt(text);
		if (alt !== shape.props.alt && editor.getShape(shape.id))
			editor.updateShape<ImageShape>({ id: shape.id, type: 'image', props: { alt } });
	};
	const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
		event.stopPropagation();
		if (event.key === 'Escape') event.currentTarget.value = shape.props.alt;
		if (event.key !== 'Enter' && event.key !== 'Escape') return;
		event.preventDefault();
		keep(event.currentTarget.value);
		editor.getContainer().focus({ preventScroll: true });
	};
	return (
		<div className="mb-image-bar">
			<label htmlFor={id}>{words.imageDescribe}</label>
			<input
				id={id}
				type="text"
				defaultValue={shape.props.alt}
				maxLength={IMAGE_ALT_MAX}
				placeholder={words.imageDescribeHint}
				onBlur={({ currentTarget }) => keep(currentTarget.value)}
				onKeyDown={onKeyDown}
			/>
		</div>
	);
}
