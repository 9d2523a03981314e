import { hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { ownId } from '#domain/decide/entered.ts';
import type { PrimaryRecord } from '#domain/decision.ts';
import type { WorkshopEvent } from '#domain/events.ts';
import { ballotRoot, hashText, refOf, utf8ToBytes } from '#domain/hashing.ts';
import { HASH, type PollId } from '#domain/ids.ts';
import { isSecret } from '#domain/rule-card.ts';
import { countedSecretly, NO_SECRET_BALLOTS, type SecretBallots } from '#domain/secret-ballots.ts';
import type { HashedText } from '#domain/texts.ts';
import type { IssuedRow, StoredEvent } from '../storage/storage.ts';
import { ChainDamaged, decodeEvent, verifyChain } from './chain.ts';
import type { Damage } from './damage.ts';
import { discardedBy, erasedBy, recordsNamedBy, textsNamedBy } from './references.ts';
import { keyId, verifySignature } from './signing.ts';

/** Everything that the store holds of one table. */
export interface StoredTable {
	readonly events: readonly StoredEvent[];
	readonly texts: readonly HashedText[];
	readonly records: readonly PrimaryRecord[];
	readonly issued: readonly IssuedRow[];
	/** Of each secret vote; null where they are not at hand, as in an archive. */
	readonly secret: ReadonlyMap<PollId, SecretBallots> | null;
	/** When the listing says that the table last changed; null where it lists no such table. */
	readonly changedAt: number | null;
}

/** All that is wrong with a stored table; empty for a sound one. A damaged chain ends the look at what its events name. */
export function inspectTable({ events, texts, records, issued, secret, changedAt }: StoredTable): Damage[] {
	const contents = [...alteredTexts(texts), ...alteredRecords(records), ...issued.flatMap(damageOfIssued)];
	try {
		verifyChain(events);
	} catch (error) {
		if (!(error instanceof ChainDamaged)) throw error;
		return [{ code: `chain.${error.damage}`, at: String(error.seq) }, ...contents];
	}
	const decoded = events.map(decodeEvent);
	const isErased = decoded.some(({ body }) => body.type === 'workshop.erased');
	const named = isErased ? [] : [...missing(decoded, texts, records), ...secretAgainstRoot(decoded, secret)];
	const last = decoded.at(-1);
	const cut: Damage[] =
		(changedAt ?? 0) > (last?.at ?? 0) ? [{ code: 'chain.short', at: String(last?.seq ?? 0) }] : [];
	return [
		...cut,
		...contents,
		...named,
		...issuedAgainstLog(decoded, issued),
		...issued.flatMap((row) => placeInChain(row, events)),
	];
}

function alteredTexts(texts: readonly HashedText[]): Damage[] {
	return texts
		.filter(({ hash, text }) => hashText(text).hash !== hash)
		.map(({ hash }) => ({ code: 'text.altered', at: hash }));
}

function alteredRecords(records: readonly PrimaryRecord[]): Damage[] {
	return records
		.filter(({ ref, salt, bytes }) => refOf(salt, bytes) !== ref)
		.map(({ ref }) => ({ code: 'record.altered', at: ref }));
}

function missing(
	events: readonly WorkshopEvent[],
	texts: readonly HashedText[],
	records: readonly PrimaryRecord[],
): Damage[] {
	const stored = new Set<string>([...texts.map(({ hash }) => hash), ...records.map(({ ref }) => ref)]);
	const erased = new Set(events.flatMap(({ body }) => erasedBy(body) ?? []));
	// A companion's name goes with the person whom they came with.
	for (const { body } of events) {
		if (body.type === 'companion.named' && erased.has(body.participant)) erased.add(ownId(body.companion));
	}
	const discarded = new Set(events.flatMap(({ body }) => discardedBy(body) ?? []));
	const practised = new Set(
		events.flatMap(({ body }) => (body.type === 'poll.opened' && body.card.practice ? body.poll : [])),
	);
	const isGone = ({ body }: WorkshopEvent): boolean =>
		body.type === 'ballot.cast' && practised.has(body.poll) && discarded.has(body.poll);
	return events.flatMap((event) => [
		...textsNamedBy(event.body)
			.filter((hash) => !stored.has(hash))
			.map((hash): Damage => ({ code: 'text.missing', at: hash })),
		...recordsNamedBy(event)
			.filter(({ ref, owner }) => !stored.has(ref) && !isGone(event) && (owner === null || !erased.has(owner)))
			.map(({ ref }): Damage => ({ code: 'record.missing', at: ref })),
	]);
}

/** No event names a secret ballot; what the closing published over all of them is what they are held against. */
function secretAgainstRoot(events: readonly WorkshopEvent[], secret: StoredTable['secret']): Damage[] {
	if (secret === null) return [];
	const asked = new Set(
		events.flatMap(({ body }) => (body.type === 'poll.opened' && isSecret(body.card) ? body.poll : [])),
	);
	return events.flatMap(({ body }): Damage[] => {
		if (body.type !== 'poll.closed' || !asked.has(body.poll)) return [];
		const ballots = countedSecretly(body.poll, secret.get(body.poll) ?? NO_SECRET_BALLOTS);
		const root = ballotRoot(ballots.map(({ ref }) => ref));
		return root === body.root ? [] : [{ code: 'secret.altered', at: body.poll }];
	});
}

const placeOf = ({ commitment, version }: { commitment: string; version: number }): string =>
	`${commitment} v${version}`;

function damageOfIssued(row: IssuedRow): Damage[] {
	const at = placeOf(row);
	const damage: Damage[] = [];
	if (hashText(row.bytes).hash !== row.record) damage.push({ code: 'issued.altered', at });
	if (!HASH.test(row.publicKey) || keyId(hexToBytes(row.publicKey)) !== row.key)
		damage.push({ code: 'issued.key', at });
	if (!verifySignature(row.publicKey, utf8ToBytes(row.bytes), row.signature))
		damage.push({ code: 'issued.signature', at });
	return damage;
}

function issuedAgainstLog(events: readonly WorkshopEvent[], issued: readonly IssuedRow[]): Damage[] {
	const logged = new Map(
		events.flatMap(({ at, body }) =>
			body.type === 'commitment.issued' ? [[placeOf(body), { at, body }] as const] : [],
		),
	);
	const unmatched = new Set(logged.keys());
	const damage = issued.flatMap((row): Damage[] => {
		const place = placeOf(row);
		unmatched.delete(place);
		const event = logged.get(place);
		if (!event) return [{ code: 'issued.unlogged', at: place }];
		const { record, key, signature } = event.body;
		const same = record === row.record && key === row.key && signature === row.signature && event.at === row.at;
		return same ? [] : [{ code: 'issued.differs', at: place }];
	});
	return [...damage, ...[...unmatched].map((at): Damage => ({ code: 'issued.missing', at }))];
}

/** An issued record says which event of the chain it stands on: whoever rewrites the chain can't rewrite that without the key. */
function placeInChain(row: IssuedRow, events: readonly StoredEvent[]): Damage[] {
	const place = logOf(row.bytes);
	if (place && events[place.seq - 1]?.hash === place.hash) return [];
	return [{ code: 'issued.unchained', at: placeOf(row) }];
}

const recordWithLog = z.object({ log: z.object({ seq: z.int(), hash: z.string() }) });

function logOf(bytes: string): { seq: number; hash: string } | null {
	try {
		return recordWithLog.parse(JSON.parse(bytes)).log;
	} catch {
		return null; // 'issued.altered' or 'issued.signature' says so too
	}
}
