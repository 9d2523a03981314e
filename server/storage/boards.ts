import type { WorkshopId } from '#domain/ids.ts';
import { copyBytes, fromHex, toHex } from './bytes.ts';
import type { Database, Row, Tx } from './schema.ts';
import type { BoardStore, KeptBoard, StoredMoment } from './storage.ts';

/** Moments of one table that are kept: ten sessions of ten phases, twice. Beyond that the oldest goes. */
export const MOMENTS_KEPT = 200;

export function boardStore({ db }: Database): BoardStore {
	return {
		async moments(workshop) {
			const rows = await db
				.selectFrom('board_moment')
				.selectAll()
				.where('workshop', '=', workshop)
				.orderBy('seq')
				.execute();
			return rows.map(momentOf);
		},
		async picture(workshop, seq) {
			const row = await db
				.selectFrom('board_moment')
				.innerJoin('board_picture', (join) =>
					join
						.onRef('board_picture.workshop', '=', 'board_moment.workshop')
						.onRef('board_picture.hash', '=', 'board_moment.hash'),
				)
				.selectAll('board_moment')
				.select('board_picture.bytes')
				.where('board_moment.workshop', '=', workshop)
				.where('board_moment.seq', '=', seq)
				.executeTakeFirst();
			return row ? { ...momentOf(row), bytes: copyBytes(row.bytes) } : null;
		},
	};
}

/** Keeps a board within the transaction of the event that ended its phase. The same board as at another moment is stored once. */
export async function keepBoard(tx: Tx, workshop: WorkshopId, board: KeptBoard): Promise<void> {
	const { seq, at, phase, ended, bytes } = board;
	const hash = fromHex(board.hash);
	await tx
		.insertInto('board_picture')
		.values({ workshop, hash, bytes })
		.onConflict((conflict) => conflict.columns(['workshop', 'hash']).doNothing())
		.execute();
	await tx.insertInto('board_moment').values({ workshop, seq, at, phase, ended, hash }).execute();
	await dropOldest(tx, workshop);
}

export async function eraseBoards(tx: Tx, workshop: WorkshopId): Promise<void> {
	for (const table of ['board_moment', 'board_picture'] as const) {
		await tx.deleteFrom(table).where('workshop', '=', workshop).execute();
	}
}

async function dropOldest(tx: Tx, workshop: WorkshopId): Promise<void> {
	const beyond = await tx
		.selectFrom('board_moment')
		.select('seq')
		.where('workshop', '=', workshop)
		.orderBy('seq', 'desc')
		.offset(MOMENTS_KEPT)
		.limit(1)
		.executeTakeFirst();
	if (!beyond) return;
	await tx.deleteFrom('board_moment').where('workshop', '=', workshop).where('seq', '<=', beyond.seq).execute();
	await tx
		.deleteFrom('board_picture')
		.where('workshop', '=', workshop)
		.where((eb) =>
			eb.not(
				eb.exists(
					eb
						.selectFrom('board_moment')
						.select('board_moment.seq')
						.whereRef('board_moment.workshop', '=', 'board_picture.workshop')
						.whereRef('board_moment.hash', '=', 'board_picture.hash'),
				),
			),
		)
		.execute();
}

function momentOf({ seq, at, phase, ended, hash }: Row<'board_moment'>): StoredMoment {
	return { seq, at, phase, ended, hash: toHex(hash) };
}
