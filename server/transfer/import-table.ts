import { isOfBallot } from '#domain/ballot-events.ts';
import { replay } from '#domain/evolve.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { decodeEvent } from '../ledger/chain.ts';
import { recordLeaf } from '../ledger/instance-log.ts';
import type { Storage } from '../storage/storage.ts';
import { freshId } from '../workshops/fresh-id.ts';
import { summarise } from '../workshops/table.ts';
import { ArchiveRefused } from './archive-refused.ts';
import type { TableArchive } from './read-archive.ts';

/**
 * Brings a table in under its own id, with its chain as it is. The log comes last and in one transaction: before it there is no such
 * table, and whoever is interrupted begins again. Throws `ArchiveRefused`.
 */
export async function importTable(storage: Storage, archive: TableArchive, now: number): Promise<WorkshopId> {
	const { workshop } = archive;
	if (await storage.log.exists(workshop)) throw new ArchiveRefused('archive.exists', workshop);
	const events = archive.events.map(decodeEvent);
	const state = replay(events);
	if (!state) throw new ArchiveRefused('archive.malformed', 'events.jsonl');
	const owner = await storage.owners.claim(workshop);
	if (owner === 'busy') throw new ArchiveRefused('archive.exists', workshop);
	const { epoch } = owner;
	try {
		await bringDocuments(storage, archive, epoch);
		for (const asset of archive.assets) await storage.assets.add(workshop, epoch, asset);
		const memberships = archive.people.map(({ participant }) => ({ participant, principal: freshId<string>() }));
		for (const { principal } of memberships) await storage.auth.createGuest(principal, now);
		const texts = new Map(archive.texts.map(({ hash, text }) => [hash, text]));
		const changedAt = events.findLast(({ body }) => !isOfBallot(body))?.at ?? state.createdAt;
		await storage.log.append({
			...{ workshop, epoch, memberships, joinCode: null },
			events: archive.events,
			texts: archive.texts,
			records: archive.records,
			boards: archive.boards,
			issued: archive.issued,
			leaves: archive.issued.map(recordLeaf),
			summary: summarise(state, (hash) => texts.get(hash), changedAt),
		});
		for (const { participant, code } of archive.people) {
			if (code !== null) await storage.people.setRejoinCode(participant, code);
		}
	} finally {
		await storage.owners.release(workshop, epoch);
	}
	return workshop;
}

async function bringDocuments(
	{ documents }: Storage,
	{ workshop, documents: brought }: TableArchive,
	epoch: number,
): Promise<void> {
	for (const name of await documents.list(workshop)) await documents.discard(workshop, name); // of an import that broke off
	for (const { name, snapshot, snapshotUntil, updates, claims } of brought) {
		const folded = snapshot ? [{ bytes: snapshot, participant: null, at: snapshotUntil }] : [];
		await documents.append([{ workshop, epoch, document: name, updates: folded, claims }]);
		if (snapshot) await documents.compact(workshop, epoch, name, snapshot, 1, [], snapshotUntil);
		if (updates.length > 0) await documents.append([{ workshop, epoch, document: name, updates, claims: [] }]);
	}
}
