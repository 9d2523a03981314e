import { TEMPLATE_IDS } from '#domain/board-templates.ts';
import { z } from 'zod';
import { LIMITS } from '#domain/rules.ts';
import { TEXT_LIMITS } from '#domain/texts.ts';
import type { CommentTarget, Role, UndoneCounts } from '#domain/events.ts';
import type { CardKind } from '#domain/cards.ts';
import type {
	AssetId,
	CardId,
	CommentId,
	ParticipantId,
	PhaseId,
	SectorId,
	SuggestionId,
	TextHash,
	WorkshopId,
} from '#domain/ids.ts';
import type { Suggested } from '#domain/suggestions.ts';
import type { BoardPicture } from '#domain/texts.ts';
import type { JoinInfo, MyPart, OperatorNotice, WorkshopView } from './view.ts';
import { agendaTemplate, filledLine, line, ruleLabels, sectorId, tableRules, tableSetup } from './schemas.ts';

/**
 * HTTP bodies. Every error body is `{ code, message, details? }`, the message in the caller's language.
 * Sign-in answers carry the session as cookie `mesa_session` and, for programs, as `token` (use as `Authorization: Bearer`).
 */
export interface ErrorBody {
	readonly code: string;
	readonly message: string;
	readonly details?: Readonly<Record<string, string | number>>;
}

/** NIST 800-63B: 8 characters or more (64 and beyond allowed), no composition rules, common ones refused by the server. */
export const password = z.string().min(8).max(256);
export const username = z
	.string()
	.trim()
	.toLowerCase()
	.regex(/^[a-z0-9][a-z0-9._@+-]{1,63}$/);

const linkToken = z.string().min(16).max(128);

/** POST /api/link → LinkInfo: what a link opens, without using it up; 404 `link.unknown` where it was used or has expired. */
export const linkBody = z.strictObject({ token: linkToken });
export interface LinkInfo {
	readonly kind: 'setup' | 'invite' | 'reset' | 'facilitate';
	/** reset: whose password. */
	readonly username: string | null;
	/** facilitate: which table. */
	readonly table: { readonly id: WorkshopId; readonly title: string; readonly example: boolean } | null;
}

/** POST /api/setup — the first facilitator, by the set-up token. */
export const setupBody = z.strictObject({
	token: linkToken,
	username,
	name: filledLine(TEXT_LIMITS.name),
	password,
});
/** POST /api/register — by an invitation, or by a table's invitation to facilitate (then also joins it); null where registration is open. */
export const registerBody = setupBody.extend({ token: linkToken.nullable() });
/** POST /api/login */
export const loginBody = z.strictObject({ username, password: z.string().max(256) });
/** POST /api/reset */
export const resetBody = z.strictObject({ token: linkToken, password });

/** Answer of setup, register, login, join and rejoin. */
export interface SignedIn {
	readonly token: string;
	readonly expiresAt: number;
	/** join and rejoin: where to go. */
	readonly workshop: WorkshopId | null;
	readonly participant: ParticipantId | null;
	/** join: shown once. */
	readonly rejoinCode: string | null;
}

/** GET /api/me */
export interface Me {
	readonly signedIn: boolean;
	readonly account: { readonly id: string; readonly username: string; readonly name: string } | null;
	readonly tables: readonly TableSummary[];
	readonly notice: OperatorNotice;
	readonly registration: 'invite' | 'open';
	/** No account yet: the set-up link opens the server. */
	readonly needsSetup: boolean;
}

export interface TableSummary {
	readonly id: WorkshopId;
	readonly title: string;
	readonly status: 'open' | 'archived';
	readonly role: Role;
	readonly example: boolean;
	/** Only a table whose rules are not adopted can be deleted; any other is archived. */
	readonly deletable: boolean;
	readonly createdAt: number;
	readonly changedAt: number;
}

/** POST /api/workshops → { id } ; accounts only. */
export const createTableBody = z.strictObject({
	setup: tableSetup,
	rules: tableRules,
	labels: ruleLabels,
	agenda: agendaTemplate,
	/** What the board begins with, in the table's language. */
	template: z.enum(TEMPLATE_IDS).default('blank'),
});
/** POST /api/workshops/<id>/duplicate → { id }; DELETE /api/workshops/<id> (rules not adopted). */
export interface TableCreated {
	readonly id: WorkshopId;
}

/** POST /api/workshops/<id>/facilitators → { url }: a one-person link, valid seven days; POST /api/facilitate { token } accepts it. */
export interface FacilitatorInvitation {
	readonly url: string;
	readonly expiresAt: number;
}
/**
 * Answers `SignedIn` with the table. Needs an account (signed in, or made by POST /api/register with the same token), except at an
 * example table, where `name` (default: a word for "facilitator") is enough.
 */
