import { randomBytes } from 'node:crypto';
import type { Storage, StoredUpdate } from '../../../server/storage/storage.ts';
import type { ParticipantId, WorkshopId } from '../../../src/domain/ids.ts';
import { append, AT, newParticipant, newPrincipal, newWorkshop, person } from '../examples.ts';

export const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, value) => value);
export const MEGABYTE = Uint8Array.from(randomBytes(1_000_000));

/** An update of nobody in particular. */
export const update = (bytes: Uint8Array): StoredUpdate => ({ bytes, participant: null, at: AT });

/** A new table that this storage owns. */
export async function claimed(storage: Storage): Promise<{ workshop: WorkshopId; epoch: number }> {
	const workshop = newWorkshop();
	const owner = await storage.owners.claim(workshop);
	if (owner === 'busy') throw new Error('a new workshop can have no other owner');
	return { workshop, epoch: owner.epoch };
}

/** A guest at a table, with a session, a rejoin code and a name. */
export async function joined(
	storage: Storage,
): Promise<{ workshop: WorkshopId; epoch: number; participant: ParticipantId; principal: string }> {
	const { workshop, epoch } = await claimed(storage);
	const participant = newParticipant();
	const principal = newPrincipal();
	await storage.auth.createGuest(principal, 1);
	await storage.auth.createSession({ hash: `session of ${principal}`, principal, expiresAt: 9, provedAt: null });
	await storage.log.append(
		append(workshop, epoch, { records: [person(participant)], memberships: [{ participant, principal }] }),
	);
	await storage.people.setRejoinCode(participant, `code of ${participant}`);
	return { workshop, epoch, participant, principal };
}
