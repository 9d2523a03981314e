import { copyBytes } from './bytes.ts';
import { assertOwner } from './owners.ts';
import type { Database, Row } from './schema.ts';
import type { AssetFacts, AssetStore } from './storage.ts';

const FACTS = ['id', 'participant', 'type', 'width', 'height', 'size', 'at'] as const;

export function assetStore(database: Database): AssetStore {
	const { db } = database;
	return {
		async add(workshop, epoch, asset) {
			await db.transaction().execute(async (tx) => {
				await assertOwner(tx, database, workshop, epoch);
				await tx
					.insertInto('asset')
					.values({ workshop, ...asset })
					.onConflict((conflict) => conflict.columns(['workshop', 'id']).doNothing())
					.execute();
			});
		},
		async read(workshop, id) {
			const row = await db
				.selectFrom('asset')
				.selectAll()
				.where('workshop', '=', workshop)
				.where('id', '=', id)
				.executeTakeFirst();
			return row ? { ...factsOf(row), bytes: copyBytes(row.bytes) } : null;
		},
		async list(workshop) {
			return await db.selectFrom('asset').select(FACTS).where('workshop', '=', workshop).orderBy('id').execute();
		},
	};
}

function factsOf({ id, participant, type, width, height, size, at }: Row<'asset'>): AssetFacts {
	return { id, participant, type, width, height, size, at };
}
