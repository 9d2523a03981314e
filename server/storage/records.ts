import type { Kysely } from 'kysely';
import type { PrimaryRecord } from '#domain/decision.ts';
import type { RecordRef, WorkshopId } from '#domain/ids.ts';
import { copyBytes } from './bytes.ts';
import type { Row, Schema, Tx } from './schema.ts';

/** A query takes no more values than this. */
const REFS_AT_ONCE = 500;

/** A table's records, erased ones absent; persons, statements, ballots, each by reference: no order of events shows. */
export async function readRecords(db: Kysely<Schema>, workshop: WorkshopId): Promise<PrimaryRecord[]> {
	const people = await db
		.selectFrom('person_record')
		.selectAll()
		.where('workshop', '=', workshop)
		.orderBy('ref')
		.execute();
	const statements = await db
		.selectFrom('statement')
		.selectAll()
		.where('workshop', '=', workshop)
		.orderBy('ref')
		.execute();
	const ballots = await db.selectFrom('ballot').selectAll().where('workshop', '=', workshop).orderBy('ref').execute();
	return [...people.map(personOf), ...statements.map(statementOf), ...ballots.map(ballotOf)];
}

export async function insertRecord(tx: Tx, workshop: WorkshopId, record: PrimaryRecord): Promise<void> {
	const { ref, participant, salt, bytes } = record;
	const row = { workshop, ref, participant, salt, bytes };
	switch (record.kind) {
		case 'person':
			await tx.insertInto('person_record').values(row).execute();
			return;
		case 'statement':
			await tx
				.insertInto('statement')
				.values({ ...row, use: record.use })
				.execute();
			return;
		case 'ballot':
			await tx
				.insertInto('ballot')
				.values({ ...row, poll: record.poll })
				.execute();
			return;
		default:
			record satisfies never;
	}
}

/** Takes away ballots and statements, and no person. */
export async function discardRecords(tx: Tx, workshop: WorkshopId, refs: readonly RecordRef[]): Promise<void> {
	for (let at = 0; at < refs.length; at += REFS_AT_ONCE) {
		const some = refs.slice(at, at + REFS_AT_ONCE);
		for (const table of ['ballot', 'statement'] as const) {
			await tx.deleteFrom(table).where('workshop', '=', workshop).where('ref', 'in', some).execute();
		}
	}
}

function personOf(row: Row<'person_record'>): PrimaryRecord {
	return { kind: 'person', ...common(row) };
}

function statementOf(row: Row<'statement'>): PrimaryRecord {
	return { kind: 'statement', ...common(row), use: row.use };
}

function ballotOf(row: Row<'ballot'>): PrimaryRecord {
	return { kind: 'ballot', ...common(row), poll: row.poll };
}

function common({ ref, participant, salt, bytes }: Row<'person_record'>) {
	return { ref, participant, salt: copyBytes(salt), bytes: copyBytes(bytes) };
}
