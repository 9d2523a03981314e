import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import type { ScanSubject } from '../record-events.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { LIMITS } from '../rules.ts';
import type { PersonState, WorkshopState } from '../state.ts';
import { decided, type Asking } from './context.ts';

/**
 * What was signed on paper is tied to the record by the hash of its scan: whoever holds the file can show later that it is the one.
 * The file does not come here. Handwritten signatures are somebody's own, and could not be erased out of it.
 */
export function logScan({ state, person }: Asking, { file, about }: CommandOf<'logScan'>): Outcome {
	if (!mayLogScan(person)) return refuse('role.no-seat');
	const unknown = unknownSubject(state, about);
	if (unknown) return unknown;
	if (state.scans.some((scan) => scan.file === file && isSame(scan.about, about))) return refuse('scan.logged');
	if (state.scans.length >= LIMITS.scans) return refuse('scan.too-many');
	return decided([{ type: 'scan.logged', file, about }]);
}

export const mayLogScan = (person: PersonState | undefined): boolean =>
	person !== undefined && (person.role === 'facilitator' || person.seat !== null);

function unknownSubject(state: WorkshopState, about: ScanSubject): Refusal | null {
	switch (about.kind) {
		case 'session':
			return state.sessions.some(({ id }) => id === about.session) ? null : refuse('session.unknown');
		case 'commitment':
			return state.commitments.has(about.commitment) ? null : refuse('commitment.unknown');
		case 'poll':
			return state.polls.has(about.poll) ? null : refuse('poll.unknown');
	}
}

function isSame(one: ScanSubject, other: ScanSubject): boolean {
	if (one.kind === 'session') return other.kind === 'session' && one.session === other.session;
	if (one.kind === 'poll') return other.kind === 'poll' && one.poll === other.poll;
	return other.kind === 'commitment' && one.commitment === other.commitment;
}
