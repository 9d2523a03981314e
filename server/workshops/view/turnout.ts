import type { ParticipantId, SectorId } from '#domain/ids.ts';
import { isOpenPoll } from '#domain/poll-state.ts';
import type { PollState } from '#domain/state.ts';
import type { TurnoutRow } from '#protocol/view.ts';

/** Below this many people a number that moves says who moved it. */
const SMALL_SECTOR = 5;

interface Count {
	readonly sector: SectorId;
	readonly eligible: number;
	readonly voted: number;
	/** Of those who have not voted. */
	readonly offline: number;
}

type Voting = Pick<PollState, 'eligible' | 'closed' | 'cancelled' | 'discarded'>;
type People = ReadonlySet<ParticipantId>;

/**
 * How many of each sector have voted: never what. While the poll is open, a small sector says no more than whether all of it has;
 * of a single person that is the whole truth, and the page says so before anybody votes. `voted`: who has a ballot that counts. `connected`: for facilitators alone, who
 * is connected.
 */
export function turnoutOf(
	poll: Voting,
	voted: People,
	connected: People | null = null,
): {
	readonly turnout: readonly TurnoutRow[];
	readonly missing: number | null;
	readonly offline?: number;
} {
	const counts = countBySector(poll, voted, connected);
	const tellsOffline = connected !== null && isOpenPoll(poll);
	const hidden = isOpenPoll(poll) ? counts.filter(isHidden) : [];
	const turnout = counts.map((count): TurnoutRow => {
		const { offline, ...row } = count;
		if (hidden.includes(count)) return { ...row, voted: null };
		return tellsOffline && isLarge(count) ? { ...row, offline } : row;
	});
	// Hidden sectors may be told together only where no one of them can be told from the sum.
	const together = hidden.reduce((sum, { eligible }) => sum + eligible, 0);
	const isTold = hidden.length === 0 || (hidden.length > 1 && together >= SMALL_SECTOR);
	const missing = counts.reduce((sum, { eligible, voted }) => sum + eligible - voted, 0);
	// Whoever is complete has nobody missing; of a small sector that is not, not even a sum may speak: facilitators see who is here.
	const tellsSum = tellsOffline && counts.every((count) => isLarge(count) || count.voted === count.eligible);
	const offline = counts.reduce((sum, count) => sum + count.offline, 0);
	return { turnout, missing: isTold ? missing : null, ...(tellsSum ? { offline } : {}) };
}

function isLarge({ eligible }: Count): boolean {
	return eligible >= SMALL_SECTOR;
}

function isHidden({ eligible, voted }: Count): boolean {
	return eligible > 1 && eligible < SMALL_SECTOR && voted < eligible;
}

function countBySector(poll: Voting, voted: People, connected: People | null): Count[] {
	const bySector = new Map<SectorId, Count>();
	for (const [participant, sector] of poll.eligible) {
		const row = bySector.get(sector) ?? { sector, eligible: 0, voted: 0, offline: 0 };
		const hasVoted = voted.has(participant);
		const isOffline = !hasVoted && connected !== null && !connected.has(participant);
		bySector.set(sector, {
			sector,
			eligible: row.eligible + 1,
			voted: row.voted + (hasVoted ? 1 : 0),
			offline: row.offline + (isOffline ? 1 : 0),
		});
	}
	return [...bySector.values()].sort((a, b) => (a.sector < b.sector ? -1 : 1));
}
