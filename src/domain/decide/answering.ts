import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { outcomesOf } from '../outcomes.ts';
import type { IssuedRecord } from '../record.ts';
import { refuse } from '../refusals.ts';
import { rulesInForce } from '../quorum.ts';
import { sectorOf } from '../rules.ts';
import { annotated } from './annotating.ts';
import { seatOf, type Asking } from './context.ts';

/** Asks for a written reason of what became of a solution: anybody who takes part for a sector may, of any sector. */
export function askReason(asking: Asking, command: CommandOf<'askReason'>): Outcome {
	const { state, person, around } = asking;
	const sector = person.seat?.sector ?? person.sector;
	if (person.role !== 'guest' || !sector) return refuse('reason.participants-only');
	const commitment = state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	if (!commitment.issued) return refuse('amendment.not-issued');
	if (!sectorOf(rulesInForce(state), command.of)) return refuse('sector.unknown');
	if (commitment.owed.has(command.card)) return refuse('reason.asked');
	const text = around.text(commitment.issued.record);
	if (text === undefined) throw new RangeError(`issued record ${commitment.issued.record} is missing`);
	// Written by this program and found by its hash.
	const outcomes = outcomesOf(JSON.parse(text) as IssuedRecord, []);
	if (!outcomes.some(({ card }) => card === command.card)) return refuse('reason.unknown-card');
	const { card, of: owes } = command;
	return annotated(asking, commitment, { kind: 'question', card, sector, owes }, owes);
}

/** Gives the reason that was asked for: a seated person of the sector that owes it. */
export function answerReason(asking: Asking, command: CommandOf<'answerReason'>): Outcome {
	const { state, person } = asking;
	const seated = seatOf(person);
	if (!seated.ok) return seated;
	const commitment = state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	const { card, outcome, text } = command;
	const owes = commitment.owed.get(card);
	if (owes === undefined) return refuse('reason.not-asked');
	if (owes !== seated.seat.sector) return refuse('reason.other-sector');
	return annotated(asking, commitment, { kind: 'response', card, outcome, text, sector: owes }, owes);
}
