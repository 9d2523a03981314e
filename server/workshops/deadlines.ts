import { openPollAt } from '#domain/poll-state.ts';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import type { ParticipantId } from '#domain/ids.ts';
import type { PollState } from '#domain/state.ts';
import { NOTHING_FROZEN } from './freezing.ts';
import { surroundingsOf, type Instance } from './surroundings.ts';
import type { Table } from './table.ts';

/** How often deadlines are looked at. */
const TICK_MS = 1_000;
/**
 * How long after its deadline a poll is written down as closed: a ballot that reached the server in time may still wait for its turn.
 * Nobody gains by it, since a ballot counts by when it came.
 */
export const GRACE_MS = 2_000;

/** The poll that this table should have closed by now, or null. */
function duePoll(table: Pick<Table, 'state'>, now: number): PollState | null {
	if (table.state?.status !== 'open') return null;
	const poll = openPollAt(table.state);
	return poll && poll.closesAt !== null && now >= poll.closesAt + GRACE_MS ? poll : null;
}

/** Looks at every table once a second until it is stopped. */
export function watchDeadlines(look: () => void): { stop(): void } {
	const ticking = setInterval(look, TICK_MS);
	ticking.unref();
	return { stop: () => clearInterval(ticking) };
}

/** Closes this table's poll if it is due, in the table's order, in the name of whoever opened it with that deadline. */
export async function closeDueAt(
	table: Table,
	instance: Instance,
	append: (decision: Decision, by: { readonly actor: ParticipantId; readonly now: number }) => Promise<number>,
): Promise<void> {
	if (!duePoll(table, instance.now())) return;
	await table.inOrder(async () => {
		const poll = duePoll(table, instance.now());
		if (!poll) return;
		const around = surroundingsOf(table, instance, NOTHING_FROZEN, poll.id);
		const decision = decide(table.state, { type: 'closeDue', poll: poll.id }, poll.openedBy, around);
		if (decision.ok && decision.events.length > 0)
			await append(decision, { actor: poll.openedBy, now: around.now });
	});
}
