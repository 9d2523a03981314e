import type { CardKind } from '#board/kinds.ts';
import type { Side } from './free-place.ts';

/** What grows where: effects rise, causes and solutions hang, a note stands beside. */
export const GROWTH: Readonly<Record<CardKind, Partial<Record<Side, readonly CardKind[]>>>> = {
	problem: { above: ['effect'], below: ['cause'], right: ['note'] },
	effect: { above: ['effect'], below: ['cause'], right: ['note'] },
	cause: { above: ['effect'], below: ['cause', 'solution'], right: ['solution', 'note'] },
	solution: { below: ['solution'], right: ['note'] },
	note: { right: ['note'] },
	objective: { above: ['end'], below: ['means'], right: ['note'] },
	means: { above: ['end'], below: ['means', 'solution'], right: ['solution', 'note'] },
	end: { above: ['end'], below: ['means'], right: ['note'] },
	actor: { right: ['note', 'actor'] },
};
