import type { Agenda } from './agenda.ts';
import type { CardId, ParticipantId, RecordRef, SectorId, TextHash } from './ids.ts';

/** What happens while a session is led: the method's acts, and each one's own cards on their way to the board. */
export type LeadingEvent =
	/** The agenda as it reads from now on, whole. What ran keeps its id. */
	| { readonly type: 'agenda.edited'; readonly agenda: Agenda }
	| { readonly type: 'timer.extended'; readonly durationMs: number; readonly endsAt: number }
	/** The wording of a card is proposed as settled; until then (milliseconds) anybody can say "not yet". */
	| { readonly type: 'wording.proposed'; readonly card: CardId; readonly content: TextHash; readonly until: number }
	/** The actor said "not yet". */
	| { readonly type: 'wording.reopened'; readonly card: CardId }
	/** Somebody speaks. `participant` is null for somebody of the room who is not at the table by a device. */
	| {
			readonly type: 'floor.given';
			readonly participant: ParticipantId | null;
			readonly sector: SectorId | null;
	  }
	| { readonly type: 'floor.ended' }
	/** The actor asks that these of their own cards be shown, which the table's rules leave to a facilitator. */
	| { readonly type: 'cards.offered'; readonly cards: readonly CardId[] }
	| { readonly type: 'cards.withdrawn'; readonly cards: readonly CardId[] }
	| {
			readonly type: 'cards.returned';
			readonly participant: ParticipantId;
			readonly card: CardId;
			readonly reason: RecordRef;
	  }
	/** One person's own cards came to the board, under the same ids. */
	| { readonly type: 'cards.revealed'; readonly participant: ParticipantId; readonly cards: readonly CardId[] };
