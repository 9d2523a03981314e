import * as Y from 'yjs';
import { expect } from 'vitest';
import { ROOTS } from '#board/roots.ts';
import type { GateAnswer } from '../../../server/rooms/gate/gate.ts';
import { contentOf } from '../fuzz/content.ts';
import { forecast } from '../fuzz/forecast.ts';
import { Policy } from '../fuzz/policy.ts';
import { rehearse } from '../fuzz/rehearsal.ts';
import { standingOf } from '../fuzz/standing.ts';
import { DRAFT, person, told, type GateDesk } from '../../support/gate-desk.ts';

/**
 * Hands in an update, and holds what the gate does against what the rehearsal of the fuzz says that it has to: the document as it
 * reads then, place by place, and whether its author is told. Returns the answer, as `told` says it.
 */
export function takeAsForeseen(desk: GateDesk, update: Uint8Array, name = 'ana'): string | number {
	const roots = ROOTS[desk.target.document];
	const standing = standingOf(Y.encodeStateAsUpdate(desk.doc), roots);
	const rehearsal = rehearse(standing, update);
	if (rehearsal.is !== 'sound') throw new Error(`nothing to foresee: ${rehearsal.why}`);
	const writer = { id: person(name), role: 'guest', removed: false } as const;
	const context = {
		phase: desk.phase,
		locks: desk.locks,
		archived: false,
		drafts: new Set([DRAFT]),
		routes: new Set([DRAFT]),
	};
	const foreseen = forecast(rehearsal, new Policy(writer, desk.target, context, rehearsal));
	const answer = desk.take(update, name);
	const content = foreseen.is === 'goes' ? foreseen.content : standing.content;
	expect(Object.fromEntries(contentOf(desk.doc, roots))).toEqual(Object.fromEntries(content));
	expect(isRefusal(answer)).toBe(foreseen.is === 'stands' ? foreseen.told === 'reset' : foreseen.refused.length > 0);
	return told(answer);
}

const isRefusal = (answer: GateAnswer): boolean =>
	answer.is === 'refused' || (answer.is === 'passed' && answer.refused !== null);
