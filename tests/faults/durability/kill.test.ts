import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addCard, cardText } from '#board/edit-cards.ts';
import { setText } from '#board/edit-text.ts';
import { ID_BYTES, idFromBytes, type CardId } from '#domain/ids.ts';
import { checkKept } from './check-kept.ts';
import { killRounds } from './kill-rounds.ts';
import { Writer } from './writer.ts';

test(
	'F37 a server that is killed while people write has, after each restart, every edit that it had acknowledged or shown',
	{ timeout: 300_000 },
	async () => {
		const summary = await killRounds({ rounds: 3, seed: 42, rooms: 2, writers: 3, writeMs: 800 });
		expect(summary).toMatchObject({ rounds: 3, lost: 0, torn: 0, faults: [] });
		expect(summary.acknowledged).toBeGreaterThan(50);
	},
);

test('what the rounds look for is found: a lost edit, a lost deletion, half an edit', () => {
	const writer = new Writer('ws://127.0.0.1:1', '');
	const card = idFromBytes(new Uint8Array(ID_BYTES)) as CardId;
	const disk = () => {
		const doc = new Y.Doc();
		for (const { update } of writer.acknowledged) Y.applyUpdate(doc, update);
		return doc;
	};
	const save = () => {
		writer.acknowledged.push(...writer.pending);
		writer.pending = [];
	};
	addCard(writer.doc, { id: card, kind: 'cause', pos: [0, 0], text: 'Brecha salarial' });
	save();
	const whole = disk();
	expect(checkKept(whole, [writer])).toEqual({ lost: 0, torn: 0 });
	const text = cardText(writer.doc, card);
	if (text) setText(text, 'Brecha', 2_000);
	save();
	expect(checkKept(whole, [writer])).toEqual({ lost: 1, torn: 0 });
	if (text) setText(text, 'Brecha de género', 2_000);
	save();
	expect(checkKept(whole, [writer])).toEqual({ lost: 2, torn: 0 });
	expect(checkKept(disk(), [writer])).toEqual({ lost: 0, torn: 0 });

	const last = writer.acknowledged.at(-1);
	writer.pending = last ? [{ ...last, to: last.to + 1 }] : []; // as if one more letter had gone with it
	expect(checkKept(disk(), [writer])).toEqual({ lost: 0, torn: 1 });
});
