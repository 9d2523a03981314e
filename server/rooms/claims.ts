import type { ParticipantId } from '#domain/ids.ts';
import type { ClientClaim } from '../storage/storage.ts';
import { CLAIMS_PER_DAY } from './limits.ts';

const DAY_MS = 86_400_000;

/**
 * Who writes under which Yjs client id. An id belongs to the person who shows it first, by presence or by an edit, and stays
 * theirs: this is what says who wrote what. A claim is stored with the first edit under it; one that nobody has written
 * under lives as long as the room, so that page visits leave nothing on disk.
 */
export class Claims {
	readonly #byId = new Map<number, ClientClaim>();
	readonly #written: Set<number>;
	#unstored: ClientClaim[] = [];
	readonly #isOccupied: (clientId: number) => boolean;

	/** `isOccupied`: true for ids that the server writes under, or that stand in the document without a claim. */
	constructor(stored: readonly ClientClaim[], isOccupied: (clientId: number) => boolean) {
		for (const claim of stored) this.#byId.set(claim.clientId, claim);
		this.#written = new Set(this.#byId.keys());
		this.#isOccupied = isOccupied;
	}

	ownerOf(clientId: number): ParticipantId | null {
		return this.#byId.get(clientId)?.participant ?? null;
	}

	/** `taken`: somebody else's, or the server's. Claiming one's own again changes nothing. */
	claim(clientId: number, participant: ParticipantId, now: number): 'yours' | 'taken' {
		const owner = this.ownerOf(clientId);
		if (owner !== null) return owner === participant ? 'yours' : 'taken';
		if (this.#isOccupied(clientId)) return 'taken';
		const idle = [...this.#byId.values()].filter(
			(claim) => claim.participant === participant && !this.#written.has(claim.clientId),
		);
		const oldest = idle[0];
		if (oldest !== undefined && idle.length >= CLAIMS_PER_DAY) this.#byId.delete(oldest.clientId);
		this.#byId.set(clientId, { clientId, participant, at: now });
		return 'yours';
	}

	/** Notes that a person is about to write under these ids. Nothing is noted where the answer is not `yours`. */
	write(clientIds: readonly number[], participant: ParticipantId, now: number): 'yours' | 'taken' | 'too-many' {
		for (const id of clientIds) if (this.claim(id, participant, now) === 'taken') return 'taken';
		const fresh = clientIds.filter((id) => !this.#written.has(id));
		if (fresh.length === 0) return 'yours';
		let today = fresh.length;
		for (const id of this.#written) {
			const claim = this.#byId.get(id);
			if (claim?.participant === participant && claim.at > now - DAY_MS) today++;
		}
		if (today > CLAIMS_PER_DAY) return 'too-many';
		for (const id of fresh) {
			const claim = this.#byId.get(id);
			if (claim === undefined) continue;
			this.#written.add(id);
			this.#unstored.push(claim);
		}
		return 'yours';
	}

	/** Claims to be stored with the next append; each is handed out once. */
	takeUnstored(): ClientClaim[] {
		const claims = this.#unstored;
		this.#unstored = [];
		return claims;
	}
}
