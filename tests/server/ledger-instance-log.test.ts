import { hexToBytes } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isCheckpointOf, parseCheckpoint } from '#domain/ledger/checkpoint.ts';
import { includes } from '#domain/ledger/proofs.ts';
import { sql } from 'kysely';
import { InstanceLogDamaged, recordLeaf } from '../../server/ledger/instance-log.ts';
import { verifySignature } from '../../server/ledger/signing.ts';
import { openDatabase } from '../../server/storage/open.ts';
import type { StoredCheckpoint } from '../../server/storage/storage.ts';
import { eachDialect } from '../support/storage.ts';
import { Lane } from './workshops/lane.ts';

const read = (checkpoint: StoredCheckpoint | null) => {
	const signed = parseCheckpoint(checkpoint?.note ?? '');
	if (!signed) throw new Error('no checkpoint');
	return signed;
};

eachDialect((dialect) => {
	describe('the log of the instance', () => {
		let lane: Lane;
		beforeEach(async () => {
			lane = await Lane.open(dialect);
		});
		afterEach(() => lane.close());

		async function issueOne() {
			const { id, lucia } = await lane.table();
			const { ana, ben, chela } = await lane.seatAll(id, lucia);
			await lane.adoptRules(id, lucia, [ana, ben, chela]);
			const commitment = await lane.issue(id, lucia, [ana, ben, chela]);
			const [row] = await lane.storage.log.issued(commitment);
			if (!row) throw new Error('nothing was issued');
			return { id, lucia, commitment, row, leaf: recordLeaf(row) };
		}

		test('[M2] issuing adds the record and every table’s chain, and signs a checkpoint that proves both', async () => {
			const other = await lane.table();
			const { id, row, leaf } = await issueOne();
			const checkpoint = read(await lane.instanceLog.latest());
			expect(isCheckpointOf(checkpoint, row.publicKey, verifySignature)).toBe(true);
			const stored = await lane.storage.instanceLog.leaf(leaf.hash);
			const tree = await lane.instanceLog.tree(checkpoint.size);
			const proves = (index: number, hash: string) =>
				includes(
					{ index, size: checkpoint.size, leaf: hexToBytes(hash), root: hexToBytes(checkpoint.root) },
					tree.inclusion(index, checkpoint.size),
				);
			expect(stored && proves(stored.index, leaf.hash)).toBe(true);
			const heads = await lane.storage.instanceLog.leavesOf('head');
			expect(heads.map(({ subject }) => subject).sort()).toEqual([id, other.id].sort());
			for (const { index, hash, subject, number, text } of heads) {
				expect(proves(index, hash)).toBe(true);
				const event = (await lane.storage.log.events(subject as typeof id)).at(-1);
				expect({ number, text: JSON.parse(text) as object }).toMatchObject({
					number: event?.seq,
					text: { hash: event?.hash },
				});
			}
		});

		test('[M3] a checkpoint is made when a session closes, and none where nothing changed', async () => {
			const { id, lucia } = await lane.table();
			await lane.seatAll(id, lucia);
			expect(await lane.instanceLog.latest()).toBeNull();
			await lane.do(id, lucia, { type: 'closeSession' });
			const made = await lane.instanceLog.latest();
			expect(made).not.toBeNull();
			expect(await lane.instanceLog.checkpoint()).toEqual(made);
			await lane.do(id, lucia, { type: 'setLock', target: { kind: 'board' }, reason: 'Pausa' });
			expect((await lane.instanceLog.checkpoint()).size).toBe((made?.size ?? 0) + 1);
		});

		test('[M2] a crash between issuing and signing loses nothing: the next start signs what was issued', async () => {
			const { id, lucia } = await lane.table();
			const { ana, ben, chela } = await lane.seatAll(id, lucia);
			await lane.adoptRules(id, lucia, [ana, ben, chela]);
			lane.instanceLog.checkpoint = () => Promise.reject(new Error('the power went'));
			await expect(lane.issue(id, lucia, [ana, ben, chela])).rejects.toThrow('the power went');
			expect(await lane.instanceLog.latest()).toBeNull();
			await lane.restart();
			const checkpoint = await lane.instanceLog.checkpoint();
			const [row] = await lane.storage.log.allIssued();
			const leaf = row && (await lane.storage.instanceLog.leaf(recordLeaf(row).hash));
			expect(leaf?.index).toBeLessThan(checkpoint.size);
		});

		test('[M2] what an earlier version issued without a log stands in it after the next start', async () => {
			const { row, leaf } = await issueOne();
			await beneath(async (run) => {
				await run('drop table log_leaf');
				await run('drop table log_checkpoint');
				await run('drop table evidence');
				// With all that came later, in the order in which it may go.
				const later = ['webhook', 'action_plan_table', 'action_plan', 'turnout', 'secret_ballot', 'stand_in'];
				for (const table of later) await run(`drop table ${table}`);
				await run('alter table sign_in_session drop column proved_at');
				await run('delete from schema_version where version >= 16');
			});
			await lane.restart();
			expect(await lane.storage.instanceLog.leaves()).toEqual([]);
			const checkpoint = read(await lane.instanceLog.checkpoint());
			expect(isCheckpointOf(checkpoint, row.publicKey, verifySignature)).toBe(true);
			expect(await lane.storage.instanceLog.leaf(leaf.hash)).toMatchObject({ index: 2 });
			expect((await lane.storage.instanceLog.leaves()).map(({ type }) => type)).toEqual([
				'key',
				'key',
				'record',
				'head',
			]);
		});

		test('F36 nothing is signed over a log that was rewritten or cut', async () => {
			const { leaf } = await issueOne();
			const signed = await lane.instanceLog.latest();
			const { hash } = recordLeaf({ ...(await lane.storage.log.allIssued())[0]!, version: 9 });
			await tamper(`update log_leaf set hash = '${hash}' where hash = '${leaf.hash}'`);
			await lane.restart();
			await expect(lane.instanceLog.checkpoint()).rejects.toThrow(InstanceLogDamaged);
			await tamper(`update log_leaf set hash = '${leaf.hash}' where hash = '${hash}'`);
			await tamper(`delete from log_leaf where position = ${(signed?.size ?? 0) - 1}`);
			await tamper(`delete from event where seq > 3`);
			await lane.restart();
			await expect(lane.instanceLog.checkpoint()).rejects.toThrow(InstanceLogDamaged);
			expect(await lane.instanceLog.latest()).toEqual(signed);
		});

		/** As somebody with the file would: triggers first. */
		async function tamper(statement: string): Promise<void> {
			await beneath(async (run) => {
				if (dialect === 'postgres') await run('set session_replication_role = replica');
				else
					for (const table of ['log_leaf', 'event'])
						for (const on of ['no_update', 'no_delete']) await run(`drop trigger if exists ${table}_${on}`);
				await run(statement);
				if (dialect === 'postgres') await run('set session_replication_role = origin');
			});
		}

		async function beneath(look: (run: (statement: string) => Promise<unknown>) => Promise<void>): Promise<void> {
			const opened = await openDatabase({ url: lane.database.url, role: 'admin' });
			await opened.database.db.connection().execute((db) => look((statement) => sql.raw(statement).execute(db)));
			await opened.close();
		}
	});
});
