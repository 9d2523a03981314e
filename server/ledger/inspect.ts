import type { WorkshopId } from '#domain/ids.ts';
import type { Storage } from '../storage/storage.ts';
import type { Damage } from './damage.ts';
import { inspectTable } from './inspect-table.ts';

export interface Inspected {
	readonly workshop: WorkshopId;
	readonly title: string;
	readonly events: number;
	readonly texts: number;
	readonly records: number;
	readonly issued: number;
	readonly damage: readonly Damage[];
	/** Issued by a key that is not among `keys`: a key that was replaced, or somebody else's. */
	readonly foreignKeys: readonly string[];
}

/**
 * Checks every table in the store, one at a time: chain, texts, records, secret ballots, issued records. `keys` are the public keys that this
 * instance signs with. What the file's keeper rewrote whole, chain and all, only these and a copy kept elsewhere can tell.
 */
export async function* inspect(storage: Storage, keys: ReadonlySet<string>): AsyncGenerator<Inspected> {
	const summaries = new Map((await storage.log.workshops()).map((summary) => [summary.workshop, summary]));
	const allIssued = await storage.log.allIssued();
	const streams = new Set([
		...(await storage.log.streams()),
		...summaries.keys(),
		...allIssued.map((row) => row.workshop),
	]);
	for (const workshop of streams) {
		const events = await storage.log.events(workshop);
		const texts = await storage.log.texts(workshop);
		const records = await storage.log.records(workshop);
		const secret = await storage.log.secretBallots(workshop);
		const issued = allIssued.filter((row) => row.workshop === workshop);
		yield {
			workshop,
			title: summaries.get(workshop)?.title ?? '',
			events: events.length,
			texts: texts.length,
			records: records.length,
			issued: issued.length,
			damage: inspectTable({
				events,
				texts,
				records,
				issued,
				secret,
				changedAt: summaries.get(workshop)?.changedAt ?? null,
			}),
			foreignKeys: [...new Set(issued.filter((row) => !keys.has(row.publicKey)).map((row) => row.key))],
		};
	}
}
