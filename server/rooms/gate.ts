import type * as Y from 'yjs';
import type { ParticipantId } from '#domain/ids.ts';
import type { WriteOperation, WriteVerdict } from '#domain/permissions.ts';
import { CLOSE, type CloseCode } from '#protocol/sync.ts';
import type { Claims } from './claims.ts';
import { UPDATE_MAX_BYTES } from './limits.ts';
import { inspect } from './structure.ts';

export interface GateQuestion {
	readonly doc: Y.Doc;
	/** Names of the document's root maps. */
	readonly roots: readonly string[];
	readonly claims: Claims;
	readonly participant: ParticipantId;
	readonly now: number;
	/** May this person write in the document as a whole, now? */
	readonly mayWrite: (operation: WriteOperation) => WriteVerdict;
}

export type GateAnswer =
	/** Nothing new in it. */
	| { readonly pass: true; readonly changes: false }
	/** Apply `update`, what is new in it. `writers`: client ids of that; none where it only deletes. */
	| { readonly pass: true; readonly changes: true; readonly update: Uint8Array; readonly writers: readonly number[] }
	/** Drop it whole, and tell its author to start afresh. */
	| { readonly pass: false; readonly refused: Extract<WriteVerdict, { ok: false }> }
	| { readonly pass: false; readonly refused: null; readonly close: CloseCode };

/**
 * Looks at an update before it touches the document. The order matters: what changes nothing passes for everyone (a reader's
 * client repeats what it knows when it connects); who may not write is told so whatever else is wrong, since the edits that
 * follow a refused one always look like gaps.
 */
export function judge(update: Uint8Array, question: GateQuestion): GateAnswer {
	if (update.byteLength > UPDATE_MAX_BYTES) return ends(CLOSE.tooLarge);
	const structure = inspect(question.doc, update, question.roots);
	if (structure.is === 'malformed') return ends(CLOSE.malformed);
	if (structure.is === 'known') return { pass: true, changes: false };
	const deletesOnly = structure.is === 'fresh' && structure.writers.length === 0;
	const verdict = question.mayWrite(deletesOnly ? 'delete' : 'insert');
	if (!verdict.ok) return { pass: false, refused: verdict };
	if (structure.is === 'gap') return ends(CLOSE.gap);
	switch (question.claims.write(structure.writers, question.participant, question.now)) {
		case 'yours':
			return { pass: true, changes: true, update: structure.update, writers: structure.writers };
		case 'taken':
			return ends(CLOSE.foreign);
		case 'too-many':
			return ends(CLOSE.tooMany);
	}
}

const ends = (close: CloseCode): GateAnswer => ({ pass: false, refused: null, close });
