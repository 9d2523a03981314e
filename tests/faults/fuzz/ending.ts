import * as Y from 'yjs';
import { documentName } from '#board/document-names.ts';
import { ROOTS } from '#board/roots.ts';
import type { Storage } from '../../../server/storage/storage.ts';
import { contentOf, differenceOf } from './content.ts';
import type { House } from './house.ts';
import type { Person } from './person.ts';
import { Found } from './watch.ts';

/** What a person’s device shows as saved stands in the document as that person wrote it. */
export function expectKept({ doc }: House, person: Person, vector: ReadonlyMap<number, number>): void {
	const { clientID, store } = person.doc;
	const until = Math.min(vector.get(clientID) ?? 0, Y.getState(store, clientID));
	for (let clock = person.acknowledged.get(clientID) ?? 0; clock < until;) {
		const own: unknown = Y.getItem(store, Y.createID(clientID, clock));
		if (!(own instanceof Y.Item || own instanceof Y.GC)) return;
		const end = own.id.clock + own.length;
		if (own instanceof Y.Item && !own.deleted) {
			if (Y.getState(doc.store, clientID) < Math.min(end, until))
				throw new Found(`${person.name} was told that more is saved than is`);
			const kept: unknown = Y.getItem(doc.store, Y.createID(clientID, clock));
			if (kept instanceof Y.GC)
				throw new Found(`${person.name} was told that something is saved that was refused`);
		}
		clock = end;
	}
}

/** All copies read like the server's, and so does the disk, with who wrote what. */
export async function expectAgreement(house: House, people: readonly Person[], storage: Storage): Promise<void> {
	const { workshop, document } = house.place;
	const roots = ROOTS[document.document];
	const server = contentOf(house.doc, roots);
	for (const { name, doc, isQuiet } of people) {
		if (!isQuiet) throw new Found(`${name} never comes to rest`);
		const difference = differenceOf(contentOf(doc, roots), server);
		if (difference !== null) throw new Found(`${name} sees another document: ${difference}`);
	}
	const stored = await storage.documents.load(workshop, documentName(document));
	const copy = new Y.Doc();
	if (stored.snapshot) Y.applyUpdate(copy, stored.snapshot);
	for (const { bytes } of stored.updates) Y.applyUpdate(copy, bytes);
	const difference = differenceOf(contentOf(copy, roots), server);
	if (difference !== null) throw new Found(`the disk holds another document: ${difference}`);
	for (const { name, acknowledged } of people) {
		for (const [client, clock] of acknowledged) {
			if (Y.getState(copy.store, client) < clock) throw new Found(`${name}’s acknowledged edits are not on disk`);
		}
	}
	const claims = new Map(stored.claims.map(({ clientId, participant }) => [clientId, participant]));
	for (const [client, owner] of house.watch.owners) {
		const said = claims.get(client) ?? 'nobody';
		if (said !== owner) throw new Found(`the disk says of client ${client} that it is ${said}’s, not ${owner}’s`);
	}
	for (const { bytes, participant } of stored.updates) {
		for (const { id } of Y.decodeUpdate(bytes).structs) {
			const owner = house.watch.owners.get(id.client) ?? null;
			if (owner !== participant) throw new Found(`an update of ${owner} is stored as ${participant}’s`);
		}
	}
}
