import { expect, test } from 'vitest';
import { cardText } from '#board/edit-cards.ts';
import { linkId } from '#board/ids.ts';
import { readTree } from '#board/read-tree.ts';
import { duplicateCards, linkAll, moveUnder, setKinds } from '#board/several.ts';
import { createUndo } from '#board/undo.ts';
import { boardOf, idsFrom, JALISCO } from './support/boards.ts';

const setUp = () => {
	const { doc, ids } = boardOf(JALISCO.cards, JALISCO.links);
	return { doc, ids, undo: createUndo(doc), tree: () => readTree(doc) };
};

test('several cards become another kind, and one undo takes it back', () => {
	const { doc, ids, undo, tree } = setUp();
	setKinds(doc, [ids.care, ids.reports], 'note');
	expect([tree().cards.get(ids.care)?.kind, tree().cards.get(ids.reports)?.kind]).toEqual(['note', 'note']);
	expect(undo.undo()).toBe('done');
	expect([tree().cards.get(ids.care)?.kind, tree().cards.get(ids.reports)?.kind]).not.toContain('note');
	expect(undo.canUndo).toBe(false);
});

test('several cards are tied to one other, as the tree runs, and one undo takes it back', () => {
	const { doc, ids, undo, tree } = setUp();
	const before = tree().links.map((link) => link.id);
	linkAll(doc, [ids.care, ids.reports, ids.registry], ids.inspection);
	const now = tree().links.map((link) => link.id);
	for (const id of [ids.care, ids.reports, ids.registry]) {
		expect(now.some((link) => link === linkId(id, ids.inspection) || link === linkId(ids.inspection, id))).toBe(
			true,
		);
	}
	expect(undo.undo()).toBe('done');
	expect(tree().links.map((link) => link.id)).toEqual(before);
	expect(linkAll(doc, [ids.care], idsFrom(900)())).toEqual({ ok: false, code: 'card.unknown' });
});

test('a copy has the words and the links among what was copied, and lives a life of its own', () => {
	const { doc, ids, undo, tree } = setUp();
	const outcome = duplicateCards(doc, [ids.unpublished, ids.registry], idsFrom(900));
	if (!outcome.ok) throw new Error(outcome.code);
	const [cause, solution] = outcome.value;
	if (!cause || !solution) throw new Error('two were copied');
	expect(tree().cards.get(cause)?.text).toBe(JALISCO.cards.unpublished[1]);
	expect(tree().places.get(solution)?.feeds).toEqual([cause]);
	expect(tree().places.get(cause)?.feeds).toEqual([]);
	cardText(doc, cause)?.insert(0, 'Otra: ');
	expect(tree().cards.get(ids.unpublished)?.text).toBe(JALISCO.cards.unpublished[1]);
	undo.undo();
	undo.undo();
	expect(tree().cards.has(cause)).toBe(false);
});

test('a card hangs under another parent with all that hangs on it, and one undo takes it back', () => {
	const { doc, ids, undo, tree } = setUp();
	moveUnder(doc, tree(), ids.care, ids.inspection);
	expect(tree().places.get(ids.care)?.parent).toBe(ids.inspection);
	expect(tree().places.get(ids.care)?.feeds).toContain(ids.inspection);
	expect(tree().places.get(ids.care)?.feeds).not.toContain(ids.problem);
	undo.undo();
	expect(tree().places.get(ids.care)?.parent).toBe(ids.problem);
	undo.redo();
	moveUnder(doc, tree(), ids.care, null);
	expect(tree().places.get(ids.care)?.parent).toBeNull();
	expect(moveUnder(doc, tree(), ids.care, ids.care)).toEqual({ ok: false, code: 'link.itself' });
});
