import { randomBytes } from 'node:crypto';
import { countChanges } from '#board/undo-changes.ts';
import type { Signer, Surroundings } from '#domain/decision.ts';
import type { PollId, SectorId } from '#domain/ids.ts';
import type { CountedBallot } from '#domain/polls.ts';
import { countedInRoom } from '#domain/room-votes.ts';
import { isSecret } from '#domain/rule-card.ts';
import { countedSecretly } from '#domain/secret-ballots.ts';
import type { PollState } from '#domain/state.ts';
import { verifySignature } from '#protocol/ed25519.ts';
import type { Frozen } from './freezing.ts';
import type { Table } from './table.ts';

export interface Instance {
	now(): number;
	/** The key of this instance, or the example key. */
	signer(example: boolean): Signer;
	/** Public address without trailing slash. */
	origin(): string;
}

/** How a command came. */
export interface Asked {
	/** When it reached the server. */
	readonly receivedAt: number;
	/** Its sender showed a password or a code on this session lately. */
	readonly isProven: boolean;
}

/** Everything that a decision about this table may look at, at this instant. */
export function surroundingsOf(
	table: Table,
	instance: Instance,
	frozen: Frozen,
	closing: PollId | null,
	asked: Partial<Asked> = {},
	votingIn: PollId | null = null,
): Surroundings {
	const { state } = table;
	const now = instance.now();
	return {
		now,
		receivedAt: asked.receivedAt ?? now,
		// An example's facilitators have no password, and what it issues is signed by a key of its own.
		isProven: Boolean(asked.isProven) || (state?.example ?? false),
		verify: verifySignature,
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
		secret: votingIn && table.secretBallots(votingIn),
		text: (hash) => table.text(hash),
		ballot: (ref) => table.records.ballot(ref)?.choice,
		statement: (ref) => table.records.statement(ref),
		reasons: (poll) => reasonsOf(table, poll),
		head: table.headTold,
		signer: instance.signer(state?.example ?? false),
		origin: instance.origin(),
	};
}

/** The ballots that count now. Throws where the store lost one: a tally that silently misses a ballot is worse than none. */
export function countedBallots(
	poll: Pick<PollState, 'id' | 'card' | 'options' | 'ballots' | 'eligible' | 'room'>,
	table: Pick<Table, 'records' | 'secretBallots'>,
): CountedBallot[] {
	if (isSecret(poll.card)) return countedSecretly(poll.id, table.secretBallots(poll.id));
	const counted: CountedBallot[] = [];
	for (const [participant, { ballot: ref }] of poll.ballots) {
		const sector = poll.eligible.get(participant);
		if (ref === null || !sector) continue;
		const ballot = table.records.ballot(ref);
		if (!ballot) throw new RangeError(`ballot ${ref} is missing`);
		counted.push({ ref, sector, choice: ballot.choice });
	}
	return [...counted, ...countedInRoom(poll, (ref) => table.records.ballot(ref)?.choice)];
}

function ballotsOf(table: Table, id: PollId): CountedBallot[] {
	const poll = table.state?.polls.get(id);
	return poll ? countedBallots(poll, table) : [];
}

type Reason = { sector: SectorId; answer: 'reservation' | 'block'; text: string };

export function reasonsOf(table: Table, id: PollId): Reason[] {
	const poll: PollState | undefined = table.state?.polls.get(id);
	if (!poll?.closed) return [];
	const reasons = isSecret(poll.card) ? secretReasons(table, id) : namedReasons(table, poll);
	// Sorted by sector and text, so that the order of casting, and with it the person, does not show.
	return reasons.sort((a, b) => (a.sector === b.sector ? (a.text < b.text ? -1 : 1) : a.sector < b.sector ? -1 : 1));
}

function namedReasons(table: Table, poll: PollState): Reason[] {
	return countedBallots(poll, table).flatMap(({ sector, choice }): Reason[] => {
		if (choice.method !== 'consensus' || choice.reason === null) return [];
		const text = table.records.statement(choice.reason);
		const isReasoned = choice.answer === 'reservation' || choice.answer === 'block';
		return text !== undefined && isReasoned ? [{ sector, answer: choice.answer, text }] : [];
	});
}

/** Of a secret vote the words stand in the ballot itself: a statement would say who wrote it. */
function secretReasons(table: Table, id: PollId): Reason[] {
	return [...table.secretBallots(id).ballots.values()].flatMap(({ cast }): Reason[] => {
		if (cast?.choice.method !== 'consensus') return [];
		const { answer, reason } = cast.choice;
		return answer === 'reservation' || answer === 'block' ? [{ sector: cast.sector, answer, text: reason }] : [];
	});
}
