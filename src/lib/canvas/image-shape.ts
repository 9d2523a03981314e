import { T, type RecordProps, type TLBaseShape, type TLShape } from 'tldraw';
import { parseId, type AssetId } from '#domain/ids.ts';

/** An image as the canvas holds it: which one, how large, and what it shows. No asset record of tldraw's, which has an address. */
export type ImageShape = TLBaseShape<
	'image',
	{ readonly w: number; readonly h: number; readonly asset: AssetId; readonly alt: string }
>;

const assetId: T.Validator<AssetId> = T.string.refine((text) => {
	const id = parseId<AssetId>(text);
	if (id === null) throw new T.ValidationError(`not an asset id: ${text.slice(0, 40)}`);
	return id;
});

export const imageShapeProps: RecordProps<ImageShape> = {
	w: T.nonZeroNumber,
	h: T.nonZeroNumber,
	asset: assetId,
	alt: T.string,
};

export const isImageShape = (shape: TLShape | undefined | null): shape is ImageShape => shape?.type === 'image';
