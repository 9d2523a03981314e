import type { ParticipantId, RecordRef, WorkshopId } from '#domain/ids.ts';
import { eraseBoards } from './boards.ts';
import type { Tx } from './schema.ts';

/**
 * Deletes what tells who the person was: name and organisation, statements that no issued text holds, codes, answers, sign-in.
 * Ballots, edits and client-id claims stay under the random id, which now names nobody.
 */
export async function erasePerson(
	tx: Tx,
	workshop: WorkshopId,
	participant: ParticipantId,
	keep: readonly RecordRef[],
): Promise<void> {
	await tx
		.deleteFrom('person_record')
		.where('workshop', '=', workshop)
		.where('participant', '=', participant)
		.execute();
	await tx
		.deleteFrom('statement')
		.where('workshop', '=', workshop)
		.where('participant', '=', participant)
		.$if(keep.length > 0, (query) => query.where('ref', 'not in', keep))
		.execute();
	// What they wrote for themselves was shown to nobody, and goes with them.
	await tx.deleteFrom('document').where('workshop', '=', workshop).where('name', '=', `own-${participant}`).execute();
	const elsewhere = await tx
		.selectFrom('stand_in')
		.select('principal')
		.where('participant', '=', participant)
		.execute();
	const left = await tx
		.deleteFrom('participant') // its rejoin code and its stand-ins go with it
		.where('workshop', '=', workshop)
		.where('participant', '=', participant)
		.returning('principal')
		.executeTakeFirst();
	if (!left) return;
	for (const { principal } of [left, ...elsewhere]) {
		await tx.deleteFrom('answer').where('workshop', '=', workshop).where('principal', '=', principal).execute();
		await signOutForGood(tx, principal);
	}
}

/** A guest who sits at no other table is nobody any more; an account, or a guest elsewhere, stays signed in there. */
async function signOutForGood(tx: Tx, principal: string): Promise<void> {
	const elsewhere = await tx
		.selectFrom('participant')
		.select('participant')
		.where('principal', '=', principal)
		.executeTakeFirst();
	const account = await tx.selectFrom('account').select('id').where('id', '=', principal).executeTakeFirst();
	if (elsewhere || account) return;
	await tx.deleteFrom('sign_in_session').where('principal', '=', principal).execute();
	await tx.deleteFrom('guest').where('id', '=', principal).execute();
}

/** Deletes all of a table but its chain: only one whose rules were not adopted is ever erased, which the domain decides. */
export async function eraseWorkshop(tx: Tx, workshop: WorkshopId): Promise<void> {
	const elsewhere = await tx.deleteFrom('stand_in').where('workshop', '=', workshop).returning('principal').execute();
	const people = await tx.deleteFrom('participant').where('workshop', '=', workshop).returning('principal').execute();
	for (const { principal } of [...people, ...elsewhere]) await signOutForGood(tx, principal);
	await eraseBoards(tx, workshop);
	const tables = [
		'person_record',
		'statement',
		'ballot',
		'secret_ballot',
		'turnout',
		'table_text',
		'asset',
		'document', // with its updates, snapshot and claims
		'join_code',
		'token',
		'answer',
	] as const;
	for (const table of tables) await tx.deleteFrom(table).where('workshop', '=', workshop).execute();
	// Whoever still writes to one of its documents is fenced from here on, so that nothing comes back.
	await tx
		.updateTable('room_owner')
		.set((eb) => ({ epoch: eb('epoch', '+', 1) }))
		.where('workshop', '=', workshop)
		.execute();
}
