import { openStorage } from '../../../server/storage/open.ts';
import { claimed } from '../contract/given.ts';
import { append } from '../examples.ts';

// Says 'before', appends once, says 'after': what the system did in between is for a tracer to see.
const url = process.argv[2];
if (!url) throw new Error('usage: append-and-say.ts <database url>');
const storage = await openStorage({ url, role: 'server' });
const { workshop, epoch } = await claimed(storage);
console.log('before');
await storage.log.append(append(workshop, epoch));
console.log('after');
await storage.close();
