import type { Ballot, Person, PrimaryRecord } from '#domain/decision.ts';
import type { ParticipantId, PollId, RecordRef } from '#domain/ids.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Primary records of one table, in memory: names, words and ballots that the log refers to and an erasure takes away. */
export class Records {
	readonly #byRef = new Map<RecordRef, PrimaryRecord>();

	constructor(records: Iterable<PrimaryRecord>) {
		this.add(records);
	}

	add(records: Iterable<PrimaryRecord>): void {
		for (const record of records) this.#byRef.set(record.ref, record);
	}

	/** Takes away a person's name and statements; ballots stay under the random id (design §2). */
	erase(participant: ParticipantId, keep: ReadonlySet<RecordRef>): void {
		for (const record of this.#byRef.values()) {
			const stays = record.kind === 'ballot' || keep.has(record.ref);
			if (record.participant === participant && !stays) this.#byRef.delete(record.ref);
		}
	}

	/** A poll's ballots, those too that were replaced, and the reasons given with them. */
	ofPoll(poll: PollId): RecordRef[] {
		return [...this.#byRef.values()].flatMap((record) => {
			if (record.kind !== 'ballot' || record.poll !== poll) return [];
			const choice = this.ballot(record.ref)?.choice;
			return choice?.method === 'consensus' && choice.reason ? [record.ref, choice.reason] : [record.ref];
		});
	}

	discard(refs: readonly RecordRef[]): void {
		for (const ref of refs) this.#byRef.delete(ref);
	}

	clear(): void {
		this.#byRef.clear();
	}

	statement(ref: RecordRef): string | undefined {
		const record = this.#byRef.get(ref);
		return record?.kind === 'statement' ? UTF8.decode(record.bytes) : undefined;
	}

	/** Bytes of these records were written by `decide` and are found by their hash, so their shape is known. */
	person(ref: RecordRef): Person | undefined {
		const record = this.#byRef.get(ref);
		return record?.kind === 'person' ? (JSON.parse(UTF8.decode(record.bytes)) as Person) : undefined;
	}

	ballot(ref: RecordRef): Ballot | undefined {
		const record = this.#byRef.get(ref);
		return record?.kind === 'ballot' ? (JSON.parse(UTF8.decode(record.bytes)) as Ballot) : undefined;
	}

	/** A ballot's salt (hex) and exact bytes, from which anybody gets its reference. */
	sealed(ref: RecordRef): { readonly salt: string; readonly bytes: string } | undefined {
		const record = this.#byRef.get(ref);
		if (record?.kind !== 'ballot') return undefined;
		return { salt: Buffer.from(record.salt).toString('hex'), bytes: UTF8.decode(record.bytes) };
	}

	statementsOf(participant: ParticipantId): RecordRef[] {
		return [...this.#byRef.values()]
			.filter((record) => record.kind === 'statement' && record.participant === participant)
			.map(({ ref }) => ref);
	}
}
