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
	/** The ballots of a closed secret vote are not those whose root its closing published. */
	| 'secret.altered'
	/** An issued record whose bytes, key or signature do not fit each other. */
	| 'issued.altered'
	| 'issued.key'
	| 'issued.signature'
	/** The log issued it and it is not among the issued records, or the reverse, or the two differ. */
	| 'issued.missing'
	| 'issued.unlogged'
	| 'issued.differs'
	/** The instance's log leaves out an entry, has one that was rewritten, or one of which there is no record or event. */
	| 'leaf.gap'
	| 'leaf.altered'
	| 'leaf.unmatched'
	/** An issued record is not in it. */
	| 'leaf.missing'
	/** A key in it was not signed by the one before. */
	| 'leaf.key'
	/** A checkpoint that can't be read or was not signed by the key in force, is of more entries than there are, or of others. */
	| 'checkpoint.altered'
	| 'checkpoint.beyond'
	| 'checkpoint.differs'
	/** The record names a place in the chain that the chain does not have. */
	| 'issued.unchained';
