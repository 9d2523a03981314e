import { BaseBoxShapeUtil, HTMLContainer, useEditor, useValue } from 'tldraw';
import { memo, useState } from 'react';
import type { AssetId } from '#domain/ids.ts';
import { picture } from '../images/icon.ts';
import { Icon } from './icon.tsx';
import { imageShapeProps, type ImageShape } from './image-shape.ts';
import { sceneOf } from './scene.ts';

/** An image from the table's own server. Where it does not come, its description stands in its place. */
export class ImageUtil extends BaseBoxShapeUtil<ImageShape> {
	static override type = 'image' as const;
	static override props = imageShapeProps;

	/** Never drawn by hand: an image comes with its sides and its id. */
	override getDefaultProps(): ImageShape['props'] {
		return { w: 320, h: 240, asset: 'a'.repeat(20) as AssetId, alt: '' };
	}

	override isAspectRatioLocked(): boolean {
		return true;
	}
	override canBind(): boolean {
		return false;
	}

	override component(shape: ImageShape) {
		return <BoardPicture shape={shape} />;
	}

	override indicator({ props }: ImageShape) {
		return <rect width={props.w} height={props.h} />;
	}
}

const BoardPicture = memo(function BoardPicture({ shape }: { readonly shape: ImageShape }) {
	const { w, h, asset, alt } = shape.props;
	const scene = sceneOf(useEditor());
	const url = useValue('url', () => scene.settings.get().images?.url(asset) ?? null, [scene, asset]);
	const words = useValue('words', () => scene.words.get(), [scene]);
	const [failed, setFailed] = useState<string | null>(null);
	return (
		<HTMLContainer className="mb-image" style={{ width: w, height: h }}>
			{url === null || failed === url ? (
				<div className="mb-image-missing">
					<Icon path={picture} />
					<span>{words.imageMissing(alt)}</span>
				</div>
			) : (
				<img src={url} alt={alt || words.imageUndescribed} draggable={false} onError={() => setFailed(url)} />
			)}
		</HTMLContainer>
	);
});
