import { parseLinkId, type CardId, type LinkId } from './ids.ts';

/** *from* feeds *to*. */
export interface Link {
	readonly id: LinkId;
	readonly from: CardId;
	readonly to: CardId;
	readonly gone: boolean;
}

/** What is stored under a link's id: one plain value, replaced whole. */
export interface LinkValue {
	readonly from: CardId;
	readonly to: CardId;
	readonly gone: boolean;
}

/**
 * Reads one entry of `links`; null where it is none. The id says which two cards, so ends that contradict it are not
 * believed, and a link can't exist twice.
 */
export function readLink(id: string, value: unknown): Link | null {
	const ends = parseLinkId(id);
	if (ends === null || typeof value !== 'object' || value === null) return null;
	return { ...ends, gone: isGone(value) };
}

/** True for a plain value that says so of itself. */
export const isGone = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && Object.getOwnPropertyDescriptor(value, 'gone')?.value === true;
