import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { moveCard } from '#board/edit-cards.ts';
import { readTree } from '#board/read-tree.ts';
import type { CardId } from '#domain/ids.ts';
import { updateOf, type RawClient } from '../support/raw-client.ts';
import { put, sendEdits, serveAttacked, type AttackedTable } from './support/table.ts';

let table: AttackedTable;
beforeAll(async () => {
	table = await serveAttacked();
});
afterAll(() => table.stop());

const positionIn = (doc: Y.Doc, card: CardId) => readTree(doc).cards.get(card)?.pos;
const move = (client: RawClient, card: CardId, x: number) => updateOf(client.doc, (doc) => moveCard(doc, card, [x, 0]));

/** A card that both see, and that Ana moves while she is away. */
async function movedByBoth(anasId: number, bensId: number) {
	const [ana, ben] = [await table.raw(table.ana), await table.raw(table.ben)];
	const card = put(ana, 'Brecha');
	await ben.until(() => positionIn(ben.doc, card) !== undefined);
	await ana.until(() => ana.saved.at(-1)?.edits === 3);
	ana.doc.clientID = anasId;
	ben.doc.clientID = bensId;
	const moved = move(ana, card, 100);
	sendEdits(ben, () => moveCard(ben.doc, card, [200, 0]));
	await ana.until(() => positionIn(ana.doc, card)?.[0] === (anasId > bensId ? 100 : 200));
	return { ana, ben, card, moved };
}

test('F30 a move that lost to somebody else’s while its author was away is no refusal', async () => {
	const { ana, ben, card } = await movedByBoth(1_000, 2_000);
	// What she sends on coming back knows already that Ben’s move counts.
	ana.sendSync(1, Y.encodeStateAsUpdate(ana.doc, Y.encodeStateVector(ben.doc)));
	await ana.until(() => ana.saved.at(-1)?.edits === 4);
	expect(ana.resets).toEqual([]);
	expect(await table.read((doc) => positionIn(doc, card))).toEqual([200, 0]);
});

test('F30 a move that won over somebody else’s while its author was away counts, and takes the other’s place', async () => {
	const { ana, ben, card } = await movedByBoth(4_000, 3_000);
	ana.sendSync(1, Y.encodeStateAsUpdate(ana.doc, Y.encodeStateVector(ben.doc)));
	await ana.until(() => ana.saved.at(-1)?.edits === 4);
	expect(ana.resets).toEqual([]);
	await ben.until(() => positionIn(ben.doc, card)?.[0] === 100);
});
