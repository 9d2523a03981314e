import type { House } from './house.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long a repeated command gets the answer of the first time: a phone may come back online the day after. */
const ANSWERS_KEPT_MS = 7 * DAY;

/**
 * Every hour: forgets sessions, links and answers whose time is over, and erases the names of people at tables where nothing
 * has happened for as long as the join page says. Returns the way to stop.
 */
export function startRetention(house: Pick<House, 'auth' | 'storage' | 'workshops' | 'config' | 'log'>): () => void {
	const run = (): void => {
		tidy(house, Date.now()).catch((error: unknown) => house.log.error({ err: error }, 'the retention task failed'));
	};
	const timer = setInterval(run, HOUR);
	timer.unref();
	run();
	return () => clearInterval(timer);
}

/** One round of it, at `now` (milliseconds). */
export async function tidy(
	{ storage, workshops, config, log }: Pick<House, 'storage' | 'workshops' | 'config' | 'log'>,
	now: number,
): Promise<void> {
	await storage.auth.deleteExpired(now, now - ANSWERS_KEPT_MS);
	const erased = await workshops.retain(now - config.retentionDays * DAY);
	if (erased > 0) log.info({ erased }, 'people erased whose time was over');
}
