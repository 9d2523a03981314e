import type { ChainDamage } from './chain.ts';

/** What a check can find wrong. `at` says where: an event's number, a hash, a reference, or commitment and version. */
export interface Damage {
	readonly code: DamageCode;
	readonly at: string;
}

export type DamageCode =
	| `chain.${ChainDamage}`
	/** The listing knows of a later event than the log has. */
	| 'chain.short'
	/** A text or record whose bytes are not those that were hashed. */
	| 'text.altered'
	| 'record.altered'
	/** Named by the log and not in the store, and nobody erased it. */
	| 'text.missing'
	| 'record.missing'
	/** An issued record whose bytes, key or signature do not fit each other. */
	| 'issued.altered'
	| 'issued.key'
	| 'issued.signature'
	/** The log issued it and it is not among the issued records, or the reverse, or the two differ. */
	| 'issued.missing'
	| 'issued.unlogged'
	| 'issued.differs'
	/** The record names a place in the chain that the chain does not have. */
	| 'issued.unchained';
