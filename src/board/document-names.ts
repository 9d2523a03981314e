import { parseId, type CommitmentId, type ParticipantId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';

export type DocumentName = 'board' | `draft-${CommitmentId}` | `own-${ParticipantId}`;

/**
 * The one reader of document names (F12). Only the exact spelling passes: whoever gets a target back may use
 * `documentName(target)` as a storage key, and no other text leads to that key.
 */
export function parseDocumentName(text: string): DocumentTarget | null {
	if (text === 'board') return { document: 'board' };
	if (text.startsWith('draft-')) {
		const commitment = parseId<CommitmentId>(text.slice('draft-'.length));
		return commitment && { document: 'draft', commitment };
	}
	if (text.startsWith('own-')) {
		const participant = parseId<ParticipantId>(text.slice('own-'.length));
		return participant && { document: 'own', participant };
	}
	return null;
}

export function documentName(target: DocumentTarget): DocumentName {
	switch (target.document) {
		case 'board':
			return 'board';
		case 'draft':
			return `draft-${target.commitment}`;
		case 'own':
			return `own-${target.participant}`;
	}
}
