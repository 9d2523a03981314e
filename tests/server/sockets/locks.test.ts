import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addCard, cardText, moveCard } from '#board/edit-cards.ts';
import { link } from '#board/edit-links.ts';
import { linkId, newCardId } from '#board/ids.ts';
import { linksOf } from '#board/roots.ts';
import { ID_BYTES, type CardId } from '#domain/ids.ts';
import type { LockTarget } from '#domain/events.ts';
import type { CommandAnswer } from '#protocol/api.ts';
import type { ResetMessage } from '#protocol/sync.ts';
import type { Person } from '../../support/people.ts';
import { RawClient } from '../../support/raw-client.ts';
import { serveTable, type ServedTable } from './table.ts';

let table: ServedTable;
beforeAll(async () => {
	table = await serveTable();
});
afterAll(() => table.server.stop());

const clients: RawClient[] = [];
afterAll(() => clients.forEach((client) => client.close()));

async function raw({ token }: Person): Promise<RawClient> {
	const protocols = ['mesa.2', 'mesa.1', `bearer.${token}`];
	const client = new RawClient(`${table.sockets}/sync/${table.id}/board`, protocols);
	clients.push(client);
	await client.sync();
	client.sendSync(1, Y.encodeStateAsUpdate(new Y.Doc()));
	return client;
}

/** Changes the own copy and sends each change; resolves once it is on disk, or refused. */
async function write(client: RawClient, change: (doc: Y.Doc) => void): Promise<'saved' | 'refused'> {
	const [saved, resets] = [client.saved.length, client.resets.length];
	const send = (update: Uint8Array) => client.sendUpdate(update);
	client.doc.on('update', send);
	change(client.doc);
	client.doc.off('update', send);
	await client.until(() => client.saved.length > saved || client.resets.length > resets);
	return client.resets.length > resets ? 'refused' : 'saved';
}

async function decide(type: 'setLock' | 'liftLock', target: LockTarget): Promise<string> {
	const { body } = await table.lucia.command<CommandAnswer | { code: string }>(table.id, {
		type,
		target,
		reason: 'Ya se acordó',
	});
	return 'code' in body ? String(body.code) : 'ok';
}

const freshId = (): CardId => newCardId(randomBytes(ID_BYTES));
const type = (doc: Y.Doc, card: CardId) => cardText(doc, card)?.insert(0, 'No: ');

describe('a lock that a command has set', () => {
	it('[T5] holds for the next message: on the card, its links, and for whoever facilitates; not beside it', async () => {
		const ana = await raw(await table.join('Ana'));
		const [closed, open] = [freshId(), freshId()];
		for (const id of [closed, open]) {
			expect(await write(ana, (doc) => addCard(doc, { id, kind: 'cause', text: 'Causa', pos: [0, 0] }))).toBe(
				'saved',
			);
		}
		expect(await decide('setLock', { kind: 'card', card: closed })).toBe('ok');
		expect(await write(ana, (doc) => moveCard(doc, open, [90, 90]))).toBe('saved');
		expect(await write(ana, (doc) => type(doc, closed))).toBe('refused');
		const reset = ana.resets.at(-1) as ResetMessage; // as the server says it
		expect(reset).toMatchObject({ code: 'lock.held', lock: { by: 'Lucía', reason: 'Ya se acordó' } });
		expect(reset.lock?.target).toEqual({ kind: 'card', card: closed });

		const tying = await raw(await table.join('Ben'));
		const put = (doc: Y.Doc) => linksOf(doc).set(linkId(open, closed), { from: open, to: closed, gone: false });
		expect(await write(tying, put)).toBe('refused');
		expect(await write(await raw(table.lucia), (doc) => moveCard(doc, closed, [5, 5]))).toBe('refused');

		expect(await decide('liftLock', { kind: 'card', card: closed })).toBe('ok');
		expect(await write(await raw(await table.join('Chela')), (doc) => type(doc, closed))).toBe('saved');
	});

	it('[T6] on a branch holds for what feeds it now, and lets go of what was untied before', async () => {
		const ana = await raw(await table.join('Ana'));
		const [root, feeder, loose] = [freshId(), freshId(), freshId()];
		for (const id of [root, feeder, loose]) {
			await write(ana, (doc) => addCard(doc, { id, kind: 'cause', text: 'Causa', pos: [0, 0] }));
		}
		expect(await write(ana, (doc) => link(doc, feeder, root))).toBe('saved');
		expect(await decide('setLock', { kind: 'branch', card: root })).toBe('ok');
		expect(await write(ana, (doc) => type(doc, loose))).toBe('saved');
		expect(await write(ana, (doc) => type(doc, feeder))).toBe('refused');
	});

	it('[T5] is refused for a card that the board does not have', async () => {
		expect(await decide('setLock', { kind: 'branch', card: freshId() })).toBe('card.unknown');
	});
});
