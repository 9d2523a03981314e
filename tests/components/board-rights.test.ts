import { describe, expect, test } from 'vitest';
import { readTree } from '#board/read-tree.ts';
import type { PhaseKind } from '#domain/agenda.ts';
import type { LockView } from '#protocol/view.ts';
import { boardRights } from '../../src/routes/w/[id]/table/states/board-rights.ts';
import { boardOf } from '../board/support/boards.ts';
import { me, view } from '../support/fixtures/table-view.ts';
import { tableOf } from './table-harness.ts';

tableOf(); // the words below are the table's first language

const CARDS = {
	problem: ['problem', 'Brecha salarial'],
	cause: ['cause', 'Cuidados sin pago'],
	deeper: ['cause', 'Faltan guarderías'],
	effect: ['effect', 'Menos ingresos'],
} as const;
type Name = keyof typeof CARDS;

function tableWith(kind: PhaseKind, close: readonly (readonly ['card' | 'branch', Name])[], role = me.role) {
	const { doc, ids } = boardOf(CARDS, [
		['cause', 'problem'],
		['deeper', 'cause'],
		['problem', 'effect'],
	]);
	const locks = close.map(([of, name]): LockView => {
		return { target: { kind: of, card: ids[name] }, by: 'Marta', at: Date.now(), reason: 'ya se acordó' };
	});
	const phase = view.agenda.find((each) => each.kind === kind);
	if (!phase) throw new Error(`the agenda has no ${kind}`);
	const rights = boardRights({ ...view, phase: phase.id, locks }, { id: me.id, role }, doc, readTree(doc));
	return { rights, ...ids };
}

describe('what a person may do on the board, card by card', () => {
	test('a closed branch holds for all that feeds it, names the card it goes through, and leaves the rest open', () => {
		const { rights, problem, cause, deeper, effect } = tableWith('causes', [['branch', 'cause']]);
		expect(rights.card(cause)).toMatch(/^Marta cerró esta rama a las \d+:\d\d\. Motivo: ya se acordó$/);
		expect(rights.move(deeper)).toMatch(
			/Marta cerró a las \d+:\d\d la rama de «Cuidados sin pago», y esta tarjeta/,
		);
		expect(rights.locksOn(deeper)).toMatchObject([{ through: 'Cuidados sin pago' }]);
		expect(rights.link(effect, cause)).toMatch(/Marta cerró la rama de «Cuidados sin pago»/);
		expect([rights.card(problem), rights.card(effect), rights.link(effect, problem)]).toEqual([null, null, null]);
	});

	test('a lock binds whoever facilitates, too', () => {
		const { rights, problem } = tableWith('causes', [['card', 'problem']], 'facilitator');
		expect(rights.card(problem)).toMatch(/Marta cerró esta tarjeta/);
	});

	test('a phase takes some kinds and says which; any card may still make room', () => {
		const { rights, cause } = tableWith('solutions', []);
		expect(rights.card(cause)).toBe(
			'En la fase «Soluciones» la mesa escribe tarjetas de estas clases: Solución, Nota, Objetivo, Medio, Fin y Actor. Las demás se leen y no cambian.',
		);
		expect(rights.add('solution')).toBeNull();
		expect(rights.add('cause')).not.toBeNull();
		expect(rights.kind(cause, 'solution')).not.toBeNull();
		expect(rights.move(cause)).toBeNull();
		expect(rights.link(cause, null)).toBeNull();
	});

	test('who observes is told so wherever they act', () => {
		const { rights, cause } = tableWith('causes', [], 'observer');
		expect([rights.card(cause), rights.draw(), rights.add('note')]).toEqual(Array(3).fill(rights.card(cause)));
		expect(rights.card(cause)).toContain('Observas esta mesa');
	});
});
