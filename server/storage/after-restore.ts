import type { Kysely } from 'kysely';
import type { Database, Schema } from './schema.ts';
import { migrate } from './migrate.ts';

/** The highest epoch that was ever given; 0 where there is none. */
export async function highestEpoch(db: Kysely<Schema>): Promise<number> {
	const row = await db
		.selectFrom('room_owner')
		.select((eb) => eb.fn.max('epoch').as('epoch'))
		.executeTakeFirst();
	return row?.epoch ?? 0;
}

/** What a restored database needs before a server may open it: today's schema, epochs above all others, no open links. */
export async function settleRestored(database: Database, epochBefore: number): Promise<void> {
	await migrate(database);
	await database.db.transaction().execute(async (tx) => {
		const epoch = Math.max(epochBefore, await highestEpoch(tx)) + 1;
		await tx.updateTable('room_owner').set({ epoch }).execute();
		await tx.deleteFrom('token').execute();
	});
}
