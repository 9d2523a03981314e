import { randomBytes } from 'node:crypto';
import * as Y from 'yjs';
import { addCard, cardText } from '#board/edit-cards.ts';
import { newCardId } from '#board/ids.ts';
import { readTree } from '#board/read-tree.ts';
import type { CardKind } from '#domain/cards.ts';
import { ID_BYTES, type CardId, type ParticipantId } from '#domain/ids.ts';
import type { DocumentTarget } from '#domain/permissions.ts';
import type { TableSnapshot } from '#protocol/api.ts';
import type { Person } from '../../support/people.ts';
import { RawClient, updateOf } from '../../support/raw-client.ts';
import { serveTable, type ServedTable } from '../../server/sockets/table.ts';

export const BOARD: DocumentTarget = { document: 'board' };

/** Guests of the table under attack. Ana and Ben are honest; Mallory is a guest too, with a program of her own. */
export interface AttackedTable extends ServedTable {
	readonly ana: Person;
	readonly ben: Person;
	readonly mallory: Person;
	/** A socket on the board that speaks by hand, in sync and begun as an honest client begins. */
	raw(person: Person, protocols?: readonly string[]): Promise<RawClient>;
	/** What the server holds, all of it on disk. */
	texts(): Promise<string[]>;
	read<Result>(reader: (doc: Y.Doc) => Result): Promise<Result>;
	stop(): Promise<void>;
}

/** A whole server, its real rules and storage, with a table in the phase of causes. */
export async function serveAttacked(): Promise<AttackedTable> {
	const table = await serveTable();
	const [ana, ben, mallory] = [await table.join('Ana'), await table.join('Ben'), await table.join('Mallory')];
	const clients: RawClient[] = [];
	const read = <Result>(reader: (doc: Y.Doc) => Result) => table.server.house.rooms.read(table.id, BOARD, reader);
	return {
		...table,
		ana,
		ben,
		mallory,
		read,
		async raw({ token }, protocols = ['mesa.2', 'mesa.1']) {
			const client = new RawClient(`${table.sockets}/sync/${table.id}/board`, [...protocols, `bearer.${token}`]);
			clients.push(client);
			await client.sync();
			client.sendSync(1, Y.encodeStateAsUpdate(new Y.Doc()));
			return client;
		},
		texts: () => read((doc) => [...readTree(doc).cards.values()].map(({ text }) => text).sort()),
		async stop() {
			for (const client of clients) client.close();
			await table.server.stop();
		},
	};
}

/** Puts a card on the board as our pages do, and sends it. */
export function put(client: RawClient, text: string, kind: CardKind = 'cause'): CardId {
	const id = newCardId(randomBytes(ID_BYTES));
	sendEdits(client, () => addCard(client.doc, { id, kind, text, pos: [0, 0] }));
	return id;
}

/** Types at the end of a card. */
export function typeOn(client: RawClient, card: CardId, words: string): void {
	sendEdits(client, () => {
		const text = cardText(client.doc, card);
		text?.insert(text.length, words);
	});
}

/** Does something to the client's own copy and sends each change as it comes. */
export function sendEdits(client: RawClient, change: () => void): void {
	const send = (update: Uint8Array) => client.sendUpdate(update);
	client.doc.on('update', send);
	change();
	client.doc.off('update', send);
}

/** What somebody who has read the whole board would send, under a client id of their choosing. */
export function forged(client: RawClient, clientId: number, change: (doc: Y.Doc) => void): Uint8Array {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(client.doc));
	copy.clientID = clientId;
	return updateOf(copy, change);
}

export async function participantOf({ id }: ServedTable, person: Person): Promise<ParticipantId> {
	return (await person.get<TableSnapshot>(`/api/workshops/${id}`)).body.me.id;
}
