import type { SectorId } from '#domain/ids.ts';
import { isOpenPoll } from '#domain/poll-state.ts';
import type { PollState } from '#domain/state.ts';
import type { TurnoutRow } from '#protocol/view.ts';

/** Below this many people a number that moves says who moved it. */
const SMALL_SECTOR = 5;

interface Count {
	readonly sector: SectorId;
	readonly eligible: number;
	readonly voted: number;
}

/**
 * How many of each sector have voted: never what. While the poll is open, a small sector says no more than whether all of it has;
 * of a single person that is the whole truth, and the page says so before anybody votes.
 */
export function turnoutOf(poll: PollState): {
	readonly turnout: readonly TurnoutRow[];
	readonly missing: number | null;
} {
	const counts = countBySector(poll);
	const hidden = isOpenPoll(poll) ? counts.filter(isHidden) : [];
	const turnout = counts.map((count) => (hidden.includes(count) ? { ...count, voted: null } : count));
	// Hidden sectors may be told together only where no one of them can be told from the sum.
	const together = hidden.reduce((sum, { eligible }) => sum + eligible, 0);
	const isTold = hidden.length === 0 || (hidden.length > 1 && together >= SMALL_SECTOR);
	const missing = counts.reduce((sum, { eligible, voted }) => sum + eligible - voted, 0);
	return { turnout, missing: isTold ? missing : null };
}

function isHidden({ eligible, voted }: Count): boolean {
	return eligible > 1 && eligible < SMALL_SECTOR && voted < eligible;
}

function countBySector(poll: PollState): Count[] {
	const bySector = new Map<SectorId, Count>();
	for (const [participant, sector] of poll.eligible) {
		const row = bySector.get(sector) ?? { sector, eligible: 0, voted: 0 };
		const voted = row.voted + (poll.ballots.get(participant)?.ballot ? 1 : 0);
		bySector.set(sector, { sector, eligible: row.eligible + 1, voted });
	}
	return [...bySector.values()].sort((a, b) => (a.sector < b.sector ? -1 : 1));
}
