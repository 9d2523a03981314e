/** Pixels of the longer side: sharp on a projector, and a tenth of what a phone's camera makes. */
const SIDE_MAX = 2_048;
/** Bytes that go as they are, if the sides are small too. */
const SMALL = 1024 * 1024;
const QUALITY = 0.85;

/**
 * A photo made smaller before it leaves the device: upright, and already without what the camera wrote beside it. What this
 * browser can't read goes as it is, and the server says what is wrong with it.
 */
export async function shrink(file: Blob): Promise<Blob> {
	const image = new Image();
	const url = URL.createObjectURL(file);
	try {
		image.src = url;
		await image.decode();
		const { naturalWidth: width, naturalHeight: height } = image;
		const scale = Math.min(1, SIDE_MAX / Math.max(width, height));
		if (scale === 1 && file.size <= SMALL) return file;
		const canvas = document.createElement('canvas');
		canvas.width = Math.max(1, Math.round(width * scale));
		canvas.height = Math.max(1, Math.round(height * scale));
		canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
		// A browser that can't write WebP gives a PNG, which may be larger than what there was.
		const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', QUALITY));
		return smaller !== null && (smaller.size < file.size || scale < 1) ? smaller : file;
	} catch {
		return file;
	} finally {
		URL.revokeObjectURL(url);
	}
}
