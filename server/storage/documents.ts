import type { WorkshopId } from '#domain/ids.ts';
import { copyBytes } from './bytes.ts';
import { assertOwner } from './owners.ts';
import type { Database, Tx } from './schema.ts';
import { snapshotRead } from './snapshot-read.ts';
import type { DocumentStore, StoredDocument, UpdateBatch } from './storage.ts';

// SQLite takes 32,766 parameters a statement, six a row at most; smaller keeps PostgreSQL's messages small too.
const ROWS_A_STATEMENT = 500;

export function documentStore(database: Database): DocumentStore {
	const { db } = database;
	return {
		load: (workshop, document) => snapshotRead(database, (tx) => readDocument(tx, workshop, document)),
		async append(batches) {
			await db.transaction().execute(async (tx) => {
				const owners = new Map(batches.map((batch) => [`${batch.workshop} ${batch.epoch}`, batch]));
				for (const { workshop, epoch } of owners.values()) await assertOwner(tx, database, workshop, epoch);
				for (const batch of batches) await appendBatch(tx, batch);
			});
		},
		async compact(workshop, epoch, name, snapshot, through) {
			await db.transaction().execute(async (tx) => {
				await assertOwner(tx, database, workshop, epoch);
				await assertWithin(tx, workshop, name, through);
				await tx
					.insertInto('document_snapshot')
					.values({ workshop, name, through, bytes: snapshot })
					.onConflict((conflict) =>
						conflict.columns(['workshop', 'name']).doUpdateSet({ through, bytes: snapshot }),
					)
					.execute();
				await tx
					.deleteFrom('document_update')
					.where((eb) => eb.and({ workshop, name }))
					.where('number', '<=', through)
					.execute();
			});
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

async function readDocument(tx: Tx, workshop: WorkshopId, name: string): Promise<StoredDocument> {
	const document = await tx
		.selectFrom('document')
		.select('last_update')
		.where((eb) => eb.and({ workshop, name }))
		.executeTakeFirst();
	const snapshot = await tx
		.selectFrom('document_snapshot')
		.select(['through', 'bytes'])
		.where((eb) => eb.and({ workshop, name }))
		.executeTakeFirst();
	const updates = await tx
		.selectFrom('document_update')
		.select(['bytes', 'participant', 'at'])
		.where((eb) => eb.and({ workshop, name }))
		.orderBy('number')
		.execute();
	const claims = await tx
		.selectFrom('client_claim')
		.select(['client_id', 'participant', 'at'])
		.where((eb) => eb.and({ workshop, name }))
		.orderBy('at')
		.orderBy('client_id')
		.execute();
	return {
		snapshot: snapshot ? copyBytes(snapshot.bytes) : null,
		updates: updates.map(({ bytes, participant, at }) => ({ bytes: copyBytes(bytes), participant, at })),
		lastUpdate: document?.last_update ?? 0,
		claims: claims.map((claim) => ({ clientId: claim.client_id, participant: claim.participant, at: claim.at })),
	};
}

async function appendBatch(tx: Tx, { workshop, document: name, updates, claims }: UpdateBatch): Promise<void> {
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
	const first = last_update - updates.length + 1;
	const updateRows = updates.map(({ bytes, participant, at }, index) => ({
		workshop,
		name,
		number: first + index,
		bytes,
		participant,
		at,
	}));
	for (const rows of inPieces(updateRows)) await tx.insertInto('document_update').values(rows).execute();
	const claimRows = claims.map(({ clientId, participant, at }) => ({
		workshop,
		name,
		client_id: clientId,
		participant,
		at,
	}));
	for (const rows of inPieces(claimRows)) await tx.insertInto('client_claim').values(rows).execute();
}

/** A snapshot covers updates that exist, and never fewer than the one before: anything else would lose edits. */
async function assertWithin(tx: Tx, workshop: WorkshopId, name: string, through: number): Promise<void> {
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
	if (!row || through < from || through > to) {
		throw new RangeError(`a snapshot through ${through} of ${name}, which holds ${from} to ${to}`);
	}
}

function* inPieces<Item>(items: readonly Item[]): Generator<Item[]> {
	for (let from = 0; from < items.length; from += ROWS_A_STATEMENT) yield items.slice(from, from + ROWS_A_STATEMENT);
}
