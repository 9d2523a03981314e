import type { BoardImage } from '#board/images.ts';
import type { PictureImage } from '#board/render-images.ts';
import type { AssetId, WorkshopId } from '#domain/ids.ts';
import type { TableImages } from '#protocol/api.ts';

/** Characters of `data:` addresses in one picture: what a cheap phone still paints and any program opens. */
const EMBED_MAX = 40_000_000;

const addressOf = (workshop: WorkshopId) => `/api/workshops/${workshop}/assets`;

/** The images with their bytes, from the table's own server; without, where one did not come or the picture would grow too large. */
export async function withBytes(workshop: WorkshopId, images: readonly BoardImage[]): Promise<PictureImage[]> {
	const hrefs = new Map<AssetId, string | null>();
	let left = EMBED_MAX;
	for (const { asset } of images) {
		if (hrefs.has(asset)) continue;
		const href = await dataAddress(`${addressOf(workshop)}/${asset}`);
		hrefs.set(asset, href !== null && href.length <= left ? href : null);
	}
	return images.map(({ asset, alt, size }) => {
		const href = hrefs.get(asset) ?? null;
		// One that lies on the board twice stands in the file twice.
		const fits = href !== null && href.length <= left;
		if (fits) left -= href.length;
		return { href: fits ? href : null, alt, size };
	});
}

async function dataAddress(url: string): Promise<string | null> {
	try {
		const answer = await fetch(url);
		const bytes = answer.ok ? await answer.blob() : null;
		return bytes?.type.startsWith('image/') ? await readAsAddress(bytes) : null;
	} catch {
		return null; // no line now
	}
}

function readAsAddress(bytes: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result));
		reader.onerror = () => reject(reader.error ?? new Error('the bytes could not be read'));
		reader.readAsDataURL(bytes);
	});
}

/** Which images the table keeps; null where its server could not be asked. */
export async function knownImages(workshop: WorkshopId): Promise<ReadonlySet<AssetId> | null> {
	try {
		const answer = await fetch(addressOf(workshop));
		if (!answer.ok) return null;
		const { images } = (await answer.json()) as TableImages; // our own server's answer
		return new Set(images.map(({ id }) => id));
	} catch {
		return null;
	}
}
