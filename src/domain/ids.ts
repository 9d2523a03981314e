/**
 * Ids. All are branded strings, so that one kind can't stand in for another. Random ids are 100 bits as 20 characters of
 * base32 (lower case); sectors, blocks and phases carry short codes by position, so that no free text reaches the log.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type WorkshopId = Branded<'WorkshopId'>;
export type ParticipantId = Branded<'ParticipantId'>;
export type SessionId = Branded<'SessionId'>;
export type PollId = Branded<'PollId'>;
export type OptionId = Branded<'OptionId'>;
export type CommitmentId = Branded<'CommitmentId'>;
export type PlanId = Branded<'PlanId'>;
export type CardId = Branded<'CardId'>;
/** `<from>~<to>`: a link between two cards exists once, because its id says which two. */
export type LinkId = Branded<'LinkId'>;
export type RecordId = Branded<'RecordId'>;
export type CommentId = Branded<'CommentId'>;
/** Of an image's bytes at one table: the same image has the same id, so that it is kept once. */
export type AssetId = Branded<'AssetId'>;
/** A place in the queue of who asks to speak. */
export type HandId = Branded<'HandId'>;
/** A question of the method about certain cards, in the form of a random id (`board/finding-id.ts`). */
export type FindingId = Branded<'FindingId'>;
/** A link that a convener hands to one person. */
export type SeatLinkId = Branded<'SeatLinkId'>;
/** Another wording that somebody suggests for one text of a draft. */
export type SuggestionId = Branded<'SuggestionId'>;
/** An institution that a commitment names. */
export type InstitutionId = Branded<'InstitutionId'>;
export type CompanionId = Branded<'CompanionId'>;
/** Somebody who was invited to a session. */
export type InvitationId = Branded<'InvitationId'>;
/** `s1`, `s2`, … by position in the table's rules. */
export type SectorId = Branded<'SectorId'>;
/** `b1`, `b2`, … */
export type BlockId = Branded<'BlockId'>;
/** What a device keeps of a secret ballot: 128 random bits in hex. Whoever shows it may change the ballot. */
export type BallotSecret = Branded<'BallotSecret'>;
/** SHA-256 of that secret, hex: under what the ballot is stored while the vote is open. */
export type BallotKey = Branded<'BallotKey'>;
/** SHA-256('receipt'‖secret), hex: published beside the choice after the close. */
export type Receipt = Branded<'Receipt'>;
/** `p1`, `p2`, … */
export type PhaseId = Branded<'PhaseId'>;
/** SHA-256 of a table text's exact bytes, as 64 hex characters. */
export type TextHash = Branded<'TextHash'>;
/** SHA-256 of a file that is not kept here, as 64 hex characters. */
export type FileHash = Branded<'FileHash'>;
/** Ed25519, 64 hex. */
export type PublicKey = Branded<'PublicKey'>;
/** SHA-256(salt‖bytes) of a primary record outside the log, as 64 hex characters. */
export type RecordRef = Branded<'RecordRef'>;

export const RANDOM_ID = /^[a-z2-7]{20}$/;
export const POSITION_ID = /^[sbp][1-9][0-9]?$/;
export const HASH = /^[0-9a-f]{64}$/;

/** What random ids are written in, each letter five bits. */
export const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** Bytes that a caller must bring for one random id. */
export const ID_BYTES = 20;

/** 20 base32 characters from 20 random bytes (5 bits of each). The caller brings the randomness. */
export function idFromBytes(bytes: Uint8Array): string {
	if (bytes.length < ID_BYTES) throw new RangeError(`an id needs ${ID_BYTES} random bytes`);
	let id = '';
	for (let i = 0; i < ID_BYTES; i++) id += BASE32[(bytes[i] ?? 0) & 31];
	return id;
}

/** The same text as an id of another kind: a block that stands for a sector, a receipt that stands for a key. */
export function standingFor<Id extends SectorId | BlockId | BallotKey | RecordRef>(text: string): Id {
	return text as Id;
}

/** Null where the text is no sector's id. */
export function parseSectorId(text: unknown): SectorId | null {
	return typeof text === 'string' && POSITION_ID.test(text) && text.startsWith('s') ? (text as SectorId) : null;
}

/** The one place where a checked random id takes its brand; null where the text is no such id. */
export function parseId<
	Id extends WorkshopId | ParticipantId | SessionId | PollId | OptionId | CommitmentId | CardId | AssetId,
>(text: unknown): Id | null {
	return typeof text === 'string' && RANDOM_ID.test(text) ? (text as Id) : null;
}
