import type { PhaseKind, PhaseWrites } from './agenda.ts';
import type { CardId, HandId, ParticipantId, PhaseId, SectorId, TextHash } from './ids.ts';

/** A phase as whoever facilitates drafts it. */
export interface PhaseDraft {
	/** null for a new one, which gets an id of its own. */
	readonly id: PhaseId | null;
	readonly kind: PhaseKind;
	/** '' for the name of its kind. */
	readonly name: string;
	readonly writes: PhaseWrites;
	readonly durationMs: number;
	readonly silent: boolean;
	readonly skipped: boolean;
}

/** What a person may ask for while a session is led. */
export type LeadingCommand =
	/** `version`: how often the agenda had been edited when the draft was begun; another → `agenda.stale`. */
	| { readonly type: 'editAgenda'; readonly version: number; readonly phases: readonly PhaseDraft[] }
	| { readonly type: 'extendTimer'; readonly byMs: number }
	| { readonly type: 'pauseTable'; readonly reason: string }
	| { readonly type: 'resumeTable'; readonly reason: string }
	/** `content`: hash of the frozen card as the facilitator saw it. `reason`: what the lock on it says. */
	| {
			readonly type: 'proposeWording';
			readonly card: CardId;
			readonly content: TextHash;
			readonly reason: string;
	  }
	| { readonly type: 'objectWording' }
	| { readonly type: 'raiseHand' }
	/** Somebody of the room, entered by whoever facilitates: by name, or by sector alone. */
	| { readonly type: 'enterHand'; readonly participant: ParticipantId | null; readonly sector: SectorId | null }
	/** null: one's own. */
	| { readonly type: 'lowerHand'; readonly hand: HandId | null }
	| { readonly type: 'giveFloor'; readonly hand: HandId }
	| { readonly type: 'endFloor' }
	| { readonly type: 'markDone'; readonly done: boolean }
	| { readonly type: 'askTime' }
	/** One's own cards: onto the board, or to whoever facilitates first where the rules say so. */
	| { readonly type: 'revealCards'; readonly cards: readonly CardId[] }
	| { readonly type: 'withdrawCards'; readonly cards: readonly CardId[] }
	/** Everybody's cards that the rules let a facilitator show. */
	| { readonly type: 'revealAll' }
	/** Shows an offered card, or gives it back with a reason. `content`: hash of the card as it was read. */
	| {
			readonly type: 'moderateCard';
			readonly card: CardId;
			readonly content: TextHash;
			readonly shown: boolean;
			readonly reason: string;
	  };
