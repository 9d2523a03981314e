import * as Y from 'yjs';
import type { ParticipantId } from '#domain/ids.ts';
import type { ClientClaim } from '../../storage/storage.ts';
import { CLAIMS_PER_DAY } from '../limits.ts';

const DAY_MS = 86_400_000;

interface Owned {
	readonly claim: ClientClaim;
	/** On disk, or handed out to be. */
	isKept: boolean;
	hasWritten: boolean;
}

/**
 * Who writes under which Yjs client id. An id belongs to the person who shows it first, by presence, by a claim or by an edit, and
 * stays theirs: this is what says who wrote what. Ids are public, so a claim goes to the disk before its owner has written, and
 * nobody can take the id of somebody who is offline. What page visits leave there is bounded a person and day.
 */
export class Claims {
	readonly #byId = new Map<number, Owned>();
	readonly #byPerson = new Map<ParticipantId, Owned[]>();
	#unstored: ClientClaim[] = [];
	readonly #isOccupied: (clientId: number) => boolean;

	/** The claims on a document: the server writes under its own id. */
	static of(doc: Y.Doc, stored: readonly ClientClaim[]): Claims {
		return new Claims(
			stored,
			(clientId) => clientId === doc.clientID,
			(clientId) => Y.getState(doc.store, clientId) > 0,
		);
	}

	/** `isOccupied`: true for ids that the server writes under. `hasWritten`: true for ids that stand in the document. */
	constructor(
		stored: readonly ClientClaim[],
		isOccupied: (clientId: number) => boolean,
		hasWritten: (clientId: number) => boolean,
	) {
		for (const claim of stored) this.#add({ claim, isKept: true, hasWritten: hasWritten(claim.clientId) });
		this.#isOccupied = (clientId) => isOccupied(clientId) || hasWritten(clientId);
	}

	ownerOf(clientId: number): ParticipantId | null {
		return this.#byId.get(clientId)?.claim.participant ?? null;
	}

	/** `taken`: somebody else's, or the server's. Claiming one's own again changes nothing. */
	claim(clientId: number, participant: ParticipantId, now: number): 'yours' | 'taken' {
		const owner = this.ownerOf(clientId);
		if (owner !== null) return owner === participant ? 'yours' : 'taken';
		if (this.#isOccupied(clientId)) return 'taken';
		const own = this.#byPerson.get(participant) ?? [];
		const owned = { claim: { clientId, participant, at: now }, isKept: false, hasWritten: false };
		this.#add(owned);
		if (own.filter(({ claim, isKept }) => isKept && claim.at > now - DAY_MS).length < CLAIMS_PER_DAY)
			this.#keep(owned);
		// Beyond that a visit is remembered while the room is open, and the oldest one makes place.
		const loose = own.filter(({ isKept }) => !isKept);
		if (loose.length >= CLAIMS_PER_DAY && loose[0]) this.#forget(loose[0]);
		return 'yours';
	}

	/** Whether a person may write under these ids now; changes nothing. */
	mayWrite(clientIds: readonly number[], participant: ParticipantId, now: number): 'yours' | 'taken' | 'too-many' {
		let fresh = 0;
		for (const id of clientIds) {
			const owned = this.#byId.get(id);
			if (owned === undefined ? this.#isOccupied(id) : owned.claim.participant !== participant) return 'taken';
			if (owned?.hasWritten !== true) fresh++;
		}
		if (fresh === 0) return 'yours';
		const own = this.#byPerson.get(participant) ?? [];
		const today = own.filter(({ claim, hasWritten }) => hasWritten && claim.at > now - DAY_MS).length;
		return today + fresh > CLAIMS_PER_DAY ? 'too-many' : 'yours';
	}

	/** Notes that a person writes under these ids; `mayWrite` has said that they may. */
	write(clientIds: readonly number[], participant: ParticipantId, now: number): void {
		for (const id of clientIds) {
			if (this.claim(id, participant, now) === 'taken') continue;
			const owned = this.#byId.get(id);
			if (owned === undefined || owned.hasWritten) continue;
			owned.hasWritten = true;
			this.#keep(owned);
		}
	}

	/** Takes in what is on disk: written by the server, for this person. */
	know(stored: readonly ClientClaim[]): void {
		for (const claim of stored) this.#add({ claim, isKept: true, hasWritten: true });
	}

	get hasUnstored(): boolean {
		return this.#unstored.length > 0;
	}

	/** Claims to be stored with the next append; each is handed out once. */
	takeUnstored(): ClientClaim[] {
		const claims = this.#unstored;
		this.#unstored = [];
		return claims;
	}

	#keep(owned: Owned): void {
		if (owned.isKept) return;
		owned.isKept = true;
		this.#unstored.push(owned.claim);
	}

	#add(owned: Owned): void {
		const { clientId, participant } = owned.claim;
		this.#byId.set(clientId, owned);
		const own = this.#byPerson.get(participant);
		if (own) own.push(owned);
		else this.#byPerson.set(participant, [owned]);
	}

	#forget({ claim: { clientId, participant } }: Owned): void {
		this.#byId.delete(clientId);
		const own = this.#byPerson.get(participant) ?? [];
		this.#byPerson.set(
			participant,
			own.filter(({ claim }) => claim.clientId !== clientId),
		);
	}
}
