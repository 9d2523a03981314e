import type { WorkshopId } from '#domain/ids.ts';
import { keepBoard } from './boards.ts';
import { fromHex, toUtf8 } from './bytes.ts';
import { appendBatch } from './documents.ts';
import { erasePerson, eraseWorkshop } from './erase.ts';
import { insertIssued } from './issued.ts';
import { insertLeaves } from './leaves.ts';
import { assertOwner } from './owners.ts';
import { discardRecords, insertRecord } from './records.ts';
import type { Database, Tx } from './schema.ts';
import { changeSecretBallot } from './secret-ballots.ts';
import { ConflictError, type LogAppend, type StoredEvent, type UpdateBatch } from './storage.ts';
import { summaryRow } from './summaries.ts';
import { isTaken } from './violations.ts';

/** Stores a decision whole, in one transaction. Throws `FencedError` or `ConflictError` as the port says, and changes nothing. */
export async function appendDecision(database: Database, append: LogAppend): Promise<void> {
	await database.db.transaction().execute(async (tx) => {
		await assertOwner(tx, database, append.workshop, append.epoch);
		await insertEvents(tx, append.workshop, append.events);
		await insertTexts(tx, append);
		for (const record of append.records) await insertRecord(tx, append.workshop, record);
		if (append.secret) await changeSecretBallot(tx, append.workshop, append.secret);
		for (const { participant, principal } of append.memberships) {
			await tx.insertInto('participant').values({ participant, workshop: append.workshop, principal }).execute();
		}
		await setJoinCode(tx, append);
		if (append.board) await keepBoard(tx, append.workshop, append.board);
		for (const board of append.boards ?? []) await keepBoard(tx, append.workshop, board);
		await insertIssued(tx, database, append.issued ?? []);
		await insertLeaves(tx, database, append.leaves ?? []);
		if (append.erasePerson) await erasePerson(tx, append.workshop, append.erasePerson, append.keepRecords ?? []);
		for (const id of append.eraseAlso ?? []) await erasePerson(tx, append.workshop, id, []);
		await discardRecords(tx, append.workshop, append.discardRecords ?? []);
		if (append.eraseWorkshop) await eraseWorkshop(tx, append.workshop);
		for (const batch of append.documents ?? []) await appendBatch(tx, ofThis(append, batch));
		await storeAnswer(tx, append);
		const { workshop: _, ...changed } = summaryRow(append.summary);
		await tx
			.insertInto('workshop_summary')
			.values(summaryRow(append.summary))
			.onConflict((conflict) => conflict.column('workshop').doUpdateSet(changed))
			.execute();
	});
	if (takesAway(append)) await database.forget();
}

function takesAway({ erasePerson, eraseAlso, eraseWorkshop, discardRecords: discarded }: LogAppend): boolean {
	return Boolean(erasePerson ?? eraseWorkshop) || Boolean(eraseAlso?.length) || Boolean(discarded?.length);
}

/** The epoch that was asserted holds for this table alone. */
function ofThis({ workshop, epoch }: LogAppend, batch: UpdateBatch): UpdateBatch {
	if (batch.workshop !== workshop || batch.epoch !== epoch) {
		throw new RangeError(`a decision of ${workshop} that writes in ${batch.document} of ${batch.workshop}`);
	}
	return batch;
}

async function insertEvents(tx: Tx, workshop: WorkshopId, events: readonly StoredEvent[]): Promise<void> {
	if (events.length === 0) return;
	const head = await tx
		.selectFrom('event')
		.select((eb) => eb.fn.max('seq').as('seq'))
		.where('workshop', '=', workshop)
		.executeTakeFirst();
	const next = (head?.seq ?? 0) + 1;
	const first = events[0]?.seq ?? next;
	if (first < next) throw new ConflictError(`event ${first} of workshop ${workshop} exists; the next is ${next}`);
	for (const [index, event] of events.entries()) {
		if (event.workshop !== workshop || event.seq !== next + index) {
			throw new RangeError(
				`event ${event.seq} of ${event.workshop} where ${next + index} of ${workshop} was due`,
			);
		}
	}
	const rows = events.map(({ seq, at, prev, hash, bytes }) => ({
		workshop,
		seq,
		at,
		prev: fromHex(prev),
		hash: fromHex(hash),
		bytes,
	}));
	try {
		await tx.insertInto('event').values(rows).execute();
	} catch (error) {
		// Two appends under one epoch at the same moment: PostgreSQL lets both look before one of them writes.
		if (isTaken(error)) throw new ConflictError(`event ${first} of workshop ${workshop} exists`, { cause: error });
		throw error;
	}
}

async function insertTexts(tx: Tx, { workshop, texts }: LogAppend): Promise<void> {
	if (texts.length === 0) return;
	// The same words may come again (a title set back): the hash says that the stored bytes are these.
	await tx
		.insertInto('table_text')
		.values(texts.map(({ hash, text }) => ({ workshop, hash, bytes: toUtf8(text) })))
		.onConflict((conflict) => conflict.columns(['workshop', 'hash']).doNothing())
		.execute();
}

async function setJoinCode(tx: Tx, { workshop, joinCode }: LogAppend): Promise<void> {
	if (joinCode === undefined) return;
	await tx.deleteFrom('join_code').where('workshop', '=', workshop).execute();
	if (joinCode !== null) await tx.insertInto('join_code').values({ workshop, code: joinCode }).execute();
}

async function storeAnswer(tx: Tx, { workshop, idempotency, events, summary }: LogAppend): Promise<void> {
	if (!idempotency) return;
	const { principal, key, response } = idempotency;
	const at = events.at(-1)?.at ?? summary.changedAt;
	try {
		await tx.insertInto('answer').values({ workshop, principal, key, response, at }).execute();
	} catch (error) {
		if (isTaken(error)) throw new ConflictError(`the request was answered already`, { cause: error });
		throw error;
	}
}