export const facilitateBody = z.strictObject({
	token: linkToken,
	name: filledLine(TEXT_LIMITS.name).nullable().default(null),
});

/** GET /api/workshops → TableSummary[]; GET /api/workshops/<id> → TableSnapshot: what `/live` would send first. GET /api/presets → TablePreset[]. */
export interface TableSnapshot {
	readonly state: WorkshopView;
	readonly me: MyPart;
}

/** GET /api/join/<code> → JoinInfo; unknown, closed and malformed codes answer alike (404 `join.unknown`). */
export type JoinAnswer = JoinInfo;
/** Somebody who uses a shared computer. */
const sharedPerson = z.strictObject({
	name: filledLine(TEXT_LIMITS.name),
	organisation: line(TEXT_LIMITS.organisation),
	sector: sectorId,
});
/** POST /api/join */
export const joinBody = z.strictObject({
	code: z.string().max(64),
	name: filledLine(TEXT_LIMITS.name),
	sector: sectorId.nullable(),
	organisation: line(TEXT_LIMITS.organisation),
	observe: z.boolean(),
	/** A computer that several people share: they, with `name` as the computer's; nobody sits at it as one person. */
	shared: z.array(sharedPerson).min(1).max(LIMITS.peopleOfDevice).nullable().default(null),
});
/** POST /api/rejoin */
export const rejoinBody = z.strictObject({ code: z.string().max(64) });
/** POST /api/workshops/<id>/proof: one's password, or one's personal code where one has no account. → { until }: milliseconds, how long it counts. */
export const proofBody = z.strictObject({ secret: z.string().min(1).max(1_000) });
export interface Proof {
	readonly until: number;
}

/** POST /api/workshops/<id>/rejoin-code (guests; accounts sign in instead: 409 `rejoin.account`) → { code }: a new personal code; the old one stops working. */
export interface RejoinCode {
	readonly code: string;
}

/**
 * POST /api/workshops/<id>/people/<participant>/code → { code }: the code with which somebody who was entered by a facilitator, or
 * named on a shared computer, comes in themselves; for facilitators, on the record. It works once, and gives a personal code.
 */

/** POST /api/workshops/<id>/resume-code → { code, expiresAt }: brings a facilitator to another device, once; null for no end. */
export interface ResumeCode {
	readonly code: string;
	readonly expiresAt: number | null;
}

/** POST /api/workshops/<id>/seat-links → { links }: for the convener of a sector; shown once, kept as hashes. */
export const seatLinksBody = z.strictObject({ count: z.int().min(1).max(LIMITS.seats) });
export interface SeatLinksMade {
	readonly links: readonly { readonly url: string; readonly expiresAt: number }[];
}

const seatToken = z.string().max(128);
/** POST /api/seat/look → SeatLinkInfo: what a seat link opens, without using it up. Used, revoked and expired ones say so. */
export const seatLookBody = z.strictObject({ token: seatToken });
export interface SeatLinkInfo {
	readonly table: Omit<JoinInfo, 'alreadyIn'>;
	readonly sector: SectorId;
	/** Who convenes, where the table shows names. */
	readonly by: string | null;
	/** Who asks, where they are of the table already: no name is asked for then. */
	readonly me: { readonly name: string; /** By this very link. */ readonly isSeated: boolean } | null;
}
/** POST /api/seat → SignedIn: joins, if one is not of the table yet, and seats. */
export const seatBody = z.strictObject({
	token: seatToken,
	name: line(TEXT_LIMITS.name),
	organisation: line(TEXT_LIMITS.organisation),
});

/** GET /api/workshops/<id>/freeze?cards=<id,id> or ?commitment=<id>: what a command would freeze now, with its hash. */
export interface FreezePreview {
	readonly hash: string;
	readonly content: unknown;
}

/**
 * GET /api/workshops/<id>/acts?participant=<id>&from=<milliseconds>[&commitment=<id>]: what `undoActs` would change now; for
 * facilitators.
 */
export interface UndoPreview {
	readonly counts: UndoneCounts;
	/** What would come back, go, or get its words back, with those words; no more than one can look through. */
	readonly texts: {
		readonly how: keyof UndoneCounts;
		/** `cards`, `fields`, `choices`, `indicators` or `milestones`. */
		readonly root: string;
		readonly id: string;
		readonly text: string;
	}[];
	/** The earliest moment from which acts can be undone; null for any. */
	readonly since: number | null;
}

/** GET /api/workshops/<id>/comments?cards=<id,id> or ?commitment=<id>&field=<key>: what was said about them. */
export interface CommentsAnswer {
	/** The table's revision as of which this reads. */
	readonly seq: number;
	/** In order of beginning, settled ones too. */
	readonly threads: readonly ThreadView[];
}

