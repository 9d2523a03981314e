import { isOfBallot } from '#domain/ballot-events.ts';
import { replay } from '#domain/evolve.ts';
import { decodeEvent } from '../ledger/chain.ts';
import type { Storage, WorkshopSummary } from '../storage/storage.ts';
import { summarise } from './table.ts';

/** Rebuilds what listings read from, out of the log and the table texts alone (design §2, projections). */
export async function rebuildProjections(storage: Storage): Promise<number> {
	const summaries: WorkshopSummary[] = [];
	for (const id of await storage.log.streams()) {
		const events = (await storage.log.events(id)).map(decodeEvent);
		const texts = new Map((await storage.log.texts(id)).map(({ hash, text }) => [hash, text]));
		const state = replay(events);
		if (state)
			summaries.push(
				summarise(
					state,
					(hash) => texts.get(hash),
					events.findLast(({ body }) => !isOfBallot(body))?.at ?? state.createdAt,
				),
			);
	}
	await storage.log.replaceSummaries(summaries);
	return summaries.length;
}
