import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, openStorage, type OpenDatabase } from '../../server/storage/open.ts';
import { leafOf } from '../../src/domain/ledger/leaves.ts';
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
			append(workshop, owned.epoch, {
				texts: [text('"title"')],
				issued: [issued(workshop, 'commitment')],
				leaves: [leafOf({ type: 'head', workshop, seq: 1, hash: '0'.repeat(64) })],
			}),
		);
		await storage.instanceLog.addCheckpoint({ size: 1, at: 1, note: 'note' });
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
		['rewriting a leaf of the instance’s log', `update log_leaf set hash = ''`],
		['deleting a leaf', `delete from log_leaf`],
		['rewriting a checkpoint', `update log_checkpoint set at = 0`],
		['deleting a checkpoint', `delete from log_checkpoint`],
		['rewording a table text', `update table_text set hash = ''`],
		...(dialect === 'sqlite'
			? [
					['replacing an event', `insert or replace into event select * from event`],
					['replacing an issued record', `replace into issued_record select * from issued_record`],
					['replacing a leaf', `replace into log_leaf select * from log_leaf`],
					['replacing a checkpoint', `replace into log_checkpoint select * from log_checkpoint`],
				]
			: [
					['emptying the log', `truncate event`],
					['emptying the issued records', `truncate issued_record cascade`],
					['emptying the instance’s log', `truncate log_leaf`],
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
