import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Texts are never reworded, only erased with their table; so UPDATE is refused and DELETE is not. */
export const tableTexts: Migration = {
	version: 3,
	name: 'table texts',
	async up({ db, dialect, table, bytes }) {
		await table('table_text')
			.addColumn('workshop', 'text', (column) => column.notNull().references('room_owner.workshop'))
			.addColumn('hash', 'text', (column) => column.notNull())
			.addColumn('bytes', bytes, (column) => column.notNull())
			.addPrimaryKeyConstraint('table_text_pkey', ['workshop', 'hash'])
			.execute();
		if (dialect === 'sqlite') {
			await sql`create trigger table_text_no_update before update on table_text
				begin select raise(abort, 'table_text is append-only'); end`.execute(db);
		} else {
			await sql`create trigger table_text_no_update before update on table_text
				for each row execute function refuse_change()`.execute(db);
		}
	},
};
