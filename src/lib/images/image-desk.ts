import type { AssetId, WorkshopId } from '#domain/ids.ts';
import { m } from '#i18n/compiled/messages.js';
import { getLocale } from '#i18n/compiled/runtime.js';
import type { ErrorBody, ImageAdded } from '#protocol/api.ts';
import { shrink } from './shrink.ts';

/** What a file input offers; the server looks at the bytes. A phone that has another kind turns it into one of these. */
export const IMAGE_TYPES = 'image/png,image/jpeg,image/webp,image/gif';

/** An image that the table keeps now, as the board names it: under which id, and its pixels. */
export interface KeptImage {
	readonly asset: AssetId;
	readonly width: number;
	readonly height: number;
}

export type Sent = { readonly ok: true; readonly image: KeptImage } | { readonly ok: false; readonly why: string };

/** Where a board's images come from and go to: always the table's own server. */
export interface ImageDesk {
	url(asset: AssetId): string;
	/** Sends one image; `onProgress` hears which part of it has gone, 0 to 1. A refusal is a sentence for the person. */
	send(file: Blob, onProgress: (share: number) => void): Promise<Sent>;
}

export function imageDesk(workshop: WorkshopId): ImageDesk {
	const path = `/api/workshops/${workshop}/assets`;
	return {
		url: (asset) => `${path}/${asset}`,
		async send(file, onProgress) {
			if (!navigator.onLine) return { ok: false, why: m.image_offline() };
			return post(path, await shrink(file), onProgress);
		},
	};
}

/** By XMLHttpRequest, since `fetch` tells nobody how much has gone. */
function post(path: string, body: Blob, onProgress: (share: number) => void): Promise<Sent> {
	return new Promise((resolve) => {
		const request = new XMLHttpRequest();
		request.open('POST', path);
		request.responseType = 'text';
		request.setRequestHeader(
			'Content-Type',
			body.type.startsWith('image/') ? body.type : 'application/octet-stream',
		);
		request.setRequestHeader('Accept-Language', getLocale());
		request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
		const lost = () => resolve({ ok: false, why: m.image_offline() });
		request.onerror = lost;
		request.onabort = lost;
		request.onload = () => {
			const answer = parsed(request.responseText);
			if (request.status === 200 && answer !== null && 'id' in answer) {
				const { id: asset, width, height } = answer;
				resolve({ ok: true, image: { asset, width, height } });
			} else
				resolve({ ok: false, why: answer !== null && 'message' in answer ? answer.message : m.image_failed() });
		};
		request.send(body);
	});
}

/** What this server answers; null where something between answered in its stead. */
function parsed(text: string): ImageAdded | ErrorBody | null {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? (value as ImageAdded | ErrorBody) : null;
	} catch {
		return null;
	}
}
