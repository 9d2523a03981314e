import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, openStorage, type OpenDatabase } from '../../server/storage/open.ts';
import type { WorkshopId } from '../../src/domain/ids.ts';
import { eachDialect, testDatabase, type TestDatabase } from '../support/storage.ts';
import { claimed } from './contract/given.ts';
import { append, issued, text } from './examples.ts';

eachDialect((dialect) => {
	let place: TestDatabase;
	let opened: OpenDatabase;
	let workshop: WorkshopId;
	beforeAll(async () => {
		place = await testDatabase(dialect);
		const storage = await openStorage({ url: place.url, role: 'server' });
		const owned = await claimed(storage);
		workshop = owned.workshop;
		await storage.log.append(
			append(workshop, owned.epoch, { texts: [text('"title"')], issued: [issued(workshop, 'commitment')] }),
		);
		await storage.close();
		opened = await openDatabase({ url: place.url, role: 'admin' });
	});
	afterAll(async () => {
		await opened.close();
		await place.remove();
	});

	const changes = [
		['rewriting an event', `update event set at = 0`],
		['deleting an event', `delete from event`],
		['rewriting an issued record', `update issued_record set signature = ''`],
		['deleting an issued record', `delete from issued_record`],
		['rewording a table text', `update table_text set hash = ''`],
		...(dialect === 'sqlite'
			? [
					['replacing an event', `insert or replace into event select * from event`],
					['replacing an issued record', `replace into issued_record select * from issued_record`],
				]
			: [
					['emptying the log', `truncate event`],
					['emptying the issued records', `truncate issued_record cascade`],
				]),
	];

	test.each(changes)('F36 the database refuses %s', async (_title, statement) => {
		await expect(sql.raw(statement ?? '').execute(opened.database.db)).rejects.toThrow('is append-only');
		const events = await sql<{ at: number }>`select at from event where workshop = ${workshop}`.execute(
			opened.database.db,
		);
		expect(events.rows).toEqual([{ at: 1_700_000_000_001 }]);
	});

	test('an event cannot stand twice under one number', async () => {
		const again = sql`insert into event (workshop, seq, at, prev, hash, bytes)
			select workshop, seq, at, prev, hash, bytes from event`;
		await expect(again.execute(opened.database.db)).rejects.toThrow();
	});
});
