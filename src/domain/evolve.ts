import { isOfBallot } from './ballot-events.ts';
import type { WorkshopEvent } from './events.ts';
import { changePerson } from './evolve/change-person.ts';
import { applyComment } from './evolve/comments.ts';
import { applyCommitment } from './evolve/commitments.ts';
import { applyLeading } from './evolve/leading.ts';
import { applyFinding } from './evolve/findings.ts';
import { applyNote, applyScan } from './evolve/notes.ts';
import { applyCompanion } from './evolve/companions.ts';
import { applyConvener } from './evolve/conveners.ts';
import { applyConvocation } from './evolve/convocation.ts';
import { applyPeople } from './evolve/people.ts';
import { applyOwnCards } from './evolve/own-cards.ts';
import { applyPoll, seatedLater } from './evolve/polls.ts';
import { applySession } from './evolve/sessions.ts';
import { applyInstitution } from './evolve/institutions.ts';
import { applySigningKey } from './evolve/signing-keys.ts';
import { applySuggestion } from './evolve/suggestions.ts';
import { applyTable } from './evolve/table.ts';
import type { WorkshopState } from './state.ts';

/** Before its first event a table is nothing but an id. */
export type Workshop = WorkshopState | null;

/** The next state; pure, and total over every event that was ever written. Throws on a stream with a gap: that is a damaged log. */
export function evolve(state: Workshop, event: WorkshopEvent): WorkshopState {
	const expected = (state?.seq ?? 0) + 1;
	if (event.seq !== expected) throw new RangeError(`event ${event.seq} where ${expected} was due`);
	const revision = (state?.revision ?? 0) + (isOfBallot(event.body) ? 0 : 1);
	return { ...applied(state, event), seq: event.seq, revision };
}

export function replay(events: readonly WorkshopEvent[]): Workshop {
	let state: Workshop = null;
	for (const event of events) state = evolve(state, event);
	return state;
}

function applied(state: Workshop, event: WorkshopEvent): WorkshopState {
	const { body } = event;
	if (body.type === 'workshop.created') return applyTable.created(event, body);
	if (state === null) throw new RangeError(`a stream that begins with ${body.type}`);
	switch (body.type) {
		case 'workshop.described':
		case 'workshop.archived':
		case 'workshop.erased':
		case 'joining.opened':
		case 'joining.closed':
		case 'phase.moved':
		case 'timer.started':
		case 'timer.stopped':
		case 'lock.set':
		case 'lock.lifted':
		case 'acts.undone':
		case 'rules.drafted':
		case 'rules.adopted':
			return applyTable.changed(state, event, body);
		case 'participant.joined':
		case 'participant.entered':
		case 'participant.declared-sector':
		case 'participant.removed':
		case 'participant.readmitted':
		case 'participant.erased':
		case 'facilitator.affiliated':
		case 'seat.offered':
		case 'seat.released':
			return applyPeople(state, event, body);
		case 'seat.granted':
			return seatedLater(applyPeople(state, event, body), body);
		case 'participant.claimed': {
			const entered = state.people.get(body.participant)?.entered;
			return entered
				? changePerson(state, body.participant, { entered: { ...entered, isClaimed: true } })
				: state;
		}
		case 'participant.code-given':
		case 'facilitator.resumed':
			return state; // on the record, and nothing else
		case 'convener.offered':
		case 'convener.offer-withdrawn':
		case 'convener.named':
		case 'convener.dismissed':
		case 'seat-link.made':
		case 'seat-link.revoked':
		case 'seat-link.used':
			return applyConvener(state, event, body);
		case 'companion.named':
		case 'companion.left':
			return applyCompanion(state, body);
		case 'convocation.entered':
		case 'convocation.withdrawn':
			return applyConvocation(state, event, body);
		case 'session.planned':
		case 'session.called-off':
		case 'session.opened':
		case 'session.closed':
		case 'attendance.checked-in':
		case 'attendance.checked-out':
			return applySession(state, event, body);
		case 'poll.opened':
		case 'ballot.cast':
		case 'ballot.withdrawn':
		case 'poll.closed':
		case 'poll.cancelled':
		case 'poll.extended':
		case 'poll.published':
		case 'poll.discarded':
		case 'ballot.late':
		case 'poll.ways-set':
		case 'poll.hands-entered':
		case 'poll.hands-confirmed':
		case 'poll.slips-issued':
		case 'poll.paper-entered':
		case 'ballot.at-table':
			return applyPoll(state, event, body);
		case 'comment.added':
		case 'comment.resolved':
		case 'comment.reopened':
			return applyComment(state, event, body);
		case 'institution.named':
		case 'institution.dropped':
		case 'institution.answered':
			return applyInstitution(state, event, body);
		case 'signing-key.offered':
		case 'signing-key.confirmed':
		case 'signing-key.ended':
			return applySigningKey(state, event, body);
		case 'suggestion.made':
		case 'suggestion.accepted':
		case 'suggestion.rejected':
		case 'suggestion.withdrawn':
			return applySuggestion(state, event, body);
		case 'agenda.edited':
		case 'timer.extended':
		case 'wording.proposed':
		case 'wording.reopened':
		case 'floor.given':
		case 'floor.ended':
			return applyLeading(state, event, body);
		case 'cards.offered':
		case 'cards.withdrawn':
		case 'cards.returned':
		case 'cards.revealed':
			return applyOwnCards(state, event, body);
		case 'finding.dismissed':
		case 'finding.reopened':
			return applyFinding(state, event, body);
		case 'scan.logged':
			return applyScan(state, event, body);
		case 'record.noted':
			return applyNote(state, event, body);
		case 'commitment.started':
		case 'commitment.titled':
		case 'commitment.proposed':
		case 'commitment.reopened':
		case 'commitment.signed':
		case 'commitment.signature-witnessed':
		case 'commitment.agreed':
		case 'commitment.issue-requested':
		case 'commitment.issued':
		case 'commitment.amending':
		case 'commitment.amendment-dropped':
		case 'annotation.requested':
		case 'commitment.annotated':
			return applyCommitment(state, event, body);
	}
}
