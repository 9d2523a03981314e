import type { CardId, HandId, ParticipantId, SectorId } from '#domain/ids.ts';
import type { Verdict } from './view.ts';

/** How a session is being led, for everybody at the table; names as the table's rule on names says. */
export interface LeadingView {
	/** How often the agenda was edited: send it with `editAgenda`. */
	readonly agendaVersion: number;
	/** Which memory the signs are in: another number after the server forgot them. */
	readonly memory: number;
	readonly wording: WordingView | null;
	readonly floor: SpeakerView | null;
	/** Who asks to speak, in one order for room and remote. */
	readonly hands: readonly (SpeakerView & { readonly id: HandId })[];
	readonly done: DoneView;
	/** How many asked for more time since the phase or the timer last changed: never who. */
	readonly moreTime: number;
	/** There was silence once: sheets of one's own can still be read. */
	readonly hadSilence: boolean;
	/** Cards that came to the board out of silence. */
	readonly revealed: number;
	/** Facilitators: cards that wait to be shown. */
	readonly offered: number | null;
}

export interface WordingView {
	readonly card: CardId;
	/** As it was proposed. */
	readonly text: string;
	readonly by: string;
	readonly at: number;
	/** Until then anybody may say "not yet". */
	readonly until: number;
	/** Somebody said it. */
	readonly reopened: { readonly at: number; readonly name: string | null; readonly sector: SectorId | null } | null;
}

export interface SpeakerView {
	/** null where the rules hide names, and for somebody entered by sector alone. */
	readonly name: string | null;
	/** null where the rules hide it, too. */
	readonly sector: SectorId | null;
	/** Facilitators only: who it is. */
	readonly participant: ParticipantId | null;
	readonly at: number;
}

export interface DoneView {
	readonly done: number;
	/** Of how many who take part: those who are checked in, or everybody while no session is open. */
	readonly of: number;
	/** Facilitators only. */
	readonly bySector:
		readonly { readonly sector: SectorId | null; readonly done: number; readonly of: number }[] | null;
}

/** What one person alone sees of it. */
export interface MyLeading {
	/** My place in the queue. */
	readonly hand: HandId | null;
	readonly hasFloor: boolean;
	readonly done: boolean;
	readonly askedTime: boolean;
	readonly mayWriteOwn: Verdict;
	/** My own cards that wait for whoever facilitates, that are on the board, and that were given back with a reason. */
	readonly offered: readonly CardId[];
	readonly revealed: readonly CardId[];
	readonly returned: readonly { readonly card: CardId; readonly reason: string }[];
}
