import { gunzipSync, gzipSync } from 'node:zlib';
import type { WorkshopEvent } from '#domain/events.ts';
import { textOf } from '#domain/hashing.ts';
import type { WorkshopState } from '#domain/state.ts';
import type { BoardPicture } from '#domain/texts.ts';
import type { KeptBoard } from '../storage/storage.ts';

/** The board to keep with these events, which were decided on `before`; null where none of them ends a phase or a session. */
export function keptBoard(
	before: WorkshopState,
	board: BoardPicture,
	events: readonly { readonly event: WorkshopEvent }[],
): KeptBoard | null {
	for (const { event } of events) {
		const { body, seq, at } = event;
		if (body.type !== 'phase.moved' && body.type !== 'session.closed') continue;
		const { hash, text } = textOf(board);
		const ended = body.type === 'phase.moved' ? 'phase' : 'session';
		return { seq, at, phase: before.phase, ended, hash, bytes: gzipSync(text) };
	}
	return null;
}

/** Throws where the stored bytes are not what their hash says: half a board must not be taken for the board. */
export function pictureOf({ hash, bytes }: KeptBoard): BoardPicture {
	// Written by `keptBoard`, and found to be just that by its hash.
	const picture = JSON.parse(gunzipSync(bytes).toString('utf8')) as BoardPicture;
	if (textOf(picture).hash !== hash) throw new RangeError(`the board kept as ${hash} is not what was written`);
	return picture;
}
