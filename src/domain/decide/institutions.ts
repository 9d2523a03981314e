import type { CommandOf } from '../commands.ts';
import type { Outcome } from '../decision.ts';
import { canonicalJson, textOf } from '../hashing.ts';
import type { InstitutionId } from '../ids.ts';
import { rulesInForce } from '../quorum.ts';
import { refuse } from '../refusals.ts';
import { LIMITS } from '../rules.ts';
import { decided, newId, seatOf, statementOf, type Asking } from './context.ts';

/**
 * What a named institution would accept, with which powers and budget, until when it can sign. Whoever takes part writes it, as the
 * draft itself, while the text is a draft: an institution answers what stood there when the text was proposed.
 */
export function nameInstitution(asking: Asking, command: CommandOf<'nameInstitution'>): Outcome {
	const { state, person, around } = asking;
	if (person.role === 'observer') return refuse('role.observer');
	const commitment = state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	if (commitment.status !== 'draft') return refuse('commitment.not-draft');
	const { sector, terms } = command;
	if (!rulesInForce(state).sectors.some(({ id }) => id === sector)) return refuse('sector.unknown');
	const known = commitment.institutions.find(({ id }) => id === command.institution);
	if (command.institution !== null && !known) return refuse('institution.unknown');
	if (!known && commitment.institutions.length >= LIMITS.institutions) return refuse('institution.too-many');
	const text = textOf(terms);
	if (known?.terms === text.hash && known.sector === sector) return decided([]);
	const institution = known?.id ?? newId<InstitutionId>(around);
	return decided([{ type: 'institution.named', commitment: commitment.id, institution, sector, terms: text.hash }], {
		texts: [text],
	});
}

export function dropInstitution({ state, person }: Asking, command: CommandOf<'dropInstitution'>): Outcome {
	if (person.role === 'observer') return refuse('role.observer');
	const commitment = state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	if (commitment.status !== 'draft') return refuse('commitment.not-draft');
	const known = commitment.institutions.find(({ id }) => id === command.institution);
	if (!known) return refuse('institution.unknown');
	return decided([{ type: 'institution.dropped', commitment: commitment.id, institution: known.id }]);
}

/**
 * The institution accepts, accepts with reservations, or declines: by a seated person of its sector, as whoever signs, on the text
 * that is proposed, until its date. It stands: another answer takes another proposal.
 */
export function answerForInstitution(asking: Asking, command: CommandOf<'answerForInstitution'>): Outcome {
	const { state, person, around } = asking;
	const seated = seatOf(person);
	if (!seated.ok) return seated;
	const commitment = state.commitments.get(command.commitment);
	if (!commitment) return refuse('commitment.unknown');
	if (commitment.status === 'issued') return refuse('commitment.issued');
	const { proposed, id, version } = commitment;
	if (commitment.status === 'draft' || !proposed) return refuse('commitment.not-proposed');
	if (proposed.content !== command.content) return refuse('content.changed');
	if (proposed.openUntil <= around.now) return refuse('commitment.expired');
	const institution = commitment.institutions.find((one) => one.id === command.institution);
	if (!institution) return refuse('institution.unknown');
	if (institution.sector !== seated.seat.sector) return refuse('institution.sector');
	if (institution.answer) return refuse('institution.answered');
	const { answer } = command;
	if (answer !== 'accepts' && command.reason.trim() === '') return refuse('institution.reason-required');
	const signatory = statementOf(around, person.id, 'signatory', canonicalJson(command.signatory));
	const reason = answer === 'accepts' ? null : statementOf(around, person.id, 'reservation', command.reason);
	return decided(
		[
			{
				type: 'institution.answered',
				commitment: id,
				version,
				content: command.content,
				institution: institution.id,
				answer,
				reason: reason?.ref ?? null,
				signatory: signatory.ref,
			},
		],
		{ records: reason ? [signatory.record, reason.record] : [signatory.record] },
	);
}
