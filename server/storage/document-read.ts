import { crc32 } from 'node:zlib';
import { sql } from 'kysely';
import type { WorkshopId } from '#domain/ids.ts';
import { copyBytes } from './bytes.ts';
import type { Database, Tx } from './schema.ts';
import { snapshotRead } from './snapshot-read.ts';
import { DamagedDocumentError, type StoredDocument } from './storage.ts';

/**
 * Reads a document whole, at one instant. Throws `DamagedDocumentError` where the rows are not all there, or not as they were
 * written: half a document must never be taken for the document (F22).
 */
export async function readDocument(database: Database, workshop: WorkshopId, name: string): Promise<StoredDocument> {
	await appendsEnded(database, workshop);
	return await snapshotRead(database, (tx) => readRows(tx, workshop, name));
}

/**
 * On PostgreSQL an append whose connection broke may still be committing: reading before it has ended would miss what is about
 * to be there. Each append holds the owner's row, so that asking for the row alone waits for all of them (F21).
 */
async function appendsEnded({ db, dialect }: Database, workshop: WorkshopId): Promise<void> {
	if (dialect === 'sqlite') return; // one connection, one transaction at a time
	await db.transaction().execute(async (tx) => {
		await sql`set local lock_timeout = '5s'`.execute(tx);
		await tx.selectFrom('room_owner').select('epoch').where('workshop', '=', workshop).forUpdate().execute();
	});
}

async function readRows(tx: Tx, workshop: WorkshopId, name: string): Promise<StoredDocument> {
	const document = await tx
		.selectFrom('document')
		.select('last_update')
		.where((eb) => eb.and({ workshop, name }))
		.executeTakeFirst();
	const snapshot = await tx
		.selectFrom('document_snapshot')
		.select(['through', 'bytes', 'sum', 'until'])
		.where((eb) => eb.and({ workshop, name }))
		.executeTakeFirst();
	const updates = await tx
		.selectFrom('document_update')
		.select(['number', 'bytes', 'participant', 'at', 'sum'])
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
	const lastUpdate = document?.last_update ?? 0;
	const damage = damageOf(snapshot, updates, lastUpdate);
	if (damage !== null) throw new DamagedDocumentError(`${name} of ${workshop}: ${damage}`);
	return {
		snapshot: snapshot ? copyBytes(snapshot.bytes) : null,
		snapshotUntil: snapshot?.until ?? 0,
		updates: updates.map(({ bytes, participant, at }) => ({ bytes: copyBytes(bytes), participant, at })),
		lastUpdate,
		claims: claims.map((claim) => ({ clientId: claim.client_id, participant: claim.participant, at: claim.at })),
	};
}

/** CRC-32 of a stored update or snapshot. */
export const sumOf = (bytes: Uint8Array): number => crc32(bytes);

interface SummedRow {
	readonly bytes: Uint8Array;
	readonly sum: number | null;
}

/** What is not as it was written; null for nothing. Snapshot and updates together count from 1 to the last without a gap. */
function damageOf(
	snapshot: (SummedRow & { readonly through: number }) | undefined,
	updates: readonly (SummedRow & { readonly number: number })[],
	lastUpdate: number,
): string | null {
	if (snapshot && !isAsWritten(snapshot)) return `the snapshot through ${snapshot.through} is not what was written`;
	let next = (snapshot?.through ?? 0) + 1;
	for (const update of updates) {
		if (update.number !== next) return `update ${next} is missing; the next one there is ${update.number}`;
		if (!isAsWritten(update)) return `update ${update.number} is not what was written`;
		next += 1;
	}
	return next === lastUpdate + 1 ? null : `it should end with update ${lastUpdate}, and ends with ${next - 1}`;
}

const isAsWritten = ({ bytes, sum }: SummedRow): boolean => sum === null || sum === sumOf(bytes);
