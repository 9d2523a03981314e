import type { ParticipantId } from '#domain/ids.ts';
import { isOpenPoll, isShown } from '#domain/poll-state.ts';
import { breakdownOf, roomCount, takesRoomVotes, type SlipState } from '#domain/room-votes.ts';
import type { PersonState, PollState, WorkshopState } from '#domain/state.ts';
import type { Audience, HandsToConfirm, PollView, RoomView } from '#protocol/view.ts';

/** What a vote has beside ballots from people's own devices, as far as this audience may see it. */
export function roomParts(poll: PollState, audience: Audience): Pick<PollView, 'slips' | 'room' | 'breakdown'> {
	const ways = [...poll.room.slips.values()].map(({ way }) => way);
	const paper = ways.filter((way) => way === 'paper').length;
	const isLed = audience === 'facilitator' && isOpenPoll(poll) && takesRoomVotes(poll.card);
	const tally = isShown(poll) ? poll.closed?.tally : undefined;
	return {
		...(ways.length > 0 ? { slips: { paper, table: ways.length - paper } } : {}),
		...(isLed ? { room: roomView(poll) } : {}),
		...(tally && roomCount(poll) > 0 ? { breakdown: breakdownOf(poll, tally.ballots) } : {}),
	};
}

function roomView(poll: PollState): RoomView {
	const { ways, hands, slips } = poll.room;
	const way = (participant: ParticipantId) => ways.get(participant) ?? null;
	return {
		ways: [...poll.eligible].map(([participant, sector]) => ({ participant, sector, way: way(participant) })),
		hands: [...hands].map(([sector, { entered, confirmed }]) => ({
			sector,
			entered: entered && { voters: entered.voters, counts: entered.counts },
			confirmed,
		})),
		slips: [...slips]
			.map(([number, slip]) => ({ number, way: slip.way, sector: slip.sector, state: stateOf(slip) }))
			.sort((a, b) => a.number - b.number),
	};
}

function stateOf({ way, entries, counted }: SlipState): RoomView['slips'][number]['state'] {
	if (way === 'table') return 'given-out';
	if (counted) return 'counts';
	if (entries.size === 0) return 'given-out';
	return new Set([...entries.values()].map(({ from }) => from)).size > 1 ? 'read-differently' : 'read-once';
}

/** Whoever has a seat in another sector than that of who counted is asked; what hands there were the room has seen. */
export function handsToConfirm(state: WorkshopState, { seat }: PersonState): readonly HandsToConfirm[] {
	if (!seat) return [];
	return [...state.polls.values()]
		.filter(isOpenPoll)
		.flatMap((poll) =>
			[...poll.room.hands].flatMap(([sector, { entered }]) =>
				entered && entered.from !== seat.sector
					? [{ poll: poll.id, sector, voters: entered.voters, counts: entered.counts }]
					: [],
			),
		);
}
