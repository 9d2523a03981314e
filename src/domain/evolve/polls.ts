import type { EventOf, WorkshopEvent } from '../events.ts';
import type { CardId, PollId } from '../ids.ts';
import { openPollAt } from '../poll-state.ts';
import { isReached } from '../polls.ts';
import type { PollState, WorkshopState } from '../state.ts';
import { NO_ROOM_VOTES } from '../room-votes.ts';
import { changeCommitment } from './commitments.ts';
import { withRoomChange, type RoomChange } from './room-votes.ts';

type PollChange =
	| RoomChange
	| EventOf<
			| 'poll.opened'
			| 'ballot.cast'
			| 'ballot.withdrawn'
			| 'ballot.late'
			| 'poll.closed'
			| 'poll.cancelled'
			| 'poll.extended'
			| 'poll.published'
			| 'poll.discarded'
	  >;

export function applyPoll(state: WorkshopState, event: WorkshopEvent, body: PollChange): WorkshopState {
	switch (body.type) {
		case 'poll.opened': {
			const { poll: id, subject, question, card, cardHash, options, quorum, exception } = body;
			const opened: PollState = {
				id,
				subject,
				question,
				card,
				cardHash,
				options,
				eligible: new Map(body.eligible.map((voter) => [voter.participant, voter.sector])),
				quorum,
				exception,
				openedAt: event.at,
				openedBy: event.actor,
				session: event.session,
				ballots: new Map(),
				closesAt: card.closesAt ?? null,
				follows: body.follows ?? null,
				late: new Set(),
				room: NO_ROOM_VOTES,
				closed: null,
				published: null,
				cancelled: null,
				discarded: null,
			};
			return { ...state, polls: new Map(state.polls).set(id, opened) };
		}
		case 'ballot.cast':
		case 'ballot.withdrawn':
			return changePoll(state, body.poll, (poll) => ({
				...poll,
				ballots: new Map(poll.ballots).set(body.participant, {
					ballot: body.type === 'ballot.cast' ? body.ballot : null,
					n: body.n,
				}),
			}));
		case 'poll.closed': {
			const { tally, root, deadline } = body;
			const byDeadline = deadline !== undefined;
			const closed = { at: deadline ?? event.at, by: event.actor, tally, root, byDeadline };
			return chooseCards(
				changePoll(state, body.poll, (poll) => ({ ...poll, closed })),
				body.poll,
			);
		}
		case 'ballot.late':
			return changePoll(state, body.poll, (poll) => ({
				...poll,
				late: new Set(poll.late).add(body.participant),
			}));
		case 'poll.ways-set':
		case 'poll.hands-entered':
		case 'poll.hands-confirmed':
		case 'poll.slips-issued':
		case 'poll.paper-entered':
		case 'ballot.at-table':
			return changePoll(state, body.poll, (poll) => ({ ...poll, room: withRoomChange(poll.room, event, body) }));
		case 'poll.extended':
			return changePoll(state, body.poll, (poll) => ({ ...poll, closesAt: body.closesAt }));
		case 'poll.published': {
			const published = { at: event.at, by: event.actor };
			return changePoll(state, body.poll, (poll) => ({ ...poll, published }));
		}
		case 'poll.discarded': {
			const discarded = { at: event.at, by: event.actor, ballots: body.ballots };
			return changePoll(state, body.poll, (poll) => ({ ...poll, discarded }));
		}
		case 'poll.cancelled': {
			const cancelled = { at: event.at, by: event.actor, reason: body.reason };
			return changePoll(state, body.poll, (poll) => ({ ...poll, cancelled }));
		}
	}
}

/** Who gets a seat may vote in the open poll whose card says so; who could already keeps the sector of the opening. */
export function seatedLater(state: WorkshopState, { participant, sector }: EventOf<'seat.granted'>): WorkshopState {
	const open = openPollAt(state);
	if (open?.card.eligible !== 'seated-later' || open.eligible.has(participant)) return state;
	return changePoll(state, open.id, (poll) => ({
		...poll,
		eligible: new Map(poll.eligible).set(participant, sector),
	}));
}

function changePoll(state: WorkshopState, id: PollId, change: (poll: PollState) => PollState): WorkshopState {
	const poll = state.polls.get(id);
	if (!poll) throw new RangeError('an event about no poll of this table');
	return { ...state, polls: new Map(state.polls).set(id, change(poll)) };
}

/** A confirmed round, or a majority after one without consensus, marks its cards as chosen; a later confirmed round on the same kind takes their place. */
function chooseCards(state: WorkshopState, id: PollId): WorkshopState {
	const poll = state.polls.get(id);
	const tally = poll?.closed?.tally;
	if (!poll || !tally || !isReached(tally)) return state;
	if (poll.subject.kind === 'commitment') {
		return changeCommitment(state, poll.subject.commitment, { agreedBy: id });
	}
	if (poll.subject.kind !== 'confirm') return state;
	const { of } = poll.subject;
	const isSameKind = (other: PollId): boolean => {
		const subject = state.polls.get(other)?.subject;
		return subject?.kind === 'confirm' && subject.of === of;
	};
	const chosen = new Map<CardId, PollId>([...state.chosen].filter(([, by]) => !isSameKind(by)));
	for (const option of poll.options) if (option.card) chosen.set(option.card, id);
	return { ...state, chosen };
}
