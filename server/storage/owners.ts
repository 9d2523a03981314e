import type { WorkshopId } from '#domain/ids.ts';
import type { Database, Tx } from './schema.ts';
import { FencedError, type OwnerStore } from './storage.ts';

/** How a process keeps others from a workshop while it lives; each database has its own way. */
export interface OwnerLocks {
	/** True when this process holds the workshop now; false while another live process does. */
	hold(workshop: WorkshopId): Promise<boolean>;
	drop(workshop: WorkshopId): Promise<void>;
}

export function ownerStore({ db }: Database, locks: OwnerLocks): OwnerStore {
	return {
		async claim(workshop) {
			if (!(await locks.hold(workshop))) return 'busy';
			return await db
				.insertInto('room_owner')
				.values({ workshop, epoch: 1 })
				.onConflict((conflict) =>
					conflict.column('workshop').doUpdateSet((eb) => ({ epoch: eb('room_owner.epoch', '+', 1) })),
				)
				.returning('epoch')
				.executeTakeFirstOrThrow();
		},
		async release(workshop, epoch) {
			// Letting go raises the epoch too, so that an append still under way here is refused and not lost to the next owner.
			const { numUpdatedRows } = await db
				.updateTable('room_owner')
				.set((eb) => ({ epoch: eb('epoch', '+', 1) }))
				.where('workshop', '=', workshop)
				.where('epoch', '=', epoch)
				.executeTakeFirst();
			if (numUpdatedRows > 0n) await locks.drop(workshop);
		},
	};
}

/**
 * Throws `FencedError` unless `epoch` is the workshop's. Holds the row until the transaction ends, so that a claim made
 * meanwhile waits for this append or this append sees the claim.
 */
export async function assertOwner(tx: Tx, { dialect }: Database, workshop: WorkshopId, epoch: number): Promise<void> {
	const row = await tx
		.selectFrom('room_owner')
		.select('epoch')
		.where('workshop', '=', workshop)
		.$if(dialect === 'postgres', (query) => query.forShare())
		.executeTakeFirst();
	if (row?.epoch !== epoch) {
		throw new FencedError(`workshop ${workshop} is owned under epoch ${row?.epoch ?? 'none'}, not ${epoch}`);
	}
}
