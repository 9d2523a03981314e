import { setImmediate } from 'node:timers/promises';
import { openStorage } from '../../../server/storage/open.ts';
import { append } from '../examples.ts';
import { claimed, update } from '../contract/given.ts';

// A server process as the tests need one: opens the database, stores one event, says so, and writes to
// the board without a pause until it is killed.
const url = process.argv[2];
if (!url) throw new Error('usage: hold-server.ts <database url>');
const storage = await openStorage({ url, role: 'server' });
const { workshop, epoch } = await claimed(storage);
await storage.log.append(append(workshop, epoch));
const edit = { workshop, epoch, document: 'board', updates: [update(Uint8Array.of(1))], claims: [] };
await storage.documents.append([edit]);
console.log(JSON.stringify({ workshop, epoch }));
for (;;) {
	await storage.documents.append([edit]);
	await setImmediate();
}
