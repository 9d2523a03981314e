import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { goneIndicators, readDraft } from '#board/draft.ts';
import { seedDraft } from '#board/seed.ts';
import { createUndo } from '#board/undo.ts';
import type { DraftInHand } from '../../src/routes/w/[id]/draft/[commitment]/draft-line.svelte.ts';

/** A seeded draft that no server knows, read anew with each change, as the page's line reads it. */
export function draftInHand(): DraftInHand {
	const doc = new Y.Doc();
	seedDraft(doc, {});
	const copy = { doc, awareness: new Awareness(doc), undo: createUndo(doc) };
	let draft = $state.raw(readDraft(doc));
	let gone = $state.raw(goneIndicators(doc));
	doc.on('update', () => {
		draft = readDraft(doc);
		gone = goneIndicators(doc);
	});
	return {
		copy,
		get draft() {
			return draft;
		},
		get gone() {
			return gone;
		},
	};
}
