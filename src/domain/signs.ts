import type { EventBody } from './events.ts';
import type { HandId, ParticipantId, SectorId } from './ids.ts';

/** A place in the one queue of room and remote. */
export interface Hand {
	readonly id: HandId;
	/** null for somebody of the room whom a facilitator entered by sector alone. */
	readonly participant: ParticipantId | null;
	readonly sector: SectorId | null;
	/** Milliseconds. */
	readonly at: number;
}

/**
 * Signs that people give while a session runs: who asks to speak, who is done, who needs more time. Not in the log, and on no
 * disk: they mean something for minutes, would swell a chain that is kept for good, and a call for time is to stay nobody's. A
 * restart of the server forgets them.
 */
export interface Signs {
	/** In the order of asking. */
	readonly hands: readonly Hand[];
	/** Who marked themselves done with the phase. */
	readonly done: ReadonlySet<ParticipantId>;
	/** Who asked for more time since the phase or the timer last changed: only so that nobody counts twice. */
	readonly moreTime: ReadonlySet<ParticipantId>;
}

export type Sign =
	| { readonly is: 'hand-up'; readonly hand: Hand }
	| { readonly is: 'hand-down'; readonly hand: HandId }
	| { readonly is: 'done'; readonly participant: ParticipantId; readonly done: boolean }
	| { readonly is: 'more-time'; readonly participant: ParticipantId };

export const NO_SIGNS: Signs = { hands: [], done: new Set(), moreTime: new Set() };

export function applySign(signs: Signs, sign: Sign): Signs {
	switch (sign.is) {
		case 'hand-up':
			return { ...signs, hands: [...signs.hands, sign.hand] };
		case 'hand-down':
			return { ...signs, hands: signs.hands.filter(({ id }) => id !== sign.hand) };
		case 'done':
			return { ...signs, done: changed(signs.done, sign.participant, sign.done) };
		case 'more-time':
			return { ...signs, moreTime: changed(signs.moreTime, sign.participant, true) };
	}
}

/** What an event leaves of the signs. */
export function signsAfter(signs: Signs, body: EventBody): Signs {
	switch (body.type) {
		case 'phase.moved':
			return { ...signs, done: NO_SIGNS.done, moreTime: NO_SIGNS.moreTime };
		case 'timer.started':
		case 'timer.extended':
		case 'timer.stopped':
			return { ...signs, moreTime: NO_SIGNS.moreTime };
		case 'session.closed':
		case 'workshop.archived':
		case 'workshop.erased':
			return NO_SIGNS;
		case 'participant.removed':
		case 'participant.erased':
			return {
				hands: signs.hands.filter(({ participant }) => participant !== body.participant),
				done: changed(signs.done, body.participant, false),
				moreTime: changed(signs.moreTime, body.participant, false),
			};
		default:
			return signs;
	}
}

function changed(
	people: ReadonlySet<ParticipantId>,
	participant: ParticipantId,
	isIn: boolean,
): ReadonlySet<ParticipantId> {
	const after = new Set(people);
	if (isIn) after.add(participant);
	else after.delete(participant);
	return after;
}
