import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { addCard } from '#board/edit-cards.ts';
import { newCardId } from '#board/ids.ts';
import { readTree } from '#board/read-tree.ts';
import type { CardKind } from '#domain/cards.ts';
import { ID_BYTES } from '#domain/ids.ts';
import type { Person } from '../../support/people.ts';
import { serveTable, type ServedTable } from './table.ts';

let table: ServedTable;
const open: WebsocketProvider[] = [];
beforeAll(async () => {
	table = await serveTable();
});
afterAll(async () => {
	for (const provider of open) provider.destroy();
	await table.server.stop();
});

/** A program with the stock y-websocket provider: no code of ours between it and the server. */
function connect({ token }: Person): Y.Doc {
	const doc = new Y.Doc();
	const provider = new WebsocketProvider(`${table.sockets}/sync/${table.id}`, 'board', doc, {
		protocols: ['mesa.1', `bearer.${token}`],
		// The type asks for the browser's class; the provider uses what both have.
		WebSocketPolyfill: WebSocket as never,
		disableBc: true,
	});
	open.push(provider);
	return doc;
}

async function until(doc: Y.Doc, condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise<void>((resolve) => doc.once('update', () => resolve()));
}

function write(doc: Y.Doc, kind: CardKind, text: string) {
	const id = newCardId(randomBytes(ID_BYTES));
	addCard(doc, { id, kind, text, pos: [0, 0] });
	return id;
}
const textsOf = (doc: Y.Doc) => [...readTree(doc).cards.values()].map(({ text }) => text).sort();

describe('a stock y-websocket client', () => {
	it('reads and writes the board, live for all, and finds it there after a restart', async () => {
		const [ana, ben] = [await table.join('Ana'), await table.join('Ben')];
		const [first, second] = [connect(ana), connect(ben)];
		write(first, 'problem', 'Desigualdad laboral y salarial entre hombres y mujeres');
		await until(second, () => textsOf(second).length === 1);
		write(second, 'cause', 'Faltan guarderías con horarios de trabajo');
		await until(first, () => textsOf(first).length === 2);

		await table.server.restart();
		const third = connect(ana);
		await until(third, () => textsOf(third).length === 2);
		expect(textsOf(third)).toEqual([
			'Desigualdad laboral y salarial entre hombres y mujeres',
			'Faltan guarderías con horarios de trabajo',
		]);
		// The two that were there before come back by themselves, and go on.
		write(third, 'effect', 'Pocas mujeres llegan a puestos de decisión');
		await until(first, () => textsOf(first).length === 3);
		expect(textsOf(first)).toEqual(textsOf(third));
	});
});
