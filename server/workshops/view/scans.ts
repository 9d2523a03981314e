import type { CommitmentId, PollId, SessionId } from '#domain/ids.ts';
import type { ScanSubject } from '#domain/record-events.ts';
import type { WorkshopState } from '#domain/state.ts';
import type { ScanView } from '#protocol/minutes.ts';
import type { Table } from '../table.ts';
import { nameOrNull } from './people.ts';

/** Of what a session's minutes tell. */
interface Told {
	readonly session: SessionId;
	readonly polls: ReadonlySet<PollId>;
	readonly commitments: ReadonlySet<CommitmentId | null>;
}

/** Scans of signed sheets about a session, or about its votes and commitments, whenever they were put on the record. */
export function scansOf(table: Table, state: WorkshopState, told: Told): ScanView[] {
	return state.scans
		.filter(({ about }) => isTold(told, about))
		.map(({ at, by, file, about }) => ({
			at,
			name: nameOrNull(table, state, by),
			sector: state.people.get(by)?.sector ?? null,
			file,
			about,
			of: nameOfSubject(table, state, about),
		}));
}

function isTold({ session, polls, commitments }: Told, about: ScanSubject): boolean {
	switch (about.kind) {
		case 'session':
			return about.session === session;
		case 'commitment':
			return commitments.has(about.commitment);
		case 'poll':
			return polls.has(about.poll);
	}
}

function nameOfSubject(table: Table, state: WorkshopState, about: ScanSubject): string | null {
	if (about.kind === 'session') return null;
	const text =
		about.kind === 'poll' ? state.polls.get(about.poll)?.question : state.commitments.get(about.commitment)?.title;
	return (text && table.text(text)) ?? '';
}
