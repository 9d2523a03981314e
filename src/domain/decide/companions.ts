import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import type { CompanionId } from '../ids.ts';
import { refuse } from '../refusals.ts';
import { LIMITS } from '../rules.ts';
import { decided, needFacilitator, newId, statementOf, type Asking } from './context.ts';
import { ownId } from './entered.ts';

/**
 * Who helps somebody take part: named beside them on the record of attendance, by consent, and nothing more. A companion reads and
 * writes with the person, on the person's device and as that person; there is no seat, no ballot and no place of their own. Who
 * wants one joins as everybody does.
 */
export function nameCompanion(asking: Asking, command: CommandOf<'nameCompanion'>): Outcome {
	const { state, person, around } = asking;
	const participant = command.participant ?? person.id;
	if (participant !== person.id) {
		const refusal = needFacilitator(asking);
		if (refusal) return refusal;
	}
	const target = state.people.get(participant);
	if (!target || target.erased) return refuse('participant.unknown');
	if (target.removed) return refuse('participant.removed');
	if (target.role === 'device') return refuse('role.device');
	const others = [...state.companions.values()].filter((one) => one.participant === participant);
	if (others.length >= LIMITS.companionsOfOne) return refuse('companion.too-many');
	const companion = newId<CompanionId>(around);
	const { ref, record } = statementOf(around, ownId(companion), 'companion', command.name);
	return decided([{ type: 'companion.named', companion, participant, kind: command.kind, person: ref }], {
		records: [record],
	});
}

/** Takes the name off the record: the consent is gone, or it was a mistake. */
export function removeCompanion(asking: Asking, { companion }: CommandOf<'removeCompanion'>): Outcome {
	const named = asking.state.companions.get(companion);
	if (!named) return refuse('companion.unknown');
	if (named.participant !== asking.person.id) {
		const refusal = needFacilitator(asking);
		if (refusal) return refusal;
	}
	return decided([{ type: 'companion.left', companion }], { eraseAlso: [ownId(companion)] });
}
