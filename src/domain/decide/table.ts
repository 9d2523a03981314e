import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import type { LockTarget } from '../events.ts';
import { textOf } from '../hashing.ts';
import { draftJoinCode } from '../join-code.ts';
import { lockOn } from '../locks.ts';
import { openPollAt } from '../poll-state.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { rulesFault, type RuleLabels, type TableRules } from '../rules.ts';
import { decided, needFacilitator, statementOf, type Asking } from './context.ts';

export function describe(asking: Asking, { setup }: CommandOf<'describe'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const text = textOf(setup);
	if (text.hash === asking.state.setup) return decided([]);
	return decided([{ type: 'workshop.described', setup: text.hash, language: setup.language }], { texts: [text] });
}

export function archive(asking: Asking): Outcome {
	return needFacilitator(asking) ?? decided([{ type: 'workshop.archived' }]);
}

/** Only while its rules are not adopted; from then on others have a stake in what is kept. */
export function erase(asking: Asking): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	if (asking.state.rules.adopted) return refuse('workshop.not-deletable');
	return decided([{ type: 'workshop.erased' }], { eraseWorkshop: true, joinCode: null });
}

/** Closing keeps the code, so that opening again does not invalidate what was printed; renewing replaces it. */
export function setJoining(asking: Asking, { open, renew }: CommandOf<'setJoining'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, around } = asking;
	const fresh = renew ? { joinCode: draftJoinCode(around) } : {};
	if (!open) return decided(state.joiningOpen || renew ? [{ type: 'joining.closed' }] : [], fresh);
	return decided(state.joiningOpen && !renew ? [] : [{ type: 'joining.opened', renewed: renew }], fresh);
}

export function movePhase(asking: Asking, { phase }: CommandOf<'movePhase'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state } = asking;
	if (!state.agenda.some(({ id }) => id === phase)) return refuse('phase.unknown');
	return decided(phase === state.phase ? [] : [{ type: 'phase.moved', from: state.phase, to: phase }]);
}

export function startTimer(asking: Asking, { durationMs }: CommandOf<'startTimer'>): Outcome {
	const endsAt = asking.around.now + durationMs;
	return needFacilitator(asking) ?? decided([{ type: 'timer.started', durationMs, endsAt }]);
}

export function stopTimer(asking: Asking): Outcome {
	return needFacilitator(asking) ?? decided(asking.state.timer ? [{ type: 'timer.stopped' }] : []);
}

export function setLock(asking: Asking, { target, reason }: CommandOf<'setLock'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, person, around } = asking;
	const fault = unlockable(asking, target);
	if (fault) return fault;
	if (lockOn(state.locks, target)) return refuse('lock.held');
	if (reason === '') return refuse('lock.reason-required');
	const { ref, record } = statementOf(around, person.id, 'reason', reason);
	return decided([{ type: 'lock.set', target, reason: ref }], { records: [record] });
}

/** Why that can't be locked: it isn't there. Of the board's cards the decision sees the one that was frozen for it. */
function unlockable({ state, around }: Asking, target: LockTarget): Refusal | null {
	switch (target.kind) {
		case 'table': // a pause has a command of its own
			return refuse('value.invalid');
		case 'board':
			return null;
		case 'draft':
			return state.commitments.has(target.commitment) ? null : refuse('commitment.unknown');
		case 'field': {
			const commitment = state.commitments.get(target.commitment);
			if (!commitment) return refuse('commitment.unknown');
			return commitment.status === 'draft' ? null : refuse('commitment.not-draft');
		}
		case 'card':
		case 'branch':
			return around.cards?.cards.some(({ card }) => card === target.card) ? null : refuse('card.unknown');
	}
}

/** The lock on a text that is proposed, agreed or issued stays: it goes only with the proposal. */
export function liftLock(asking: Asking, { target, reason }: CommandOf<'liftLock'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state, person, around } = asking;
	if (!lockOn(state.locks, target)) return refuse('lock.none');
	if (target.kind === 'draft' || target.kind === 'field') {
		const commitment = state.commitments.get(target.commitment);
		if (commitment && commitment.status !== 'draft') return refuse('commitment.not-draft');
	}
	if (reason === '') return decided([{ type: 'lock.lifted', target, reason: null }]);
	const { ref, record } = statementOf(around, person.id, 'reason', reason);
	return decided([{ type: 'lock.lifted', target, reason: ref }], { records: [record] });
}

export function draftRules(asking: Asking, { rules, labels }: CommandOf<'draftRules'>): Outcome {
	const refusal = needFacilitator(asking);
	if (refusal) return refusal;
	const { state } = asking;
	if (openPollAt(state)) return refuse('poll.already-open');
	const fault = rulesFault(rules) ?? labelFault(rules, labels);
	if (fault) return refuse(fault);
	const sectors = new Set(rules.sectors.map(({ id }) => id));
	for (const person of state.people.values()) {
		// Whoever already stands for a sector must not wake up in none.
		if (person.sector && !person.removed && !sectors.has(person.sector)) return refuse('sector.unknown');
	}
	const label = textOf(labels);
	const content = textOf({ rules, labels });
	if (content.hash === state.rules.content) return decided([]);
	const version = state.rules.version + 1;
	return decided([{ type: 'rules.drafted', version, rules, labels: label.hash, content: content.hash }], {
		texts: [label, content],
	});
}

export function labelFault(rules: TableRules, labels: RuleLabels): 'sector.unknown' | 'rules.unknown-block' | null {
	if (rules.sectors.some(({ id }) => !Object.hasOwn(labels.sectors, id))) return 'sector.unknown';
	if (rules.blocks.some(({ id }) => !Object.hasOwn(labels.blocks, id))) return 'rules.unknown-block';
	return null;
}
