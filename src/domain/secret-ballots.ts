import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { hashWords } from './hash-words.ts';
import { textOf } from './hashing.ts';
import {
	standingFor,
	type BallotKey,
	type BallotSecret,
	type ParticipantId,
	type PollId,
	type Receipt,
	type RecordRef,
	type SectorId,
} from './ids.ts';
import type { Choice, ConsensusAnswer, CountedBallot, PlainChoice } from './polls.ts';

export const SECRET_BYTES = 16;

export function ballotKey(secret: BallotSecret): BallotKey {
	return bytesToHex(sha256(hexToBytes(secret))) as BallotKey;
}

export function receiptOf(secret: BallotSecret): Receipt {
	return bytesToHex(sha256(concatBytes(utf8ToBytes('receipt'), hexToBytes(secret)))) as Receipt;
}

/** The receipt as people read it aloud, or write it down: eight short words. */
export function receiptWords(receipt: Receipt): string {
	return hashWords(receipt);
}

/** A choice with its reason in words: a statement with an author would lead to the ballot. */
export type SecretChoice =
	PlainChoice | { readonly method: 'consensus'; readonly answer: ConsensusAnswer; readonly reason: string };

/** As it is stored: nothing of it says whose it is, or when it came. */
export interface SecretBallot {
	readonly key: BallotKey;
	readonly receipt: Receipt;
	/** Counts what its owner did with it from 1; 0 once the vote is closed and nobody can do anything with it. */
	readonly n: number;
	/** null: withdrawn. `sector`: the group that its card stores beside a ballot (`EVERYONE` for none). */
	readonly cast: { readonly sector: SectorId; readonly choice: SecretChoice } | null;
}

/** The ballots of one secret vote, and apart from them who has one that counts. */
export interface SecretBallots {
	readonly ballots: ReadonlyMap<BallotKey, SecretBallot>;
	readonly voted: ReadonlySet<ParticipantId>;
}

export const NO_SECRET_BALLOTS: SecretBallots = { ballots: new Map(), voted: new Set() };

/** What somebody did with their secret ballot: stored, and said in no event. */
export interface SecretChange {
	readonly poll: PollId;
	readonly ballot: SecretBallot;
	readonly participant: ParticipantId;
	/** Whether the person has a ballot that counts after this. */
	readonly hasVoted: boolean;
}

/** After a change. */
export function withChange({ ballots, voted }: SecretBallots, change: SecretChange): SecretBallots {
	const now = new Set(voted);
	if (change.hasVoted) now.add(change.participant);
	else now.delete(change.participant);
	return { ballots: new Map(ballots).set(change.ballot.key, change.ballot), voted: now };
}

/** As they stay after the close: those that count, sorted by receipt, under the receipt, without a number. */
export function settled({ ballots, voted }: SecretBallots): SecretBallots {
	const counting = [...ballots.values()].filter(({ cast }) => cast !== null);
	const kept = counting
		.map((ballot) => ({ ...ballot, key: standingFor<BallotKey>(ballot.receipt), n: 0 }))
		.sort((a, b) => (a.receipt < b.receipt ? -1 : 1));
	return { ballots: new Map(kept.map((ballot) => [ballot.key, ballot])), voted: new Set([...voted].sort()) };
}

/** Nobody can do anything with any of them any more. */
export function isSettled({ ballots }: SecretBallots): boolean {
	return [...ballots.values()].every(({ n }) => n === 0);
}

/** What stands for a counted secret ballot under the root: SHA-256 of its canonical JSON. */
export function secretRef(
	poll: PollId,
	ballot: { readonly receipt: Receipt; readonly sector: SectorId; readonly choice: Choice },
): RecordRef {
	const { receipt, sector, choice } = ballot;
	return standingFor<RecordRef>(textOf({ poll, receipt, sector, choice }).hash);
}

/** The ballots that count, as tallies see them, sorted by receipt. Reasons are told apart. */
export function countedSecretly(poll: PollId, { ballots }: SecretBallots): (CountedBallot & { receipt: Receipt })[] {
	return [...ballots.values()]
		.flatMap(({ receipt, cast }) => {
			if (!cast) return [];
			const { sector } = cast;
			const choice = withoutWords(cast.choice);
			return [{ ref: secretRef(poll, { receipt, sector, choice }), receipt, sector, choice }];
		})
		.sort((a, b) => (a.receipt < b.receipt ? -1 : 1));
}

function withoutWords(choice: SecretChoice): Choice {
	return choice.method === 'consensus' ? { ...choice, reason: null } : choice;
}
