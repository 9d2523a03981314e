import type { WorkshopId } from '#domain/ids.ts';
import { readDocument, sumOf } from './document-read.ts';
import { assertOwner } from './owners.ts';
import type { Database, Tx } from './schema.ts';
import type { DocumentStore, StoredUpdate, UpdateBatch } from './storage.ts';

// SQLite takes 32,766 parameters a statement, seven a row at most; smaller keeps PostgreSQL's messages small too.
const ROWS_A_STATEMENT = 500;

export function documentStore(database: Database): DocumentStore {
	const { db } = database;
	return {
		load: (workshop, document) => readDocument(database, workshop, document),
		async append(batches) {
			await db.transaction().execute(async (tx) => {
				const owners = new Map(batches.map((batch) => [`${batch.workshop} ${batch.epoch}`, batch]));
				for (const { workshop, epoch } of owners.values()) await assertOwner(tx, database, workshop, epoch);
				for (const batch of batches) await appendBatch(tx, batch);
			});
		},
		async compact(workshop, epoch, name, snapshot, last, kept = [], until = 0) {
			const through = last - kept.length;
			await db.transaction().execute(async (tx) => {
				await assertOwner(tx, database, workshop, epoch);
				await assertWithin(tx, workshop, name, through, last);
				const row = { through, bytes: snapshot, sum: sumOf(snapshot), until };
				await tx
					.insertInto('document_snapshot')
					.values({ workshop, name, ...row })
					.onConflict((conflict) => conflict.columns(['workshop', 'name']).doUpdateSet(row))
					.execute();
				await tx
					.deleteFrom('document_update')
					.where((eb) => eb.and({ workshop, name }))
					.where('number', '<=', last)
					.execute();
				await insertUpdates(tx, workshop, name, through + 1, kept);
			});
		},
		async discard(workshop, name) {
			await db
				.deleteFrom('document') // with its updates, snapshot and claims
				.where((eb) => eb.and({ workshop, name }))
				.execute();
		},
		async list(workshop) {
			const rows = await db
				.selectFrom('document')
				.select('name')
				.where('workshop', '=', workshop)
				.orderBy('name')
				.execute();
			return rows.map((row) => row.name);
		},
	};
}

/** Appends to one document within a transaction that has made sure of the epoch. */
export async function appendBatch(tx: Tx, { workshop, document: name, updates, claims }: UpdateBatch): Promise<void> {
	const { last_update } = await tx
		.insertInto('document')
		.values({ workshop, name, last_update: updates.length })
		.onConflict((conflict) =>
			conflict
				.columns(['workshop', 'name'])
				.doUpdateSet((eb) => ({ last_update: eb('document.last_update', '+', updates.length) })),
		)
		.returning('last_update')
		.executeTakeFirstOrThrow();
	await insertUpdates(tx, workshop, name, last_update - updates.length + 1, updates);
	const claimRows = claims.map(({ clientId, participant, at }) => ({
		workshop,
		name,
		client_id: clientId,
		participant,
		at,
	}));
	for (const rows of inPieces(claimRows)) {
		const { numInsertedOrUpdatedRows } = await tx
			.insertInto('client_claim')
			.values(rows)
			// Stored already under the same person: the append of before was committed although its answer got lost.
			.onConflict((conflict) =>
				conflict
					.columns(['workshop', 'name', 'client_id'])
					.doUpdateSet((eb) => ({ at: eb.ref('client_claim.at') }))
					.whereRef('client_claim.participant', '=', 'excluded.participant'),
			)
			.executeTakeFirst();
		if (numInsertedOrUpdatedRows !== BigInt(rows.length))
			throw new Error(`${name}: a client id is somebody else's`);
	}
}

async function insertUpdates(
	tx: Tx,
	workshop: WorkshopId,
	name: string,
	first: number,
	updates: readonly StoredUpdate[],
): Promise<void> {
	const updateRows = updates.map(({ bytes, participant, at }, index) => ({
		workshop,
		name,
		number: first + index,
		bytes,
		participant,
		at,
		sum: sumOf(bytes),
	}));
	for (const rows of inPieces(updateRows)) await tx.insertInto('document_update').values(rows).execute();
}

/** A snapshot covers updates that exist, and never fewer than the one before: anything else would lose edits. */
async function assertWithin(tx: Tx, workshop: WorkshopId, name: string, through: number, last: number): Promise<void> {
	const row = await tx
		.selectFrom('document')
		.leftJoin('document_snapshot', (join) =>
			join
				.onRef('document_snapshot.workshop', '=', 'document.workshop')
				.onRef('document_snapshot.name', '=', 'document.name'),
		)
		.select(['document.last_update', 'document_snapshot.through'])
		.where('document.workshop', '=', workshop)
		.where('document.name', '=', name)
		.executeTakeFirst();
	const from = row?.through ?? 0;
	const to = row?.last_update ?? 0;
	if (!row || through < from || last > to) {
		throw new RangeError(`a snapshot through ${through} of ${name}, which holds ${from} to ${to}`);
	}
}

function* inPieces<Item>(items: readonly Item[]): Generator<Item[]> {
	for (let from = 0; from < items.length; from += ROWS_A_STATEMENT) yield items.slice(from, from + ROWS_A_STATEMENT);
}
