import type { ParticipantId, TextHash } from '#domain/ids.ts';
import { appendDecision } from './append.ts';
import { copyBytes, fromUtf8, toHex } from './bytes.ts';
import { issuedOf } from './issued.ts';
import { readRecords } from './records.ts';
import { readSecretBallots, settleSecretBallots } from './secret-ballots.ts';
import type { Database, Row } from './schema.ts';
import type { LogStore, StoredEvent } from './storage.ts';
import { summaryOf, summaryRow } from './summaries.ts';

export function logStore(database: Database): LogStore {
	const { db } = database;
	return {
		async events(workshop, afterSeq = 0) {
			const rows = await db
				.selectFrom('event')
				.selectAll()
				.where('workshop', '=', workshop)
				.where('seq', '>', afterSeq)
				.orderBy('seq')
				.execute();
			return rows.map(eventOf);
		},
		async texts(workshop) {
			const rows = await db
				.selectFrom('table_text')
				.selectAll()
				.where('workshop', '=', workshop)
				.orderBy('hash')
				.execute();
			return rows.map(({ hash, bytes }) => ({ hash, text: fromUtf8(bytes) }));
		},
		async text(workshop, hash) {
			const row = await db
				.selectFrom('table_text')
				.select('bytes')
				.where('workshop', '=', workshop)
				.where('hash', '=', hash as TextHash)
				.executeTakeFirst();
			return row ? fromUtf8(row.bytes) : null;
		},
		records: (workshop) => readRecords(db, workshop),
		secretBallots: (workshop) => readSecretBallots(db, workshop),
		settleSecretBallots: (owner, poll, kept) => settleSecretBallots(database, owner, poll, kept),
		append: (append) => appendDecision(database, append),
		async exists(workshop) {
			const row = await db
				.selectFrom('event')
				.select('seq')
				.where('workshop', '=', workshop)
				.where('seq', '=', 1)
				.executeTakeFirst();
			return row !== undefined;
		},
		async streams() {
			const rows = await db
				.selectFrom('event')
				.select('workshop')
				.where('seq', '=', 1)
				.orderBy('workshop')
				.execute();
			return rows.map(({ workshop }) => workshop);
		},
		async answered(workshop, { principal, key }) {
			const row = await db
				.selectFrom('answer')
				.select('response')
				.where('workshop', '=', workshop)
				.where('principal', '=', principal)
				.where('key', '=', key)
				.executeTakeFirst();
			return row?.response ?? null;
		},
		async workshops() {
			const rows = await db
				.selectFrom('workshop_summary')
				.selectAll()
				.orderBy('created_at')
				.orderBy('workshop')
				.execute();
			return rows.map(summaryOf);
		},
		async workshopsOf(principal) {
			const places = db
				.selectFrom('participant')
				.select(['participant', 'workshop', 'principal'])
				.unionAll(db.selectFrom('stand_in').select(['participant', 'workshop', 'principal']));
			const rows = await db
				.selectFrom(places.as('place'))
				.innerJoin('workshop_summary', 'workshop_summary.workshop', 'place.workshop')
				.selectAll('workshop_summary')
				.select('place.participant')
				.where('place.principal', '=', principal)
				.orderBy('created_at')
				.orderBy('workshop_summary.workshop')
				.execute();
			return rows.map((row): ReturnType<typeof summaryOf> & { participant: ParticipantId } => ({
				...summaryOf(row),
				participant: row.participant,
			}));
		},
		async byJoinCode(code) {
			const row = await db.selectFrom('join_code').select('workshop').where('code', '=', code).executeTakeFirst();
			return row?.workshop ?? null;
		},
		async joinCode(workshop) {
			const row = await db
				.selectFrom('join_code')
				.select('code')
				.where('workshop', '=', workshop)
				.executeTakeFirst();
			return row?.code ?? null;
		},
		async replaceSummaries(summaries) {
			await db.transaction().execute(async (tx) => {
				await tx.deleteFrom('workshop_summary').execute();
				for (const summary of summaries)
					await tx.insertInto('workshop_summary').values(summaryRow(summary)).execute();
			});
		},
		async issued(commitment) {
			const rows = await db
				.selectFrom('issued_record')
				.selectAll()
				.where('commitment', '=', commitment)
				.orderBy('version')
				.execute();
			return rows.map(issuedOf);
		},
		async issuedBy(workshop) {
			const rows = await db
				.selectFrom('issued_record')
				.selectAll()
				.where('workshop', '=', workshop)
				.orderBy('position')
				.execute();
			return rows.map(issuedOf);
		},
		async allIssued() {
			const rows = await db.selectFrom('issued_record').selectAll().orderBy('position').execute();
			return rows.map(issuedOf);
		},
	};
}

function eventOf(row: Row<'event'>): StoredEvent {
	return {
		workshop: row.workshop,
		seq: row.seq,
		bytes: copyBytes(row.bytes),
		prev: toHex(row.prev),
		hash: toHex(row.hash),
		at: row.at,
	};
}
