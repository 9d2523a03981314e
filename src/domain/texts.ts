import type { CardDetails } from './card-details.ts';
import type { CardKind, FieldKey } from './cards.ts';
import type { Choices } from './commitment-template.ts';
import type { CardId, CommitmentId, TextHash, WorkshopId } from './ids.ts';

/**
 * Table texts: stored by SHA-256 of their exact canonical bytes (RFC 8785), not erasable, so none may hold a participant's name.
 * An event names a text by its hash only.
 */
export interface TableSetup {
	readonly title: string;
	readonly theme: string;
	/** Where the theme comes from: which consultation, and when (ISO date), or null where there was none. */
	readonly origin: { readonly consultation: string; readonly date: string } | null;
	readonly question: string;
	readonly language: 'es' | 'en';
	readonly welcome: string;
	readonly materials: readonly { readonly title: string; readonly url: string | null; readonly note: string }[];
	/** The plan of action that the table's commitments go into. Absent in set-ups that were stored before there was one. */
	readonly plan?: PlanTerm | null | undefined;
}

/** A plan of action and its term: OGP's are of one year locally and of two nationally. ISO dates, both days in it. */
export interface PlanTerm {
	readonly title: string;
	readonly from: string;
	readonly until: string;
}

export interface SessionSetup {
	readonly title: string;
	readonly place: string;
	readonly mode: 'remote' | 'in-person' | 'hybrid';
	readonly date: string;
	readonly videoLink: string | null;
}

/** A card as it read when the server froze it; a poll votes on this copy. */
export interface FrozenCard {
	readonly card: CardId;
	readonly kind: CardKind;
	readonly text: string;
}

/** A free text as an option. */
export interface FrozenText {
	readonly text: string;
}

/** A commitment as an option: its title, and the text that was proposed by then, if any. */
export interface FrozenTitle {
	readonly commitment: CommitmentId;
	readonly version: number;
	readonly content: TextHash | null;
	readonly text: string;
}

export interface FrozenIndicator {
	readonly id: string;
	readonly type: 'result';
	readonly text: string;
	readonly baseline: string;
	readonly target: string;
	readonly means: string;
}

/** The signed core of a commitment as the server froze it: the text that people see, hash, sign and issue. */
export interface FrozenCore {
	readonly commitment: CommitmentId;
	readonly workshop: WorkshopId;
	readonly title: string;
	readonly language: 'es' | 'en';
	readonly fields: Readonly<Record<FieldKey, string>>;
	readonly indicators: readonly FrozenIndicator[];
	/** Which questions it answers. Absent in texts that were proposed before there was a version, and so are the choices. */
	readonly template?: string;
	readonly choices?: Choices;
	/** Of a version after the first: what it takes the place of. */
	readonly amends?: Amends;
}

/** Which issued version a text replaces or withdraws, and why; people sign it with the text. */
export interface Amends {
	readonly kind: 'amendment' | 'withdrawal';
	readonly version: number;
	/** SHA-256 of that version's record. */
	readonly record: TextHash;
	readonly reason: string;
}

/** A note beside an issued text as a facilitator asked for it; a witness signs it into the log. */
export type RequestedNote =
	| {
			readonly kind: 'erratum';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly says: string;
			readonly shouldSay: string;
			readonly why: string;
	  }
	| {
			readonly kind: 'route';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly route: FrozenRoute;
			readonly why: string;
	  };

/** A line of action as the server froze it. Days are ISO dates. */
export interface FrozenMilestone {
	readonly id: string;
	readonly what: string;
	readonly output: string;
	readonly responsible: string;
	readonly counterpart: string;
	readonly means: string;
	readonly from: string | null;
	readonly until: string | null;
}

/**
 * The route of a commitment as the server froze it: the versioned annex that is not part of what is signed (design §7). Lines of
 * action in the order of the table, management indicators likewise.
 */
export interface FrozenRoute {
	readonly commitment: CommitmentId;
	readonly workshop: WorkshopId;
	readonly language: 'es' | 'en';
	readonly milestones: readonly FrozenMilestone[];
	readonly indicators: readonly (Omit<FrozenIndicator, 'type'> & { readonly type: 'management' })[];
}

/** The whole board at one instant: what an issued record keeps of its origin. Positions and sizes in page units. */
export interface FrozenTree {
	readonly cards: readonly (FrozenCard & {
		readonly pos: readonly [number, number];
		readonly size: readonly [number, number];
	})[];
	readonly links: readonly { readonly from: CardId; readonly to: CardId }[];
}

/**
 * The board as it was when a phase or a session ended: a primary record outside the log, erased with its table. What was taken
 * off is not in it; what was merged is, with the card that it became part of.
 */
export interface BoardPicture {
	readonly format: 'mesa-abierta/board/1';
	readonly cards: readonly (FrozenTree['cards'][number] & {
		readonly into: CardId | null;
		/** The card that it was turned from. */
		readonly mirrors: CardId | null;
		/** Only what somebody said. */
		readonly details: Partial<CardDetails>;
	})[];
	readonly links: FrozenTree['links'];
	/** How many drawings lay on the canvas, frames and figures among them; not in boards that were kept before this was counted. */
	readonly drawings?: number;
}

/** Exact bytes (as a JSON string) with their hash. */
export interface HashedText {
	readonly hash: TextHash;
	readonly text: string;
}

/** Most characters per text that people type into the decisions lane (UTF-16 units); beyond, the edge refuses. */
export const TEXT_LIMITS = {
	name: 80,
	organisation: 120,
	label: 80,
	title: 160,
	line: 300,
	reason: 1_000,
	comment: 2_000,
	paragraph: 4_000,
	welcome: 20_000,
	/** One field of a draft: some six printed pages. */
	field: 20_000,
} as const;
