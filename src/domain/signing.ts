import type { Signatory } from './commands.ts';
import type { Voucher } from './events.ts';
import { canonicalJson, utf8ToBytes } from './hashing.ts';
import type { CommitmentId, FileHash, ParticipantId, PublicKey, SectorId, TextHash, WorkshopId } from './ids.ts';

export const SIGNATURE_FORMAT = 'mesa-abierta/signature/1';

/**
 * The exact bytes that a person's own key signs (Ed25519): what they are for stands first, so that a signature given for one thing is
 * never good for another.
 */
export function signedBytes(signed: {
	readonly workshop: WorkshopId;
	readonly commitment: string;
	readonly version: number;
	readonly content: TextHash;
}): Uint8Array {
	const { workshop, commitment, version, content } = signed;
	return utf8ToBytes(canonicalJson({ format: SIGNATURE_FORMAT, workshop, commitment, version, content }));
}

/** How somebody signs from their own device: with their own key (128 hex), or with their code, which takes a witness. */
export type GivenMethod =
	{ readonly kind: 'key'; readonly key: PublicKey; readonly signature: string } | { readonly kind: 'code' };

/**
 * By what a sign-off holds, strongest first: `key` anybody can check by themselves, `code` and `paper` a witness of another sector
 * vouched for. `scan` is the SHA-256 of the scanned sheet, which is kept by whoever scanned it.
 */
export type SigningMethod =
	| GivenMethod
	| {
			readonly kind: 'paper';
			readonly scan: FileHash;
			/** The facilitator's. */
			readonly affiliation: SectorId | null;
	  };

/** Who saw a sign-off by code or on paper. */
export interface SigningWitness {
	readonly participant: ParticipantId;
	readonly sector: SectorId;
	readonly voucher: Voucher;
	readonly at: number;
}

/** A person's key. It signs while it is confirmed and not ended. */
export interface SigningKeyState {
	readonly participant: ParticipantId;
	readonly key: PublicKey;
	/** The owner's sector. */
	readonly sector: SectorId;
	readonly offeredAt: number;
	/** By a seated person of another sector who compared its words. */
	readonly confirmed: Omit<SigningWitness, 'participant'> | null;
	/** Another took its place, or its owner gave it up. */
	readonly endedAt: number | null;
}

export type SigningCommand =
	| {
			readonly type: 'signCommitment';
			readonly commitment: CommitmentId;
			readonly content: TextHash;
			readonly signatory: Signatory;
			readonly method: GivenMethod;
	  }
	| {
			/** A facilitator enters an autograph on the printed act. */
			readonly type: 'enterAutograph';
			readonly commitment: CommitmentId;
			readonly content: TextHash;
			/** Who signed it. */
			readonly participant: ParticipantId;
			readonly signatory: Signatory;
			readonly scan: FileHash;
	  }
	| {
			readonly type: 'witnessSignature';
			readonly commitment: CommitmentId;
			readonly content: TextHash;
			/** Whose. */
			readonly participant: ParticipantId;
	  }
	| { readonly type: 'offerSigningKey'; readonly key: PublicKey }
	| { readonly type: 'confirmSigningKey'; readonly participant: ParticipantId; readonly key: PublicKey }
	| { readonly type: 'endSigningKey'; readonly key: PublicKey };

export type SigningEvent =
	/** The actor made a key on their own device. */
	| { readonly type: 'signing-key.offered'; readonly key: PublicKey; readonly sector: SectorId }
	/** The actor compared its words with what its owner's device shows. */
	| {
			readonly type: 'signing-key.confirmed';
			readonly participant: ParticipantId;
			readonly key: PublicKey;
			readonly sector: SectorId;
			readonly voucher: Voucher;
	  }
	/** The actor gave up their own. */
	| { readonly type: 'signing-key.ended'; readonly key: PublicKey }
	/** The actor saw whose signature it is. */
	| {
			readonly type: 'commitment.signature-witnessed';
			readonly commitment: CommitmentId;
			readonly version: number;
			readonly content: TextHash;
			/** Who signed. */
			readonly participant: ParticipantId;
			readonly sector: SectorId;
			readonly voucher: Voucher;
	  };

/** Whether a sign-off counts: by a key of one's own at once, by code or on paper once somebody of another sector witnessed it. */
export function countsAsSigned({
	method,
	witness,
}: {
	/** null: given before there were methods, from the person's own sign-in. */
	readonly method: SigningMethod | null;
	readonly witness: unknown;
}): boolean {
	return method === null || method.kind === 'key' || witness !== null;
}

/** The key with which somebody can sign now. */
export function keyInUse(keys: readonly SigningKeyState[], participant: ParticipantId): SigningKeyState | null {
	return keys.findLast((one) => one.participant === participant && one.confirmed && one.endedAt === null) ?? null;
}

/** The key that waits to be confirmed. */
export function keyOffered(keys: readonly SigningKeyState[], participant: ParticipantId): SigningKeyState | null {
	return keys.findLast((one) => one.participant === participant && !one.confirmed && one.endedAt === null) ?? null;
}
