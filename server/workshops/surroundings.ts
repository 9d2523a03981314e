import { randomBytes } from 'node:crypto';
import { countChanges } from '#board/undo-changes.ts';
import type { Signer, Surroundings } from '#domain/decision.ts';
import type { PollId, SectorId } from '#domain/ids.ts';
import type { CountedBallot } from '#domain/polls.ts';
import type { PollState } from '#domain/state.ts';
import type { Frozen } from './freezing.ts';
import type { Table } from './table.ts';

export interface Instance {
	now(): number;
	/** The key of this instance, or the example key. */
	signer(example: boolean): Signer;
	/** Public address without trailing slash. */
	origin(): string;
}

/** Everything that a decision about this table may look at, at this instant. */
export function surroundingsOf(
	table: Table,
	instance: Instance,
	frozen: Frozen,
	closing: PollId | null,
	receivedAt?: number,
): Surroundings {
	const { state } = table;
	const now = instance.now();
	return {
		now,
		receivedAt: receivedAt ?? now,
		random: (n) => new Uint8Array(randomBytes(n)),
		cards: frozen.cards,
		core: frozen.core,
		route: frozen.route,
		tree: frozen.tree,
		signs: table.signs,
		own: frozen.own,
		undoing: frozen.undoing && {
			folded: frozen.undoing.folded,
			until: frozen.undoing.until,
			counts: countChanges(frozen.undoing.changes),
		},
		ballots: closing ? ballotsOf(table, closing) : null,
		text: (hash) => table.text(hash),
		statement: (ref) => table.records.statement(ref),
		reasons: (poll) => reasonsOf(table, poll),
		head: table.headTold,
		signer: instance.signer(state?.example ?? false),
		origin: instance.origin(),
	};
}

/** The ballots that count now. Throws where the store lost one: a tally that silently misses a ballot is worse than none. */
export function countedBallots(
	poll: Pick<PollState, 'ballots' | 'eligible'>,
	{ records }: Pick<Table, 'records'>,
): CountedBallot[] {
	const counted: CountedBallot[] = [];
	for (const [participant, { ballot: ref }] of poll.ballots) {
		const sector = poll.eligible.get(participant);
		if (ref === null || !sector) continue;
		const ballot = records.ballot(ref);
		if (!ballot) throw new RangeError(`ballot ${ref} is missing`);
		counted.push({ ref, sector, choice: ballot.choice });
	}
	return counted;
}

function ballotsOf(table: Table, id: PollId): CountedBallot[] {
	const poll = table.state?.polls.get(id);
	return poll ? countedBallots(poll, table) : [];
}

type Reason = { sector: SectorId; answer: 'reservation' | 'block'; text: string };

export function reasonsOf(table: Table, id: PollId): Reason[] {
	const poll: PollState | undefined = table.state?.polls.get(id);
	if (!poll?.closed) return [];
	const reasons: Reason[] = [];
	for (const { sector, choice } of countedBallots(poll, table)) {
		if (choice.method !== 'consensus' || choice.reason === null) continue;
		const text = table.records.statement(choice.reason);
		if (text !== undefined && (choice.answer === 'reservation' || choice.answer === 'block')) {
			reasons.push({ sector, answer: choice.answer, text });
		}
	}
	// Sorted by sector and text, so that the order of casting, and with it the person, does not show.
	return reasons.sort((a, b) => (a.sector === b.sector ? (a.text < b.text ? -1 : 1) : a.sector < b.sector ? -1 : 1));
}
