import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { inspect } from '../../../server/rooms/gate/inspect.ts';
import { updateOf } from '../../support/raw-client.ts';

const ROOTS = ['cards', 'links', 'drawings'];

/** Mulberry32: small, and the same everywhere. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

function boardDoc(clientId: number): Y.Doc {
	const doc = new Y.Doc();
	for (const root of ROOTS) doc.getMap(root);
	doc.clientID = clientId;
	return doc;
}

/** An honest edit of some kind, small ids so that mutated references often hit something. */
function honestEdit(doc: Y.Doc, random: () => number): Uint8Array {
	return updateOf(doc, () => {
		const cards = doc.getMap<unknown>('cards');
		const key = `c${Math.floor(random() * 6)}`;
		const card = cards.get(key);
		const text = card instanceof Y.Map ? card.get('text') : null;
		if (!(card instanceof Y.Map) || !(text instanceof Y.Text)) {
			cards.set(
				key,
				new Y.Map<unknown>([
					['text', new Y.Text('hola')],
					['pos', [1, 2]],
				]),
			);
		} else if (random() < 0.4) text.insert(Math.floor(random() * (text.length + 1)), 'abc');
		else if (random() < 0.5 && text.length > 1) text.delete(0, 1 + Math.floor(random() * (text.length - 1)));
		else if (random() < 0.2) cards.delete(key);
		else card.set('pos', [random(), random()]);
	});
}

function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
	const copy = Uint8Array.from(bytes);
	for (let hits = 1 + Math.floor(random() * 3); hits > 0; hits--) {
		const at = Math.floor(random() * copy.length);
		copy[at] = random() < 0.5 ? Math.floor(random() * 12) : Math.floor(random() * 256);
	}
	return random() < 0.1 ? copy.slice(0, Math.floor(random() * copy.length)) : copy;
}

test.each([1, 2, 3, 4])('whatever passes the gate, Yjs takes whole (seed %i)', (seed) => {
	const random = seeded(seed);
	const server = boardDoc(999);
	const authors = [boardDoc(1), boardDoc(2), boardDoc(3)];
	const counts = { malformed: 0, gap: 0, known: 0, fresh: 0 };
	for (let round = 0; round < 250; round++) {
		const author = authors[Math.floor(random() * authors.length)];
		if (!author) continue;
		Y.applyUpdate(author, Y.encodeStateAsUpdate(server, Y.encodeStateVector(author)));
		const update = honestEdit(author, random);
		const sent = random() < 0.7 ? mutate(update, random) : update;
		const structure = inspect(server, sent, ROOTS);
		counts[structure.is] += 1;
		if (structure.is === 'fresh') {
			Y.applyUpdate(server, structure.update);
			expect([server.store.pendingStructs, server.store.pendingDs]).toEqual([null, null]);
			expect([...server.share.keys()].every((root) => ROOTS.includes(root))).toBe(true);
		}
		// An author whose edit was not taken starts afresh, as our client does.
		if (structure.is !== 'fresh') authors[authors.indexOf(author)] = boardDoc(author.clientID + 10);
	}
	const reread = boardDoc(1_000);
	Y.applyUpdate(reread, Y.encodeStateAsUpdate(server));
	expect(reread.getMap('cards').toJSON()).toEqual(server.getMap('cards').toJSON());
	expect(Math.min(counts.malformed, counts.gap, counts.fresh)).toBeGreaterThan(10);
});
