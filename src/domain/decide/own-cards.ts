import { opensKind } from '../agenda.ts';
import type { CommandOf } from '../commands.ts';
import type { Outcome, OwnCards } from '../decision.ts';
import type { EventBody } from '../events.ts';
import { textOf } from '../hashing.ts';
import type { CardId } from '../ids.ts';
import { lockOn } from '../locks.ts';
import type { Lock } from '../permissions.ts';
import { rulesInForce } from '../quorum.ts';
import { refuse, type Refusal } from '../refusals.ts';
import type { WorkshopState } from '../state.ts';
import type { FrozenCard } from '../texts.ts';
import { decided, needFacilitator, statementOf, type Asking } from './context.ts';

/** One's own cards come to the board; where the rules say so, whoever facilitates reads them first. */
export function revealCards(asking: Asking, command: CommandOf<'revealCards'>): Outcome {
	const { state, person, around } = asking;
	if (person.role === 'observer') return refuse('role.observer');
	const refusal = unrevealable(state);
	if (refusal) return refusal;
	const own = around.own?.find(({ participant }) => participant === person.id);
	const cards = showable(state, own).filter(({ card }) => command.cards.includes(card));
	if (!rulesInForce(state).reveal?.moderated) return shown([{ participant: person.id, cards }]);
	const fresh = cards.flatMap(({ card }) => (state.offered.has(card) ? [] : [card]));
	return fresh.length === 0 ? refuse('reveal.nothing') : decided([{ type: 'cards.offered', cards: fresh }]);
}

export function withdrawCards({ state, person }: Asking, command: CommandOf<'withdrawCards'>): Outcome {
	const cards = [...new Set(command.cards)].filter((card) => state.offered.get(card) === person.id);
	return cards.length === 0 ? refuse('reveal.nothing') : decided([{ type: 'cards.withdrawn', cards }]);
}

/** All together, if the table's rules leave that to a facilitator; where they are to be read first, those that were offered. */
export function revealAll(asking: Asking): Outcome {
	const { state, around } = asking;
	const refusal = needFacilitator(asking) ?? unrevealable(state);
	if (refusal) return refusal;
	const { reveal } = rulesInForce(state);
	if (!reveal?.byFacilitator) return refuse('reveal.author-only');
	return shown(
		(around.own ?? []).map((own) => ({
			participant: own.participant,
			cards: showable(state, own).filter(({ card }) => !reveal.moderated || state.offered.has(card)),
		})),
	);
}

export function moderateCard(asking: Asking, command: CommandOf<'moderateCard'>): Outcome {
	const { state, person, around } = asking;
	const refusal = needFacilitator(asking) ?? unrevealable(state);
	if (refusal) return refusal;
	const participant = state.offered.get(command.card);
	if (!participant) return refuse('reveal.nothing');
	const own = around.own?.find((one) => one.participant === participant);
	const card = own?.cards.find((one) => one.card === command.card);
	if (!card || textOf({ cards: [card] }).hash !== command.content) return refuse('content.changed');
	if (command.shown) return shown([{ participant, cards: showable(state, { participant, cards: [card] }) }]);
	if (command.reason === '') return refuse('reveal.reason-required');
	const { ref, record } = statementOf(around, person.id, 'reason', command.reason);
	return decided([{ type: 'cards.returned', participant, card: command.card, reason: ref }], { records: [record] });
}

/** A lock on the board binds this way onto it too. */
function unrevealable(state: WorkshopState): Refusal | null {
	if (!state.phases.get(state.phase)?.silent) return refuse('phase.not-silent');
	return boardHeld(state.locks) ? refuse('lock.held') : null;
}

/** The lock under which nothing of the board can be written, if there is one. */
export function boardHeld(locks: readonly Lock[]): Lock | undefined {
	return lockOn(locks, { kind: 'table' }) ?? lockOn(locks, { kind: 'board' });
}

/** What the phase opens, and was not shown before. */
function showable(state: WorkshopState, own: OwnCards | undefined): readonly FrozenCard[] {
	const phase = state.phases.get(state.phase);
	if (!own || !phase) return [];
	return own.cards.filter(
		({ card, kind, text }) => opensKind(phase.writes, kind) && !state.revealed.has(card) && text.trim() !== '',
	);
}

function shown(all: readonly OwnCards[]): Outcome {
	const events = all.flatMap(({ participant, cards }): EventBody[] => {
		const ids: CardId[] = cards.map(({ card }) => card);
		return ids.length === 0 ? [] : [{ type: 'cards.revealed', participant, cards: ids }];
	});
	return events.length === 0 ? refuse('reveal.nothing') : decided(events);
}
