import { m } from '#i18n/compiled/messages.js';
import type { BoardAt } from '#protocol/api.ts';

/**
 * What the picture leaves out: it lays the tree out afresh, so drawings, which lie at a place of the canvas, would stand anywhere.
 * Null where there was none.
 */
export function drawingsSentence({ moment, board: { drawings } }: BoardAt): string | null {
	if (drawings === undefined) return m.history_drawings_unknown();
	if (drawings === 0) return null;
	return moment === null ? m.history_drawings_now({ count: drawings }) : m.history_drawings_then({ count: drawings });
}
