import { describe, expect, test } from 'vitest';
import { boardFacts, branchOf } from '#board/branch.ts';
import { cardText, markGone, mergeInto, moveCard } from '#board/edit-cards.ts';
import { linkBetween, unlink } from '#board/edit-links.ts';
import { linkId } from '#board/ids.ts';
import { ALL_RIGHTS, mayTakeBack } from '#board/rights.ts';
import { createUndo } from '#board/undo.ts';
import { ACT, TEXT } from '#board/acts.ts';
import { boardOf } from './support/boards.ts';

/** effect ← problem ← cause ← deeper cause ← solution, and a cause that feeds nothing. */
function board() {
	const { doc, ids } = boardOf(
		{
			effect: ['effect', 'Menos ingresos'],
			problem: ['problem', 'Brecha salarial'],
			cause: ['cause', 'Cuidados sin pago'],
			deeper: ['cause', 'Faltan guarderías'],
			solution: ['solution', 'Más guarderías'],
			loose: ['cause', 'Suelta'],
		},
		[
			['problem', 'effect'],
			['cause', 'problem'],
			['deeper', 'cause'],
			['solution', 'deeper'],
		],
	);
	return { doc, ...ids };
}

describe('the branch of a card', () => {
	test('[T6] is the card and all that feeds it, straight or through others, and nothing that it feeds', () => {
		const { doc, problem, cause, deeper, solution } = board();
		expect([...branchOf(doc, cause)].sort()).toEqual([cause, deeper, solution].sort());
		expect(branchOf(doc, problem).size).toBe(4);
		expect([...branchOf(doc, solution)]).toEqual([solution]);
	});

	test('[T6] follows the links as they stand: one that is untied leads nowhere, a loop ends', () => {
		const { doc, cause, deeper, solution } = board();
		unlink(doc, linkId(deeper, cause));
		expect([...branchOf(doc, cause)]).toEqual([cause]);
		linkBetween(doc, deeper, cause);
		linkBetween(doc, cause, deeper);
		expect(branchOf(doc, cause)).toEqual(new Set([cause, deeper, solution]));
	});

	test('[T6] holds what was taken off the board and what was merged, since bringing it back would change the branch', () => {
		const { doc, cause, deeper, solution, loose } = board();
		markGone(doc, [deeper]);
		mergeInto(doc, loose, cause);
		const facts = boardFacts(doc);
		expect([deeper, solution, loose].every((card) => facts.isInBranch(card, cause))).toBe(true);
		expect(facts.kindOf(deeper)).toBe('cause');
	});
});

describe('undo and what was closed meanwhile', () => {
	test('a step that touches a closed card is kept and stays for later; others are taken back', () => {
		const { doc, cause, loose } = board();
		const undo = createUndo(doc);
		doc.transact(() => moveCard(doc, loose, [900, 900]), ACT);
		doc.transact(() => cardText(doc, cause)?.insert(0, 'Hoy: '), TEXT);
		let closed = true;
		const rights = { ...ALL_RIGHTS, card: (id: string) => (closed && id === cause ? 'cerrada' : null) };
		undo.keepWhereClosed((place) => mayTakeBack(rights, place));
		expect(undo.undo()).toBe('closed');
		expect(cardText(doc, cause)?.toString()).toBe('Hoy: Cuidados sin pago');
		closed = false;
		expect(undo.undo()).toBe('done');
		expect(cardText(doc, cause)?.toString()).toBe('Cuidados sin pago');
		expect(undo.undo()).toBe('done');
	});

	test('a link is closed by either of its cards, a place by the right to move', () => {
		const { doc, cause, problem } = board();
		const undo = createUndo(doc);
		unlink(doc, linkId(cause, problem));
		undo.keepWhereClosed((place) => mayTakeBack({ ...ALL_RIGHTS, link: () => 'cerrada' }, place));
		expect(undo.undo()).toBe('closed');
		undo.keepWhereClosed((place) => mayTakeBack({ ...ALL_RIGHTS, card: () => 'cerrada' }, place));
		expect(undo.undo()).toBe('done');
	});
});
