import type { Agenda } from '#domain/agenda.ts';
import { ownId } from '#domain/decide/entered.ts';
import type { EventBody, WorkshopEvent } from '#domain/events.ts';
import type { ParticipantId, PollId, RecordRef, TextHash } from '#domain/ids.ts';

/** Table texts that an event names: they must be in the store as long as the table is. */
export function textsNamedBy(body: EventBody): readonly TextHash[] {
	switch (body.type) {
		case 'workshop.created':
			return [body.setup, body.labels, body.content, ...phaseNames(body.agenda)];
		case 'agenda.edited':
			return phaseNames(body.agenda);
		case 'workshop.described':
		case 'session.opened':
		case 'session.planned':
			return [body.setup];
		case 'rules.drafted':
			return [body.labels, body.content];
		case 'poll.opened':
			return [body.question, ...body.options.map((option) => option.content)];
		case 'commitment.started':
		case 'commitment.titled':
			return [body.title];
		case 'commitment.proposed':
		case 'wording.proposed':
			return [body.content];
		case 'institution.named':
			return [body.terms];
		case 'commitment.issued':
			return [body.content, body.record];
		case 'commitment.amending':
			return [body.reason];
		case 'annotation.requested':
			return [body.content];
		case 'commitment.annotated':
			return [body.annotation];
		default:
			return [];
	}
}

function phaseNames(agenda: Agenda): readonly TextHash[] {
	return agenda.flatMap(({ name }) => name ?? []);
}

export interface NamedRecord {
	readonly ref: RecordRef;
	/** Whose erasing takes the record; null for a ballot, which stays. */
	readonly owner: ParticipantId | null;
}

/** Primary records that an event names. */
export function recordsNamedBy({ actor, body }: WorkshopEvent): readonly NamedRecord[] {
	switch (body.type) {
		case 'workshop.created':
			return [{ ref: body.person, owner: body.facilitator }];
		case 'participant.joined':
		case 'participant.entered':
			return [{ ref: body.person, owner: body.participant }];
		case 'ballot.cast':
		case 'ballot.at-table':
		case 'poll.paper-entered':
			return [{ ref: body.ballot, owner: null }];
		case 'facilitator.affiliated':
			return said(actor, body.statement);
		case 'commitment.signed':
			// Of an autograph a facilitator is the actor.
			return said(body.participant, body.signatory);
		case 'institution.answered':
			return [...said(actor, body.signatory), ...said(actor, body.reason)];
		case 'comment.added':
		case 'suggestion.made':
			return said(actor, body.text);
		case 'poll.opened':
		case 'commitment.issue-requested':
			return said(actor, body.exception);
		case 'companion.named':
			return [{ ref: body.person, owner: ownId(body.companion) }];
		case 'convocation.entered':
			return [{ ref: body.record, owner: ownId(body.invitation) }];
		case 'session.called-off':
		case 'convener.dismissed':
		case 'participant.removed':
		case 'participant.readmitted':
		case 'seat.released':
		case 'acts.undone':
		case 'cards.returned':
		case 'lock.set':
		case 'lock.lifted':
		case 'poll.cancelled':
		case 'commitment.reopened':
		case 'suggestion.rejected':
		case 'commitment.amendment-dropped':
			return said(actor, body.reason);
		default:
			return [];
	}
}

/** Whose records an event takes away: the id of a person, or one under which a name is kept. */
export function erasedBy(body: EventBody): ParticipantId | null {
	switch (body.type) {
		case 'participant.erased':
			return body.participant;
		case 'companion.left':
			return ownId(body.companion);
		case 'convocation.withdrawn':
			return ownId(body.invitation);
		default:
			return null;
	}
}

/** A practice vote that ends takes its ballots with it. */
export function discardedBy(body: EventBody): PollId | null {
	return body.type === 'poll.discarded' || body.type === 'poll.cancelled' ? body.poll : null;
}

function said(owner: ParticipantId, ref: RecordRef | null): readonly NamedRecord[] {
	return ref === null ? [] : [{ ref, owner }];
}
