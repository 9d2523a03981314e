import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { textOf } from '../hashing.ts';
import { lockOn } from '../locks.ts';
import { refuse } from '../refusals.ts';
import { decided, needFacilitator, statementOf, type Asking } from './context.ts';

/** How long anybody can say "not yet" to a wording that is proposed as settled (domain.md, phase 2). */
export const WORDING_MS = 60_000;

/** More time by taps; from now where the time is over. Like the timer itself it only announces. */
export function extendTimer(asking: Asking, { byMs }: CommandOf<'extendTimer'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { timer } = asking.state;
	if (!timer) return refuse('timer.none');
	const endsAt = Math.max(timer.endsAt, asking.around.now) + byMs;
	return decided([{ type: 'timer.extended', durationMs: timer.durationMs + byMs, endsAt }]);
}

/** Nobody writes anywhere, facilitators included, until somebody who facilitates goes on. A lock, so that it shows as one. */
export function pauseTable(asking: Asking, { reason }: CommandOf<'pauseTable'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, person, around } = asking;
	if (lockOn(state.locks, { kind: 'table' })) return refuse('lock.held');
	if (reason === '') return refuse('lock.reason-required');
	const { ref, record } = statementOf(around, person.id, 'reason', reason);
	return decided([{ type: 'lock.set', target: { kind: 'table' }, reason: ref }], { records: [record] });
}

export function resumeTable(asking: Asking, { reason }: CommandOf<'resumeTable'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, person, around } = asking;
	const target = { kind: 'table' } as const;
	if (!lockOn(state.locks, target)) return refuse('lock.none');
	if (reason === '') return decided([{ type: 'lock.lifted', target, reason: null }]);
	const { ref, record } = statementOf(around, person.id, 'reason', reason);
	return decided([{ type: 'lock.lifted', target, reason: ref }], { records: [record] });
}

/**
 * The card closes at once, and what it said is kept; if nobody says "not yet" within the time, it stays so. No clock of ours has
 * to run for that: silence needs no act.
 */
export function proposeWording(asking: Asking, command: CommandOf<'proposeWording'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, person, around } = asking;
	const found = around.cards?.cards.find(({ card }) => card === command.card);
	if (!found) return refuse('card.unknown');
	if (found.kind !== 'problem') return refuse('wording.not-problem');
	const content = textOf({ cards: [found] });
	if (content.hash !== command.content) return refuse('content.changed');
	const target = { kind: 'card', card: command.card } as const;
	if (lockOn(state.locks, target)) return refuse('lock.held');
	if (command.reason === '') return refuse('lock.reason-required');
	const { ref, record } = statementOf(around, person.id, 'reason', command.reason);
	const until = around.now + WORDING_MS;
	return decided(
		[
			{ type: 'wording.proposed', card: command.card, content: content.hash, until },
			{ type: 'lock.set', target, reason: ref },
		],
		{ texts: [content], records: [record] },
	);
}

/** "Not yet" needs no reason, and no majority: one is enough to go on with the wording. */
export function objectWording({ state, person, around }: Asking): Outcome {
	if (person.role === 'observer') return refuse('role.observer');
	const { wording } = state;
	if (!wording || wording.reopened) return refuse('wording.none');
	if (around.now > wording.until) return refuse('wording.settled');
	const { card } = wording;
	const target = { kind: 'card', card } as const;
	const isHeld = lockOn(state.locks, target) !== undefined;
	return decided([
		{ type: 'wording.reopened', card },
		...(isHeld ? [{ type: 'lock.lifted', target, reason: null } as const] : []),
	]);
}
