import type { Annotation, AnnotationBody } from '#domain/annotation.ts';
import type { WorkshopId } from '#domain/ids.ts';
import type { Leaf } from '#domain/ledger/leaves.ts';
import type { IssuedRecord } from '#domain/record.ts';
import type { Storage, StoredLeaf } from '../storage/storage.ts';

/** Something that became public about a commitment: an entry of the instance's log, in words. */
export interface PublicEvent {
	/** Hash of the entry, 64 hex: the same event always has the same one. */
	readonly id: string;
	/** Place in the log, from 0. */
	readonly index: number;
	readonly kind: 'issued' | 'amended' | 'withdrawn' | AnnotationBody['kind'];
	readonly commitment: string;
	readonly workshop: WorkshopId;
	readonly title: string;
	readonly version: number;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly url: string;
	readonly example: boolean;
}

type PublicStorage = Pick<Storage, 'log' | 'instanceLog'>;

/** What became public, oldest first, from a place in the log on (default: all of it). */
export async function publicEvents(storage: PublicStorage, from = 0): Promise<PublicEvent[]> {
	const leaves = [
		...(await storage.instanceLog.leavesOf('record')),
		...(await storage.instanceLog.leavesOf('annotation')),
	];
	const events: PublicEvent[] = [];
	for (const leaf of leaves.filter(({ index }) => index >= from).sort((a, b) => a.index - b.index)) {
		const event = await eventOf(storage, leaf);
		if (event) events.push(event);
	}
	return events;
}

async function eventOf(storage: PublicStorage, { hash, index, text }: StoredLeaf): Promise<PublicEvent | null> {
	// Only this program writes leaves, and the hash says that these are its bytes.
	const leaf = JSON.parse(text) as Leaf;
	if (leaf.type !== 'record' && leaf.type !== 'annotation') return null;
	const rows = await storage.log.issued(leaf.commitment);
	const version = leaf.type === 'record' ? leaf.version : null;
	const row = version === null ? rows.at(-1) : rows.find((each) => each.version === version);
	if (!row) return null;
	const { core, url, example, issuedAt } = JSON.parse(row.bytes) as IssuedRecord;
	const about = {
		id: hash,
		index,
		commitment: leaf.commitment,
		workshop: row.workshop,
		title: core.title,
		url,
		example,
	};
	if (leaf.type === 'record') {
		const kind = !core.amends ? 'issued' : core.amends.kind === 'withdrawal' ? 'withdrawn' : 'amended';
		return { ...about, kind, version: row.version, at: issuedAt };
	}
	const note = await storage.log.text(row.workshop, leaf.annotation);
	if (note === null) return null;
	const { body, version: beside, at } = JSON.parse(note) as Annotation;
	return { ...about, kind: body.kind, version: beside, at };
}
