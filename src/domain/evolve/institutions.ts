import type { EventOf, WorkshopEvent } from '../events.ts';
import type { InstitutionEvent, InstitutionState } from '../institutions.ts';
import type { WorkshopState } from '../state.ts';
import { changeCommitment } from './commitments.ts';

export function applyInstitution(
	state: WorkshopState,
	{ actor: by, at }: WorkshopEvent,
	body: EventOf<InstitutionEvent['type']>,
): WorkshopState {
	const known = state.commitments.get(body.commitment)?.institutions ?? [];
	const change = (institutions: readonly InstitutionState[]) =>
		changeCommitment(state, body.commitment, { institutions });
	switch (body.type) {
		case 'institution.named': {
			const { institution: id, sector, terms } = body;
			const named: InstitutionState = { id, sector, terms, answer: null };
			return change(
				known.some((one) => one.id === id)
					? known.map((one) => (one.id === id ? named : one))
					: [...known, named],
			);
		}
		case 'institution.dropped':
			return change(known.filter(({ id }) => id !== body.institution));
		case 'institution.answered': {
			const answer = { is: body.answer, by, at, reason: body.reason, signatory: body.signatory };
			return change(known.map((one) => (one.id === body.institution ? { ...one, answer } : one)));
		}
	}
}
