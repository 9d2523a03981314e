import type { EventOf, WorkshopEvent } from '../events.ts';
import type { RoomVotes, SlipState } from '../room-votes.ts';

export type RoomChange = EventOf<
	| 'poll.ways-set'
	| 'poll.hands-entered'
	| 'poll.hands-confirmed'
	| 'poll.slips-issued'
	| 'poll.paper-entered'
	| 'ballot.at-table'
>;

/** What one vote has in the room, after an event. */
export function withRoomChange(room: RoomVotes, { actor }: WorkshopEvent, body: RoomChange): RoomVotes {
	switch (body.type) {
		case 'poll.ways-set': {
			const ways = new Map(room.ways);
			for (const person of body.participants) {
				if (body.way) ways.set(person, body.way);
				else ways.delete(person);
			}
			return { ...room, ways };
		}
		case 'poll.hands-entered': {
			const { sector, from, voters, counts } = body;
			const confirmed = room.hands.get(sector)?.confirmed ?? null;
			const entered = { voters, counts, by: actor, from };
			return { ...room, hands: new Map(room.hands).set(sector, { entered, confirmed }) };
		}
		case 'poll.hands-confirmed': {
			const entered = room.hands.get(body.sector)?.entered;
			if (!entered) throw new RangeError('hands were confirmed that nobody had counted');
			const { voters, counts } = entered;
			const confirmed = { voters, counts };
			return { ...room, hands: new Map(room.hands).set(body.sector, { entered: null, confirmed }) };
		}
		case 'poll.slips-issued': {
			const slips = new Map(room.slips);
			const { way, sector } = body;
			for (const number of body.numbers) slips.set(number, { way, sector, entries: new Map(), counted: null });
			return { ...room, slips };
		}
		case 'poll.paper-entered':
			return withEntry(room, body.number, (slip) => ({
				...slip,
				entries: new Map(slip.entries).set(actor, { from: body.from, ballot: body.ballot }),
				counted: body.counts ? body.ballot : null,
			}));
		case 'ballot.at-table':
			return withEntry(room, body.number, (slip) => ({ ...slip, counted: body.ballot }));
	}
}

function withEntry(room: RoomVotes, number: number, change: (slip: SlipState) => SlipState): RoomVotes {
	const slip = room.slips.get(number);
	if (!slip) throw new RangeError('an event about no slip of this vote');
	return { ...room, slips: new Map(room.slips).set(number, change(slip)) };
}
