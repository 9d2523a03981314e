import { describe, expect, it } from 'vitest';
import { boardFacts } from '#board/branch.ts';
import { addDrawing, readDrawing } from '#board/edit-drawings.ts';
import type { RecordId } from '#board/ids.ts';
import { setPinned } from '#board/pin.ts';
import { readTree } from '#board/read-tree.ts';
import { createUndo } from '#board/undo.ts';
import { boardOf } from './support/boards.ts';

const FRAME = 'marco' as RecordId;
const body = { v: 1, type: 'frame', rotation: 0, opacity: 1, props: { w: 400, h: 300, name: '', color: 'black' } };

describe('[Q5] pinning', () => {
	it('holds cards and drawings as one act, which undo takes back whole', () => {
		const { doc, ids } = boardOf({ a: ['cause', 'Uno'], b: ['cause', 'Dos'] });
		addDrawing(doc, { id: FRAME, pos: [0, 0], body });
		const undo = createUndo(doc);
		setPinned(doc, [ids.a, FRAME], true);
		const pinned = () => [...readTree(doc).cards.values()].filter((card) => card.pinned).map((card) => card.text);
		expect(pinned()).toEqual(['Uno']);
		expect(readDrawing(doc, FRAME)?.pinned).toBe(true);
		const facts = boardFacts(doc);
		expect([facts.isPinned('cards', ids.a), facts.isPinned('cards', ids.b)]).toEqual([true, false]);
		expect([facts.isPinned('drawings', FRAME), facts.isPinned('cards', FRAME)]).toEqual([true, false]);
		expect(undo.undo()).toBe('done');
		expect([pinned(), readDrawing(doc, FRAME)?.pinned]).toEqual([[], false]);
		undo.redo();
		setPinned(doc, [ids.a, FRAME], false);
		expect(pinned()).toEqual([]);
	});
});
