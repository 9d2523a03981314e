import type { House } from './house.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Signs the log once a day while it changes, so that a rollback of more than a day can be noticed. Returns the way to stop. */
export function startSigningDaily(house: Pick<House, 'instanceLog' | 'log'>): () => void {
	const run = (): void => {
		signDaily(house, Date.now()).catch((error: unknown) =>
			house.log.error({ err: error }, 'the log could not be signed'),
		);
	};
	const timer = setInterval(run, HOUR);
	timer.unref();
	return () => clearInterval(timer);
}

/** One round of it, at `now` (milliseconds). */
export async function signDaily({ instanceLog }: Pick<House, 'instanceLog'>, now: number): Promise<void> {
	const last = await instanceLog.latest();
	if (!last || now - last.at >= DAY) await instanceLog.checkpoint();
}
