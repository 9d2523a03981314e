import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { splitUpdate } from '#board/split-update.ts';

/** A document that three people wrote by turns, each building on the others' words, with words taken out again. */
function writtenByThree(): Y.Doc {
	const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
	for (let round = 0; round < 60; round++) {
		const doc = docs[round % 3] as Y.Doc;
		doc.transact(() => {
			const card = new Y.Map<unknown>();
			const text = new Y.Text(`texto ${round} `.repeat(8));
			card.set('text', text);
			card.set('pos', [round, round]);
			doc.getMap('cards').set(`c${round}`, card);
			const before = doc.getMap('cards').get(`c${round - 1}`);
			const words = before instanceof Y.Map ? before.get('text') : null;
			if (words instanceof Y.Text) {
				words.insert(4, '¡no!');
				words.delete(0, 2);
			}
		});
		for (const other of docs) if (other !== doc) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
	}
	return docs[0] as Y.Doc;
}

test('F28 a board goes in parts of which each builds only on what came before', () => {
	const doc = writtenByThree();
	const whole = Y.encodeStateAsUpdate(doc);
	const parts = splitUpdate(whole, 500);
	expect(parts.length).toBeGreaterThan(10);
	const copy = new Y.Doc();
	for (const { bytes, reached } of parts) {
		Y.applyUpdate(copy, bytes);
		expect([copy.store.pendingStructs, copy.store.pendingDs]).toEqual([null, null]);
		for (const [client, clock] of reached) expect(Y.getState(copy.store, client)).toBe(clock);
	}
	expect(copy.getMap('cards').toJSON()).toEqual(doc.getMap('cards').toJSON());
	expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(doc));
	for (const { bytes } of parts) expect(bytes.byteLength).toBeLessThan(1_500);
});

test('F28 what somebody already has is not cut out of its order', () => {
	const doc = writtenByThree();
	const half = new Y.Doc();
	for (const { bytes } of splitUpdate(Y.encodeStateAsUpdate(doc), 500).slice(0, 9)) Y.applyUpdate(half, bytes);
	for (const { bytes } of splitUpdate(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(half)), 300)) {
		Y.applyUpdate(half, bytes);
		expect(half.store.pendingStructs).toBeNull();
	}
	expect(half.getMap('cards').toJSON()).toEqual(doc.getMap('cards').toJSON());
});

test('a small update stays one part', () => {
	const doc = new Y.Doc();
	doc.getMap('cards').set('a', 1);
	expect(splitUpdate(Y.encodeStateAsUpdate(doc), 500)).toHaveLength(1);
	expect(splitUpdate(Y.encodeStateAsUpdate(new Y.Doc()), 500)).toHaveLength(1);
});
