import { copyBytes, fromUtf8, toHex, toUtf8 } from './bytes.ts';
import { insertLeaves, leafOfRow } from './leaves.ts';
import type { Database } from './schema.ts';
import type { InstanceLogStore } from './storage.ts';

export function instanceLogStore(database: Database): InstanceLogStore {
	const { db } = database;
	return {
		async leaves(from = 0) {
			const rows = await db
				.selectFrom('log_leaf')
				.selectAll()
				.where('position', '>=', from)
				.orderBy('position')
				.execute();
			return rows.map(leafOfRow);
		},
		async leavesOf(type, subject) {
			const rows = await db
				.selectFrom('log_leaf')
				.selectAll()
				.where('type', '=', type)
				.$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? ''))
				.orderBy('position')
				.execute();
			return rows.map(leafOfRow);
		},
		async leaf(hash) {
			const row = await db.selectFrom('log_leaf').selectAll().where('hash', '=', hash).executeTakeFirst();
			return row ? leafOfRow(row) : null;
		},
		append: (leaves) => db.transaction().execute((tx) => insertLeaves(tx, database, leaves)),
		async changedHeads() {
			const heads = await db
				.selectFrom('event')
				.select((eb) => ['workshop', eb.fn.max('seq').as('seq')])
				.groupBy('workshop')
				.orderBy('workshop')
				.execute();
			const logged = await db
				.selectFrom('log_leaf')
				.select((eb) => ['subject', eb.fn.max('number').as('number')])
				.where('type', '=', 'head')
				.groupBy('subject')
				.execute();
			const known = new Map(logged.map(({ subject, number }) => [subject, number]));
			const changed = heads.filter(({ workshop, seq }) => (known.get(workshop) ?? 0) < seq);
			return Promise.all(
				changed.map(async ({ workshop, seq }) => {
					const { hash } = await db
						.selectFrom('event')
						.select('hash')
						.where('workshop', '=', workshop)
						.where('seq', '=', seq)
						.executeTakeFirstOrThrow();
					return { workshop, seq, hash: toHex(hash) };
				}),
			);
		},
		async checkpoints() {
			const rows = await db.selectFrom('log_checkpoint').selectAll().orderBy('size').execute();
			return rows.map(({ size, at, note }) => ({ size, at, note: fromUtf8(note) }));
		},
		async checkpoint(size) {
			const row = await db
				.selectFrom('log_checkpoint')
				.selectAll()
				.$if(size !== undefined, (query) => query.where('size', '=', size ?? 0))
				.orderBy('size', 'desc')
				.limit(1)
				.executeTakeFirst();
			return row ? { size: row.size, at: row.at, note: fromUtf8(row.note) } : null;
		},
		async addCheckpoint({ size, at, note }) {
			// Another process may have signed the same moment: what stands first stays.
			await db.transaction().execute(async (tx) => {
				const known = await tx
					.selectFrom('log_checkpoint')
					.select('size')
					.where('size', '=', size)
					.executeTakeFirst();
				if (known) return;
				await tx
					.insertInto('log_checkpoint')
					.values({ size, at, note: toUtf8(note) })
					.onConflict((conflict) => conflict.doNothing())
					.execute();
			});
		},
		async evidence(commitment) {
			const rows = await db
				.selectFrom('evidence')
				.selectAll()
				.where('commitment', '=', commitment)
				.orderBy('at')
				.orderBy('hash')
				.execute();
			return rows.map(({ hash, at, bytes, file }) => ({
				...{ hash, commitment, at, text: fromUtf8(bytes) },
				file: file && copyBytes(file),
			}));
		},
		async addEvidence({ hash, commitment, at, text, file }, leaf) {
			await db.transaction().execute(async (tx) => {
				await insertLeaves(tx, database, [leaf]);
				await tx
					.insertInto('evidence')
					.values({ hash, commitment, at, bytes: toUtf8(text), file })
					.onConflict((conflict) => conflict.doNothing())
					.execute();
			});
		},
	};
}