export interface ThreadView {
	readonly id: CommentId;
	readonly target: CommentTarget;
	readonly said: readonly CommentView[];
	readonly resolved: { readonly at: number; readonly by: AuthorView } | null;
}

export interface CommentView {
	readonly id: CommentId;
	readonly at: number;
	readonly by: AuthorView;
	/** Of the person who asks. */
	readonly mine: boolean;
	/** null once its author was erased. */
	readonly text: string | null;
}

/** GET /api/workshops/<id>/suggestions?commitment=<id>&field=<key>: other wordings for one text of a draft, oldest first. */
export interface SuggestionsAnswer {
	/** The table's revision as of which this reads. */
	readonly seq: number;
	readonly suggestions: readonly SuggestionView[];
}

export interface SuggestionView {
	readonly id: SuggestionId;
	readonly at: number;
	readonly by: AuthorView;
	/** Of the person who asks. */
	readonly mine: boolean;
	/** What it was written on, what it would read, and why ('' for no reason); null once its author was erased. */
	readonly words: Suggested | null;
	readonly settled: {
		readonly as: 'accepted' | 'rejected' | 'withdrawn';
		readonly at: number;
		readonly by: AuthorView;
		/** Why it was rejected. */
		readonly reason: string | null;
	} | null;
}

/** Who said something, as far as the table's rule on names tells it. */
export interface AuthorView {
	readonly name: string | null;
	readonly role: Role;
	readonly sector: SectorId | null;
	readonly erased: boolean;
}

/** GET /api/workshops/<id>/silence, for facilitators: numbers of what is not shown, never words; and the cards offered for it. */
export interface SilenceAnswer {
	/** People with cards that are not on the board, and how many such cards there are in all. */
	readonly people: number;
	readonly cards: number;
	readonly offered: readonly {
		readonly card: CardId;
		readonly kind: CardKind;
		readonly text: string;
		/** Send it with `moderateCard`. */
		readonly content: TextHash;
	}[];
}

/** GET /api/workshops/<id>/voices, for facilitators. Of a sector of one (or none) nothing but that is told. */
export interface VoicesAnswer {
	readonly sectors: readonly {
		readonly sector: SectorId;
		readonly people: number;
		readonly heard: {
			/** Characters written on the board and in drafts. */
			readonly letters: number;
			readonly comments: number;
			/** Turns and milliseconds of the floor in this session. */
			readonly turns: number;
			readonly spokenMs: number;
		} | null;
	}[];
}

/** GET /api/workshops/<id>/cards/<id>/author: who put a card on the board. */
export interface CardAuthor {
	/** null where it came with the table, from a template. */
	readonly by: AuthorView | null;
	/** Of the person who asks. */
	readonly mine: boolean;
}

/** GET /api/workshops/<id>/boards: the moments at which the board was kept, oldest first. */
export interface BoardMoments {
	readonly moments: readonly BoardMoment[];
}

export interface BoardMoment {
	/** The table's revision with the event that ended the phase, or the session. */
	readonly seq: number;
	readonly at: number;
	/** The phase that the table was in until then. */
	readonly phase: PhaseId;
	readonly ended: 'phase' | 'session';
	/** SHA-256 of the board's canonical JSON: two moments with the same one show the same board. */
	readonly hash: string;
}

/** GET /api/workshops/<id>/boards/<seq>, and `/boards/now` for the board as it stands. */
export interface BoardAt {
	/** null for now. */
	readonly moment: BoardMoment | null;
	readonly board: BoardPicture;
}

/** POST /api/workshops/<id>/commands with header `Idempotency-Key`. */
export interface CommandAnswer {
	readonly ok: true;
	/** The revision of the asker's own part after the command; wait for a `me` frame with at least it. */
	readonly seq: number;
	/** Ids that the command made, e.g. `poll`, `commitment`, `session`. */
	readonly made: Readonly<Record<string, string>>;
}

/** Kinds of image that a board takes, as their bytes say; none that can hold a script or fetch anything. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';

/** Answer of POST /api/workshops/<id>/assets, whose body are the bytes of one image. */
export interface ImageAdded {
	readonly id: AssetId;
	readonly type: ImageType;
	/** Pixels, as it is shown. */
	readonly width: number;
	readonly height: number;
}

/** GET /api/workshops/<id>/assets: what the table keeps, by id, whether or not it lies on the board now. */
export interface TableImages {
	readonly images: readonly ImageAdded[];
}

/** GET /api/log/checkpoint, public: the instance's log as it was signed. */
export interface CheckpointShown {
	/** The log's size. */
	readonly number: number;
	/** 64 hex. */
	readonly root: string;
	/** The first 96 bits of the root, to be compared by voice. */
	readonly words: string;
	readonly at: number;
	readonly origin: string;
	/** The signed note itself (src/domain/ledger/checkpoint.ts). */
	readonly note: string;
}
